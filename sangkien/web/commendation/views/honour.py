"""`/vinh-danh/`: who was rewarded, for everybody."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sangkien.commendation.queries import honour as queries
from sangkien.programmes import queries as running
from sangkien.units import queries as units
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.paging import dated, number
from sangkien.web.shared.rows import Link

LAST_YEAR = 2200
MOST_PROGRAMMES = 30


@public_page(
    max_age=0
)  # asked anew every time: who takes the name back is gone at once, also in caches
def honour(request: Request) -> HttpResponse:
    """Collectives at once, persons with their consent; by year, unit and programme."""
    said = {
        name: one
        for name in ("nam", "don-vi", "chuong-trinh")
        if (one := request.GET.get(name, "")[:60].strip())
    }
    after, year = dated(request.GET.get("truoc", "")), number(said.get("nam", ""))
    unit = units.find_by_code(said["don-vi"]) if "don-vi" in said else None
    page = queries.page(
        year=year if year is not None and year < LAST_YEAR else None,
        unit=unit,
        programme=said.get("chuong-trinh", ""),
        after=after,
    )
    chosen = _programmes(said)
    context = {
        "rows": page.rows,
        "unit": unit,
        "programme": next((one.label for one in chosen if one.current), ""),
        "years": [
            Link(label=str(one), url=_address(said, nam=str(one)), current=one == year)
            for one in queries.years()
        ],
        "programmes": chosen,
        "all_url": _address({}) if said else "",
        "first_url": _address(said) if after is not None else "",
        "following_url": _address(said, truoc=page.following) if page.following else "",
    }
    return render(request, "commendation/honour.html", context)


def _address(said: dict[str, str], **more: str) -> str:
    asked = urlencode({**said, **more})
    return reverse("commendation:honour") + (f"?{asked}" if asked else "")


def _programmes(said: dict[str, str]) -> list[Link]:
    found, _following = running.published_page(limit=MOST_PROGRAMMES)
    asked = said.get("chuong-trinh", "")
    return [
        Link(
            label=one.title,
            url=_address({**said, "chuong-trinh": one.slug}),
            current=one.slug == asked,
        )
        for one in found
    ]
