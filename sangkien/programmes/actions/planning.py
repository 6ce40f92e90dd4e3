"""A lower unit's own plan for a programme."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import db, paths, text
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.programmes import plans
from sangkien.programmes.actions import papers
from sangkien.programmes.errors import InvalidPlan
from sangkien.programmes.events import LocalPlanRemoved, LocalPlanSet
from sangkien.programmes.models import LocalPlan, Period, Programme
from sangkien.programmes.queries import is_open_to
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class PlanContent:
    """What a plan says."""

    number: str
    issued_on: dt.date
    title: str
    closes_at: dt.datetime | None = None
    instructions: str = ""
    file_id: int | None = None


@transaction.atomic
def set_plan(
    programme: Programme,
    phase: Period,
    unit: Unit,
    *,
    content: PlanContent,
    by: Actor,
    at: dt.datetime,
) -> LocalPlan:
    """ "Ban hành kế hoạch của đơn vị": one for each phase; set again, it is what it says now."""
    _ensure_may(programme, unit, by)
    db.locked(Programme.objects.filter(pk=programme.pk)).get()
    clean = _cleaned(content)
    above = plans.plans_above(programme, unit.parent.path, phase.pk) if unit.parent else None
    plans.ensure_tightens(phase, clean.closes_at, above=above.by if above else None)
    there = LocalPlan.objects.filter(phase=phase, unit=unit).select_related("unit").first()
    standing = there.file_id if there else None
    values = {
        "number": clean.number,
        "issued_on": clean.issued_on,
        "title": clean.title,
        "closes_at": clean.closes_at,
        "instructions": clean.instructions,
        "file_id": papers.ensured(content.file_id, standing=standing, by=by),
    }
    if there is not None and all(getattr(there, name) == value for name, value in values.items()):
        return there
    plan, _made = LocalPlan.objects.update_or_create(
        programme=programme,
        phase=phase,
        unit=unit,
        defaults={**values, "set_by_id": by.user_id, "set_at": at},
    )
    _count(programme)
    event = LocalPlanSet(programme_id=programme.pk, unit_id=unit.pk, plan_id=plan.pk)
    record(event, by=by, at=at)
    return plan


@transaction.atomic
def remove_plan(plan: LocalPlan, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ kế hoạch của đơn vị": what comes from above holds again."""
    _ensure_may(plan.programme, plan.unit, by)
    removed, _rows = LocalPlan.objects.filter(pk=plan.pk).delete()
    if removed:
        _count(plan.programme)
        event = LocalPlanRemoved(
            programme_id=plan.programme_id, unit_id=plan.unit_id, plan_id=plan.pk
        )
        record(event, by=by, at=at)


def _ensure_may(programme: Programme, unit: Unit, by: Actor) -> None:
    if not by.can(Permission.TARGET_MANAGE, at=unit.path):
        raise NotAllowed(_("Bạn không được đặt kế hoạch cho đơn vị này."))
    is_below = paths.contains(programme.owner.path, unit.path) and unit.pk != programme.owner_id
    if not is_below or not is_open_to(programme, unit):
        raise InvalidPlan(_("Đơn vị không thuộc phạm vi của chương trình."), field="unit")


def _cleaned(content: PlanContent) -> PlanContent:
    number, title = text.clean_line(content.number), text.clean_line(content.title)
    if not text.has_words(number):
        raise InvalidPlan(_("Hãy ghi số, ký hiệu của kế hoạch."), field="number")
    if not text.has_words(title):
        raise InvalidPlan(_("Hãy ghi trích yếu của kế hoạch."), field="title")
    return PlanContent(
        number=number,
        issued_on=content.issued_on,
        title=title,
        closes_at=content.closes_at,
        instructions=text.clean_prose(content.instructions),
    )


def _count(programme: Programme) -> None:
    """How many there are is counted, never added to, so that it heals."""
    there = LocalPlan.objects.filter(programme=OuterRef("pk")).order_by().values("programme")
    number = Coalesce(Subquery(there.annotate(n=Count("pk")).values("n")), 0)
    Programme.objects.filter(pk=programme.pk).update(plans=number)
    programme.refresh_from_db(fields=["plans"])
