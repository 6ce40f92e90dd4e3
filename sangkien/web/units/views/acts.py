"""`/don-vi/<code>/sap-xep/`: what was decided in a branch; one decision, undoing, cancelling."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import DomainError, NotAllowed, NotFound
from sangkien.units import queries
from sangkien.units.actions.reorganising import carrying, foreseeing, undoing
from sangkien.units.enums import ActState
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.forms import DayField
from sangkien.web.shared.paging import number
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.act_kinds import FORMS
from sangkien.web.units.finding import unit_for
from sangkien.web.units.frame import around
from sangkien.web.units.views.reorganising import BELOW

if TYPE_CHECKING:
    from sangkien.units.models import Reorganisation, Unit

PAGE = 30
CHILDREN = 100


@require_safe
def index(request: WorkRequest, code: str) -> HttpResponse:
    """The decisions in the branch, the newest first, and the tree of an earlier day."""
    unit = unit_for(request, code, Permission.JOURNAL_VIEW)
    before = number(request.GET.get("truoc"))
    acts = queries.acts_at(unit, before=before, limit=PAGE + 1)
    here = reverse("units:acts", args=[unit.code])
    context = {
        **around(request, unit, here="acts"),
        "acts": [(act, _address(act, request.actor)) for act in acts[:PAGE]],
        "kinds": _kinds(request.actor, unit),
        "newer": here if before is not None else "",
        "older": f"{here}?truoc={acts[PAGE - 1].pk}" if len(acts) > PAGE else "",
        "positions": queries.positions_of(unit),
        **_tree_on(request, unit),
    }
    return render(request, "units/acts.html", context)


def _address(act: "Reorganisation", actor: Actor) -> str:
    """Where a decision is read; those of superiors are named, not linked."""
    if not actor.can(Permission.JOURNAL_VIEW, at=act.at_unit.path):
        return ""
    return reverse("units:act", args=[act.at_unit.code, act.pk])


def _kinds(actor: Actor, unit: "Unit") -> list[Link]:
    """What the reader may decide about the unit."""
    if unit.closed_on is not None:
        return []
    places = {slug: unit if slug == BELOW else unit.parent for slug in FORMS}
    return [
        Link(
            label=str(FORMS[slug].kind.label) if slug != BELOW else _("Thành lập đơn vị bên dưới"),
            url=reverse("units:reorganise", args=[unit.code, slug]),
        )
        for slug, place in places.items()
        if place is not None and actor.can(Permission.UNIT_MANAGE, at=place.path)
    ]


def _tree_on(request: WorkRequest, unit: "Unit") -> dict[str, Any]:
    """The units below as they were on a day, when one was asked for."""
    typed = request.GET.get("ngay", "").strip()[:20]
    day, wrong = _day(typed)
    if day is None:
        return {"typed_day": typed, "wrong_day": wrong}
    places = queries.standing_below(unit, day)
    after = request.GET.get("tu", "")
    start = next((i + 1 for i, p in enumerate(places) if str(p.unit_id) == after), 0)
    shown = places[start : start + CHILDREN]
    here = reverse("units:acts", args=[unit.code])
    more = len(places) > start + CHILDREN
    return {
        "typed_day": typed,
        "day": day,
        "places": shown,
        "place_count": len(places),
        "name_then": queries.place_on(unit, day).name,
        "following_url": f"{here}?ngay={typed}&tu={shown[-1].unit_id}#cay" if more else "",
    }


def _day(typed: str) -> tuple[dt.date | None, str]:
    if not typed:
        return None, ""
    field = DayField()
    read = field.read(typed)
    return (read, "") if read else (None, str(field.wrong))


@require_safe
def act(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """One decision: what it said, what it changed, and where it stands."""
    found, unit = _act(request, code, pk)
    changes = queries.changes_of(found)
    manages = foreseeing.manages(found, request.actor)
    context = {
        **around(request, unit, here="acts", step=_("Quyết định")),
        "act": found,
        "changes": changes,
        "proposed": queries.proposed_workplaces(
            request.actor, on=clock.today(), unit_ids=found.changes.get("opened", [])
        ),
        "is_waiting": found.state == ActState.PLANNED,
        "is_due": found.state == ActState.PLANNED and found.effective_on <= clock.today(),
        "may_undo": found.state == ActState.DONE and manages,
        "may_cancel": found.state in {ActState.PLANNED, ActState.FAILED} and manages,
    }
    return render(request, "units/act.html", context)


def _act(request: WorkRequest, code: str, pk: int) -> "tuple[Reorganisation, Unit]":
    found = queries.get_act(pk, actor=request.actor)
    unit = queries.get_unit(code, actor=request.actor)
    if found.at_unit_id != unit.pk or not request.actor.can(Permission.JOURNAL_VIEW, at=unit.path):
        raise NotFound(_("Không tìm thấy quyết định này."))
    return found, unit


@require_safe
def paper(request: WorkRequest, code: str, pk: int) -> HttpResponseBase:
    """The document itself, for everybody who sees the decision."""
    found, __ = _act(request, code, pk)
    if found.file is None:
        raise NotFound(_("Quyết định này không kèm tệp."))
    return file_response(found.file)


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Hoàn tác", after a page that says what will be as before, or what is in the way."""
    found, unit = _act(request, code, pk)
    if not foreseeing.manages(found, request.actor):
        raise NotFound(_("Không tìm thấy trang này."))
    if found.state != ActState.DONE:
        messages.info(request, _("Quyết định này không còn hiệu lực để hoàn tác."))
        return redirect("units:act", unit.code, pk)
    status = 200
    if request.method == "POST":
        try:
            undoing.undo(found, by=request.actor, at=clock.now())
        except NotAllowed:
            raise
        except DomainError:
            status = 409  # the page says what is in the way
        else:
            messages.success(request, _("Đã hoàn tác, mọi thứ trở lại như trước quyết định."))
            return redirect("units:act", unit.code, pk)
    context = {
        **around(request, unit, here="acts", step=_("Hoàn tác")),
        "act": found,
        "hindrances": undoing.hindrances(found),
    }
    return render(request, "units/undo.html", context, status=status)


@require_POST
def cancel(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Hủy" a decision that waits for its day."""
    found, unit = _act(request, code, pk)
    if not foreseeing.manages(found, request.actor):
        raise NotFound(_("Không tìm thấy trang này."))
    try:
        carrying.cancel(found, by=request.actor, at=clock.now())
    except NotAllowed:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã hủy quyết định, cây tổ chức không thay đổi."))
    return redirect("units:act", unit.code, pk)
