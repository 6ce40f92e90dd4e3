"""`/mo-hinh/`: recognised ones for everybody; those of one's own units for officers."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.practices import queries
from sangkien.practices.enums import PracticeState
from sangkien.web.practices.forms import SearchForm
from sangkien.web.shared.http import Request, public_page
from sangkien.web.shared.paging import number
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

BEFORE = "truoc"
PARTS = {
    "cho": (
        gettext_lazy("Chờ thẩm định, bổ sung"),
        (PracticeState.REGISTERED, PracticeState.RETURNED),
    ),
    "dang-lam": (gettext_lazy("Đang thực hiện"), (PracticeState.UNDERWAY,)),
    "cong-nhan": (gettext_lazy("Được công nhận"), (PracticeState.RECOGNISED,)),
    "khac": (
        gettext_lazy("Không công nhận, đã rút"),
        (PracticeState.DECLINED, PracticeState.WITHDRAWN),
    ),
}
FIRST = "cho"


@public_page(max_age=60)
def index(request: Request) -> HttpResponse:
    form = SearchForm(request.GET or None, today=clock.today())
    asked = form.cleaned_data if form.is_valid() else {"q": "", "nam": ""}
    before = number(request.GET.get(BEFORE))
    year = int(asked["nam"]) if asked["nam"] else None
    page = queries.recognised(words=asked["q"], year=year, before=before)
    here = reverse("practices:index")
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "form": form,
        "rows": page.rows,
        "is_asked": bool(kept),
        "everything": here,
        "first_url": _with(here, kept) if before is not None else "",
        "following_url": _with(here, {**kept, BEFORE: page.following}) if page.following else "",
    }
    return render(request, "practices/index.html", context)


@public_page(max_age=60)
def public(request: Request, pk: int) -> HttpResponse:
    """A recognised one: what it is, what came of it, who uses it, too."""
    practice = queries.get_practice(pk, actor=Actor.anonymous())
    context = {
        "practice": practice,
        "effects": queries.effects_of(practice),
        "uses": queries.uses_of(practice),
        "now": clock.now(),
    }
    return render(request, "practices/public.html", context)


def _with(here: str, values: dict[str, object]) -> str:
    return f"{here}?{urlencode(values)}" if values else here


@require_safe
def managed(request: WorkRequest) -> HttpResponse:
    """What waits for the reader, and all those of the reader's units."""
    actor = request.actor
    if not actor.can_somewhere(Permission.UNIT_VIEW):
        raise NotFound(_("Không tìm thấy trang này."))
    asked = request.GET.get("muc", "")
    part = asked if asked in PARTS else FIRST
    before = number(request.GET.get(BEFORE))
    page = queries.overseen(actor, PARTS[part][1], before=before)
    here = reverse("practices:managed")
    context = {
        "tabs": [
            Link(label=str(label), url=f"{here}?muc={key}", current=key == part)
            for key, (label, _states) in PARTS.items()
        ],
        "rows": page.rows,
        "first_url": f"{here}?muc={part}" if before is not None else "",
        "following_url": f"{here}?muc={part}&{BEFORE}={page.following}" if page.following else "",
        "waiting": queries.waiting_for(actor),
        "returned": queries.returned_to(actor),
        "units": queries.registering_units(actor),
    }
    return render(request, "practices/managed.html", context)
