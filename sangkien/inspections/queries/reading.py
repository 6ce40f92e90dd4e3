"""Plans, visits, findings, each for who may see it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.core.errors import NotFound
from sangkien.inspections.enums import FindingState, VisitState
from sangkien.inspections.models import Addendum, Answer, Finding, Inspection, TeamMember, Visit
from sangkien.inspections.rules import MOST_UNITS
from sangkien.units.models import Unit

PAGE = 30
MOST_OWN = 50
MOST_COUNTED = 100
MOST_CHOICES = 200
FINDING_PARTS = ("open", "overdue", "answered", "closed")


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """For the desk, counted up to `MOST_COUNTED`: of the own unit, and of what it inspected."""

    minutes: int = 0
    remedies: int = 0
    overdue: int = 0
    answers: int = 0
    overdue_below: int = 0

    @property
    def is_any(self) -> bool:
        return any((self.minutes, self.remedies, self.answers, self.overdue_below))


def waiting(actor: Actor, *, on: dt.date) -> Waiting:
    """At most four queries; none for who is no officer."""
    if not actor.offices(Permission.REPORT_SEND):
        return Waiting()
    own = Visit.objects.visible_to(actor).filter(
        unit__path__in=actor.offices(Permission.REPORT_SEND), state=VisitState.PROPOSED
    )
    opened = Finding.objects.of_units(actor).filter(state=FindingState.OPEN)
    days = list(opened.order_by("due_on").values_list("due_on", flat=True)[:MOST_COUNTED])
    return Waiting(
        minutes=len(own.values_list("pk", flat=True)[:MOST_COUNTED]),
        remedies=len(days),
        overdue=sum(day < on for day in days),
        **_below(actor, on=on),
    )


def _below(actor: Actor, *, on: dt.date) -> dict[str, int]:
    if not actor.offices(Permission.INSPECTION_MANAGE):
        return {}
    rows = Finding.objects.inspected_by(actor)
    answered = rows.filter(state=FindingState.ANSWERED)
    late = rows.filter(state=FindingState.OPEN, due_on__lt=on)
    return {
        "answers": len(answered.values_list("pk", flat=True)[:MOST_COUNTED]),
        "overdue_below": len(late.values_list("pk", flat=True)[:MOST_COUNTED]),
    }


def inspecting_units(actor: Actor) -> list[Unit]:
    """Where the actor may plan inspections."""
    offices = actor.offices(Permission.INSPECTION_MANAGE)
    return list(Unit.objects.filter(path__in=offices, closed_on=None).order_by("path"))


def units_below(unit: Unit) -> list[Unit]:
    """To tick: the units directly below."""
    rows = Unit.objects.filter(parent=unit, closed_on=None)
    return list(rows.order_by("name_sort", "pk")[:MOST_CHOICES])


def inspections_page(
    actor: Actor, *, kind: str = "", before: int | None = None, limit: int = PAGE
) -> tuple[list[Inspection], int | None]:
    """The newest first, with how many visits there are and how many are done; one query."""
    rows = Inspection.objects.visible_to(actor)
    if kind:
        rows = rows.filter(kind=kind)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.select_related("unit").annotate(
        units=Count("visits"), done=Count("visits", filter=Q(visits__state=VisitState.LOCKED))
    )
    found = list(rows.order_by("-pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def own_visits(actor: Actor) -> list[Visit]:
    """At the reader's units, the newest first; auditors see those that somebody outside of their
    scope makes at the units inside.
    """
    inside = within(actor, Permission.OVERSIGHT_VIEW, field="unit__path")
    planned_inside = within(actor, Permission.OVERSIGHT_VIEW, field="inspection__unit__path")
    own = Q(unit__path__in=actor.offices(Permission.REPORT_SEND))
    rows = Visit.objects.visible_to(actor).filter(
        own | (inside & ~planned_inside), inspection__announced_at__isnull=False
    )
    return list(rows.select_related("inspection__unit", "unit").order_by("-pk")[:MOST_OWN])


def get_inspection(pk: int, *, actor: Actor) -> Inspection:
    rows = Inspection.objects.visible_to(actor).select_related("unit", "planned_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy đợt kiểm tra, giám sát này."))
    return found


def visits_of(inspection: Inspection) -> list[Visit]:
    """In the order of the tree, with how many findings each has and how many are not closed."""
    rows = Visit.objects.filter(inspection=inspection).select_related("unit", "inspection")
    rows = rows.annotate(
        found=Count("findings"),
        left=Count("findings", filter=~Q(findings__state=FindingState.CLOSED)),
    )
    return list(rows.order_by("unit__path")[:MOST_UNITS])


def get_visit(pk: int, *, actor: Actor) -> Visit:
    rows = Visit.objects.visible_to(actor).select_related(
        "inspection__unit__parent", "unit", "proposed_by", "accepted_by"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy cuộc kiểm tra này."))
    return found


def team_of(visit: Visit) -> list[TeamMember]:
    """The leader first."""
    order = {"leader": 0, "secretary": 1, "member": 2}
    rows = TeamMember.objects.filter(visit=visit).order_by("pk")
    return sorted(rows, key=lambda one: order[one.post])


def addenda_of(visit: Visit) -> list[Addendum]:
    rows = Addendum.objects.filter(visit=visit).select_related("written_by", "accepted_by")
    return list(rows.order_by("number"))


def get_addendum(visit: Visit, pk: int) -> Addendum:
    found = Addendum.objects.filter(visit=visit, pk=pk).select_related("visit").first()
    if found is None:
        raise NotFound(_("Không tìm thấy phụ lục này."))
    return found


def findings_of(visit: Visit) -> list[Finding]:
    return list(Finding.objects.filter(visit=visit).select_related("unit").order_by("number"))


def findings_page(
    actor: Actor,
    *,
    part: str,
    on: dt.date,
    after: tuple[dt.date, int] | None = None,
    limit: int = PAGE,
) -> tuple[list[Finding], bool]:
    """Findings that the reader has to do with, by their day, keyset; whether more follow."""
    rows = Finding.objects.visible_to(actor).filter(_part(part, on=on))
    if after is not None:
        day, pk = after
        rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk))
    rows = rows.select_related("unit", "visit__inspection", "visit__unit")
    found = list(rows.order_by("due_on", "pk")[: limit + 1])
    return found[:limit], len(found) > limit


def _part(part: str, *, on: dt.date) -> Q:
    if part == "overdue":
        return Q(state=FindingState.OPEN, due_on__lt=on)
    states: Collection[str] = (part,)
    return Q(state__in=states)


def get_finding(pk: int, *, actor: Actor) -> Finding:
    rows = Finding.objects.visible_to(actor).select_related(
        "unit", "visit__inspection__unit", "visit__unit"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy kiến nghị này."))
    return found


def answers_of(finding: Finding) -> list[Answer]:
    """The newest first."""
    rows = Answer.objects.filter(finding=finding).select_related("sent_by", "judged_by", "file")
    return list(rows.order_by("-number"))


def get_answer(finding: Finding, number: int) -> Answer:
    rows = Answer.objects.filter(finding=finding, number=number, file__isnull=False)
    found = rows.select_related("file").first()
    if found is None:
        raise NotFound(_("Không tìm thấy tệp này."))
    return found
