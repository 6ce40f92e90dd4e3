"""`/sang-kien/`: my own, those I entered for others, those of my units."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.initiatives import queries
from sangkien.initiatives.enums import State
from sangkien.initiatives.queries import Page
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

MINE, ENTERED, UNIT = "cua-toi", "nhap-thay", "don-vi"
FILTERED = (State.SUBMITTED, State.RETURNED, State.CONFIRMED, State.REJECTED, State.WITHDRAWN)


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """One list at a time; the older ones follow page by page."""
    views = _views(request)
    shown = request.GET.get("xem", MINE)
    if shown not in views:
        raise NotFound(_("Không tìm thấy danh sách này."))
    state = request.GET.get("trang-thai", "") if shown == UNIT else ""
    cursor = request.GET.get("truoc")
    page = _page(request, shown, state=state, cursor=cursor)
    context = {
        "tabs": [
            Link(label=label, url=_address(view), current=view == shown)
            for view, label in views.items()
        ],
        "shown": shown,
        "states": _states(state) if shown == UNIT else [],
        "rows": page.rows,
        "with_author": shown != MINE,
        "newer": _address(shown, state=state) if cursor else "",
        "older": _address(shown, state=state, cursor=page.following) if page.following else "",
    }
    return render(request, "initiatives/list.html", context)


def _views(request: WorkRequest) -> dict[str, str]:
    """The lists that this reader has."""
    views = {MINE: _("Của tôi")}
    if request.actor.can_somewhere(Permission.INITIATIVE_REGISTER_FOR_OTHERS):
        views[ENTERED] = _("Tôi nhập thay")
    if request.actor.can_somewhere(Permission.INITIATIVE_VIEW):
        views[UNIT] = _("Của đơn vị")
    return views


def _page(request: WorkRequest, shown: str, *, state: str, cursor: str | None) -> Page:
    if shown == UNIT:
        return queries.unit_initiatives(request.actor, state=state, cursor=cursor)
    if shown == ENTERED:
        return queries.entered_for_others(request.actor, cursor=cursor)
    return queries.own_initiatives(request.actor, cursor=cursor)


def _states(chosen: str) -> list[Link]:
    every = Link(label=_("Tất cả"), url=_address(UNIT), current=chosen not in FILTERED)
    return [
        every,
        *(
            Link(label=str(state.label), url=_address(UNIT, state=state), current=chosen == state)
            for state in FILTERED
        ),
    ]


def _address(view: str, *, state: str = "", cursor: str | None = None) -> str:
    asked = {"xem": view, "trang-thai": state, "truoc": cursor}
    given = {name: value for name, value in asked.items() if value}
    return f"{reverse('initiatives:list')}?{urlencode(given)}"
