"""Appeals, and what may be appealed against."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.core.workdays import vietnam
from sangkien.initiatives import places
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Decision, Initiative
from sangkien.initiatives.waiting import lineage_of
from sangkien.programmes.queries import steps_of
from sangkien.recognition import rules
from sangkien.recognition.enums import AppealState
from sangkien.recognition.models import Appeal, Refusal
from sangkien.recognition.models.appeal import AppealQuerySet
from sangkien.recognition.queries.terms import terms
from sangkien.units.models import Unit

PAGE = 30


@dataclass(frozen=True, kw_only=True)
class Refused:
    """What an author may appeal against: who refused when and why, and until when to ask."""

    unit: Unit
    reason: str
    refused_at: dt.datetime
    until: dt.date
    is_rejection: bool


def refused(initiative: Initiative) -> Refused | None:
    """The refusal that stands; None when there is none."""
    if initiative.state_enum == State.REJECTED:
        last = Decision.objects.filter(initiative=initiative, outcome=State.REJECTED)
        decision = last.order_by("-pk").first()
        if decision is None:
            return None
        unit = _unit_of_step(initiative, decision.step)
        return _refused(unit, decision.reason, decision.decided_at, is_rejection=True)
    standing = Refusal.objects.filter(initiative=initiative, lifted_at=None)
    refusal = standing.select_related("unit__parent").first()
    if refusal is None or initiative.state_enum != State.CONFIRMED:
        return None
    return _refused(refusal.unit, refusal.reason, refusal.refused_at, is_rejection=False)


def _unit_of_step(initiative: Initiative, number: int) -> Unit:
    """The unit that decided at a step of the review; the initiative's own at the first."""
    step = places.step_of(steps_of(initiative.ruleset_id), number) if number > 1 else None
    path = places.decider(step, lineage_of(initiative.unit_path)) if step else ""
    found = Unit.objects.filter(path=path).select_related("parent").first() if path else None
    return found or initiative.unit


def _refused(unit: Unit, reason: str, at: dt.datetime, *, is_rejection: bool) -> Refused:
    days = terms(unit, on=local_day(at)).appeal_days
    return Refused(
        unit=unit,
        reason=reason,
        refused_at=at,
        until=rules.last_day(local_day(at), days, calendar=vietnam()),
        is_rejection=is_rejection,
    )


def handler_of(unit: Unit, *, on: dt.date) -> Unit:
    """The unit above the one that refused; the national union answers for itself."""
    above = Unit.objects.filter(path__in=paths.ancestors(unit.path)).standing_on(on)
    return above.filter(level__is_grassroots=False).order_by("-path").first() or unit


def appeal_of(initiative: Initiative) -> Appeal | None:
    return (
        Appeal.objects.filter(initiative=initiative)
        .select_related("unit", "against", "answered_by", "sent_by")
        .first()
    )


def get_appeal(pk: int, *, actor: Actor) -> Appeal:
    found = (
        Appeal.objects.visible_to(actor)
        .filter(pk=pk)
        .select_related(
            "unit", "against", "sent_by", "answered_by", "initiative__unit", "initiative__author"
        )
        .first()
    )
    if found is None:
        raise NotFound(_("Không tìm thấy kiến nghị này."))
    return found


@dataclass(frozen=True, kw_only=True)
class Page:
    rows: list[Appeal]
    following: tuple[dt.date, int] | None


def queue(actor: Actor, *, after: tuple[dt.date, int] | None = None, limit: int = PAGE) -> Page:
    """What the actor answers, the one that is due first at the top."""
    rows = _answered_by(actor).filter(state=AppealState.WAITING)
    if after is not None:
        due_on, pk = after
        rows = rows.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=pk))
    rows = rows.select_related("initiative__unit", "sent_by", "against").order_by("due_on", "pk")
    found = list(rows[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return Page(rows=found[:limit], following=(last.due_on, last.pk) if last else None)


def answered(actor: Actor, *, limit: int = 10) -> list[Appeal]:
    """What was answered lately."""
    rows = _answered_by(actor).exclude(state=AppealState.WAITING)
    return list(rows.select_related("initiative__unit", "sent_by").order_by("-pk")[:limit])


def queue_size(actor: Actor, *, most: int = 100) -> int:
    rows = _answered_by(actor).filter(state=AppealState.WAITING)
    return len(rows.values_list("pk", flat=True)[:most])


def _answered_by(actor: Actor) -> AppealQuerySet:
    return Appeal.objects.filter(within(actor, Permission.APPEAL_HANDLE, field="unit__path"))


def told(actor: Actor, *, limit: int = 5) -> list[Appeal]:
    """For the desk: what the actor asked, and what was asked about the actor's own unit, with what
    came of it, the latest first.
    """
    if actor.user_id is None:
        return []
    against = Q(against__path__in=actor.offices(Permission.RECOGNITION_DECIDE))
    rows = Appeal.objects.filter(Q(sent_by_id=actor.user_id) | against)
    return list(rows.select_related("initiative", "unit").order_by("-pk")[:limit])
