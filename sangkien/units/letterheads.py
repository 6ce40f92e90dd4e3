"""What the name of a unit says for the head of its papers. Pure."""

import re

FEDERATIONS = ("LĐLĐ", "Liên đoàn Lao động")
NATIONAL = ("Tổng Liên đoàn", "Tổng LĐLĐ")
CAPITAL = "Hà Nội"
NAMED_AFTER_A_PERSON = ("Hồ Chí Minh",)  # written with its kind, as are those that have a number
_OF_A_PLACE = re.compile(
    r"^(?:LĐLĐ|Liên đoàn Lao động|Công đoàn|CĐ)\s+"
    r"(tỉnh|thành phố|tp\.?|quận|huyện|thị xã|thị trấn|phường|xã|đặc khu)\s+(.+)$",
    re.IGNORECASE,
)


def office(name: str) -> str:
    """The second half of its symbols: "QĐ-LĐLĐ"."""
    if name.startswith(NATIONAL):
        return "TLĐ"
    return "LĐLĐ" if name.startswith(FEDERATIONS) else "CĐ"


def place(name: str) -> str:
    """ "Địa danh" (decree 30/2020/NĐ-CP): "An Giang" of "LĐLĐ tỉnh An Giang"; "" where a name has none."""
    if name.startswith(NATIONAL):
        return CAPITAL
    found = _OF_A_PLACE.match(name)
    if found is None:
        return ""
    kind, where = found.groups()
    if where.isdecimal() or where in NAMED_AFTER_A_PERSON:
        full = "thành phố" if kind.lower().startswith("tp") else kind.lower()
        return f"{full[0].upper()}{full[1:]} {where}"
    return where
