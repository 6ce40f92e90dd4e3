"""`/sang-kien/`: my own, those I entered for others, those of my units."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.initiatives import branches, queries
from sangkien.initiatives.enums import State
from sangkien.initiatives.queries import Page
from sangkien.web.initiatives.forms import narrowing
from sangkien.web.initiatives.forms.narrowing import NarrowingForm
from sangkien.web.shared.refusals import UNPROCESSABLE
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

MINE, ENTERED, BRANCH = "cua-toi", "nhap-thay", "don-vi"
FILTERED = tuple(state for state in State if state != State.DRAFT)
NOTHING = Page(rows=[], following=None)


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """One list at a time; the older ones follow page by page."""
    views = _views(request)
    shown = request.GET.get("xem", MINE)
    if shown not in views:
        raise NotFound(_("Không tìm thấy danh sách này."))
    tabs = [
        Link(label=label, url=_address(view), current=view == shown)
        for view, label in views.items()
    ]
    if shown == BRANCH:
        return _branch(request, tabs)
    cursor = request.GET.get("truoc")
    read = queries.entered_for_others if shown == ENTERED else queries.own_initiatives
    page = read(request.actor, cursor=cursor)
    context = {
        "tabs": tabs,
        "shown": shown,
        "rows": page.rows,
        "exported": {"xem": shown},
        "with_author": shown != MINE,
        "newer": _address(shown) if cursor else "",
        "older": _address(shown, truoc=page.following) if page.following else "",
    }
    return render(request, "initiatives/list.html", context)


def _views(request: WorkRequest) -> dict[str, str]:
    """The lists that this reader has."""
    views = {MINE: _("Của tôi")}
    if request.actor.can_somewhere(Permission.INITIATIVE_REGISTER_FOR_OTHERS):
        views[ENTERED] = _("Tôi nhập thay")
    if request.actor.can_somewhere(Permission.INITIATIVE_VIEW):
        views[BRANCH] = _("Của đơn vị")
    return views


def _branch(request: WorkRequest, tabs: list[Link]) -> HttpResponse:
    """The units of the reader, narrowed down by what stands in the address."""
    typed = {name: request.GET.get(name, "") for name in narrowing.KEPT}
    form = NarrowingForm(typed, actor=request.actor)
    cursor = request.GET.get("truoc")
    state = typed[narrowing.STATE]
    page = NOTHING
    if form.is_valid():
        wanted = form.narrowing(state=state)
        page = branches.branch_initiatives(request.actor, wanted, cursor=cursor)
    context: dict[str, Any] = {
        "tabs": tabs,
        "shown": BRANCH,
        "form": form,
        "filter_open": form.is_narrowed and not page.rows,  # else it would push the rows away
        "state": state if state in FILTERED else "",
        "states": _states(typed),
        "units_offered": [
            Link(label=unit.name, url=_narrowed(typed, **{narrowing.UNIT: unit.code}))
            for unit in form.units_offered
        ],
        "every_unit": _narrowed(typed, **{narrowing.UNIT: ""}),
        "unfiltered": _address(BRANCH),
        "rows": page.rows,
        "exported": {"xem": BRANCH, **form.kept(state=state)},
        "with_author": True,
        "newer": _narrowed(typed) if cursor else "",
        "older": _narrowed(typed, truoc=page.following) if page.following else "",
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "initiatives/list.html", context, status=status)


def _states(typed: Mapping[str, str]) -> list[Link]:
    chosen = typed[narrowing.STATE]
    every = Link(
        label=_("Tất cả"),
        url=_narrowed(typed, **{narrowing.STATE: ""}),
        current=chosen not in FILTERED,
    )
    return [
        every,
        *(
            Link(
                label=str(state.label),
                url=_narrowed(typed, **{narrowing.STATE: state.value}),
                current=chosen == state,
            )
            for state in FILTERED
        ),
    ]


def _narrowed(typed: Mapping[str, str], **changes: str) -> str:
    """This list with the same filters, from its beginning unless `truoc` says otherwise."""
    return _address(BRANCH, **{**typed, **changes})


def _address(view: str, **asked: str) -> str:
    given = {name: value[: narrowing.LONGEST_UNIT] for name, value in asked.items() if value}
    return f"{reverse('initiatives:list')}?{urlencode({'xem': view, **given})}"
