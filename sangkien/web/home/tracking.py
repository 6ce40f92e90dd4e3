"""`/tra-cuu/`: follow an initiative by the reference on its receipt."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sangkien.core import clock, codes
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.initiatives import queries
from sangkien.papers import qr
from sangkien.recognition.queries import decisions
from sangkien.web.shared import way
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.refusals import UNPROCESSABLE

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
    now = clock.now()
    recognised = decisions.told(initiative) if is_public else None
    context = {
        "recognised": recognised,
        "qr": qr.data_uri(recognised.address) if recognised else "",
        "initiative": initiative,
        "is_public": is_public,
        "stages": way.lines(initiative, queries.decisions_of(initiative), today=local_day(now)),
        "author_waits": way.author_waits(initiative, now=now),
    }
    response = render(request, "home/tracking.html", context)
    # The reference on a receipt is for its holder; said to robots in the page and to other readers.
    response["X-Robots-Tag"] = "noindex"
    return response
