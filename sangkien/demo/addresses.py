"""The addresses of the pages. Pages stand beside this app and are not imported; a test resolves
every address that is given out.
"""

PAGES = {
    "home": "/",
    "login": "/dang-nhap/",
    "desk": "/viec-cua-toi/",
    "register": "/sang-kien/dang-ky/",
    "queue": "/sang-kien/cho-xac-nhan/",
    "programmes": "/chuong-trinh/",
    "tracking": "/tra-cuu/",
    "search": "/tim/",
}


def programme(slug: str) -> str:
    return f"/chuong-trinh/{slug}/"


def targets(slug: str) -> str:
    return f"/chuong-trinh/{slug}/chi-tieu/"


def progress(slug: str, unit_code: str = "") -> str:
    return f"/tien-do/{slug}/{unit_code}/" if unit_code else f"/tien-do/{slug}/"


def unit(code: str) -> str:
    return f"/don-vi/{code}/"


def start(role: str, *, slug: str, unit_code: str) -> str:
    """Where somebody with a role begins."""
    pages = {
        "grassroots_officer": PAGES["queue"],
        "sister_officer": PAGES["queue"],
        "superior_officer": progress(slug, unit_code),
        "provincial_officer": targets(slug),
        "national_officer": PAGES["programmes"],
        "auditor": unit(unit_code),
    }
    return pages.get(role, PAGES["desk"])
