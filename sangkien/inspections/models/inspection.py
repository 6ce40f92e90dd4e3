"""Plans of inspections."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.inspections import rules
from sangkien.inspections.enums import InspectionKind
from sangkien.units.models import Unit


def spoken_for(offices: list[str], *, field: str) -> Q:
    """Units of the offices, and those that ended and hang below one of them (`speaks_for`)."""
    ended = Q(**{f"{field}__closed_on__isnull": False, f"{field}__parent__path__in": offices})
    return Q(**{f"{field}__path__in": offices}) | ended


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of offices of the unit that inspects: neither those above nor those below. Units that are
        inspected see their own visit. Auditors read what the units of their scope inspect.
        """
        if actor.is_system:
            return self
        own = Q(unit__path__in=actor.offices(Permission.INSPECTION_MANAGE))
        return self.filter(own | within(actor, Permission.OVERSIGHT_VIEW, field="unit__path"))


class Inspection(models.Model):
    """ "Đợt kiểm tra, giám sát": who inspects which units, when, and what they look at.

    `checklist` are the items, in their order. The units learn of it when it is announced.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=11, choices=InspectionKind.choices)
    title = LineField(max_length=rules.TITLE_LENGTH)
    decision = LineField(max_length=rules.NUMBER_LENGTH, blank=True)
    decided_on = models.DateField(null=True)
    contents = ProseField(blank=True)
    checklist = models.JSONField()
    first_on = models.DateField()
    last_on = models.DateField()
    request_key = models.UUIDField(unique=True)
    planned_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    planned_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_reason = ProseField(blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="inspections_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_reason="")),
                name="inspections_cancelled_says_why",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="inspections_of_unit")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_announced(self) -> bool:
        return self.announced_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None
