"""`/tra-cuu/`: follow an initiative by the reference on its receipt."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.adoption import queries as adoption
from sangkien.core import clock, codes
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.initiatives import evidence, queries
from sangkien.papers import qr
from sangkien.recognition.queries import decisions
from sangkien.web.shared import exhibits, way
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.refusals import UNPROCESSABLE

if TYPE_CHECKING:  # for annotations only: pages reach data through queries
    from sangkien.initiatives.models import Evidence, Initiative

LONGEST_CODE = 40


@public_page(max_age=60)
def track(request: Request) -> HttpResponse:
    """The form; with `q` it leads to the page of that reference."""
    typed = request.GET.get("q", "")[:LONGEST_CODE].strip()
    if not typed:
        return render(request, "home/track.html", {})
    code = codes.canonical(typed)
    if code:
        return redirect("home:tracking", code=code)
    problem = _("Mã gồm 10 chữ và số, in trên biên nhận, ví dụ SK-7K3M9-QX4TB.")
    context = {"typed": typed, "problem": problem}
    return render(request, "home/track.html", context, status=UNPROCESSABLE)


@public_page(max_age=15)
def tracking(request: Request, code: str) -> HttpResponse:
    """Where it stands; what it says only once it is confirmed, and then to everybody."""
    try:
        initiative = queries.track(code)
    except NotFound as unknown:
        typed = {"typed": code[:LONGEST_CODE], "problem": str(unknown)}
        return render(request, "home/track.html", typed, status=404)
    is_public = initiative.is_valid
    photos = evidence.public_photos(initiative) if is_public else []
    now = clock.now()
    recognised = decisions.told(initiative) if is_public else None
    context: dict[str, object] = {
        "recognised": recognised,
        "qr": qr.data_uri(recognised.address) if recognised else "",
        "initiative": initiative,
        "is_public": is_public,
        "stages": way.lines(initiative, queries.decisions_of(initiative), today=local_day(now)),
        "author_waits": way.author_waits(initiative, now=now),
        "beside": _beside(initiative, photos),
        "others": _others(initiative, photos),
    }
    if is_public:
        context |= _second_life(initiative)
    response = render(request, "home/tracking.html", context)
    # The reference on a receipt is for its holder; said to robots in the page and to other readers.
    response["X-Robots-Tag"] = "noindex"
    return response


def _beside(initiative: "Initiative", photos: "list[Evidence]") -> SafeString | None:
    found = evidence.pair(photos)
    if not found:
        return None
    return exhibits.beside(found, code=initiative.code, title=initiative.title, is_public=True)


def _others(initiative: "Initiative", photos: "list[Evidence]") -> list[exhibits.Exhibit]:
    found = evidence.pair(photos)
    return [
        exhibits.of(row, code=initiative.code, is_public=True)
        for row in photos
        if row not in (found.before, found.after)
    ]


@public_page(max_age=15)
def photo(request: Request, code: str, pk: int) -> HttpResponseBase:
    """A photo that the author agreed to publish, of an initiative that everybody may read."""
    found = evidence.get_public_photo(code, pk)
    response = file_response(found.file, inline=True, small="nho" in request.GET, public=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def _second_life(initiative: "Initiative") -> dict[str, object]:
    """Which units use it, and what its own unit last said: names of units, no person's."""
    return {
        "adopters": adoption.adopter_count(initiative.pk),
        "adopter_names": adoption.adopter_names(initiative.pk),
        "course": adoption.own_course(initiative),
    }
