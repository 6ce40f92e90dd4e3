"""What people call units, and what they call workplaces that no unit answers to."""

from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.imports.models import ImportBatch
from sangkien.units.enums import WorkplaceState
from sangkien.units.models.unit import Unit

LONGEST_NAME = 150
LONGEST_FOLDED = 300  # one sign may fold into several letters


class Alias(models.Model):
    """ "Tên gọi khác" of a unit: what people there say or write, local abbreviations included.

    Two units may be called the same; one unit has a name once, however it is written (`folded`).
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="aliases")
    name = LineField(max_length=LONGEST_NAME)
    folded = models.CharField(max_length=LONGEST_FOLDED)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "folded"], name="units_alias_once"),
            models.CheckConstraint(condition=~Q(folded=""), name="units_alias_has_words"),
        ]
        indexes = [models.Index(fields=["folded"], name="units_alias_folded")]

    def __str__(self) -> str:
        return self.name


class UnmatchedWorkplaceQuerySet(models.QuerySet["UnmatchedWorkplace"]):
    def visible_to(self, actor: Actor) -> Self:
        """What waits, or waited, in the branches that the actor manages."""
        return self.filter(within(actor, Permission.UNIT_MANAGE, field="near__path"))

    def waiting(self) -> Self:
        return self.filter(state=WorkplaceState.WAITING)


class UnmatchedWorkplace(models.Model):
    """ "Nơi làm việc chưa khớp đơn vị": what somebody looked for and no unit answered to.

    The words stay here, for an officer of the branch `near` to decide: never a unit by themselves,
    never in a figure. `lines` is the number of lines of an Excel file that name it. `proposed` is a
    unit that got this name afterwards: still for a person to decide.
    """

    request_key = models.UUIDField(unique=True)
    name = LineField(max_length=LONGEST_NAME)
    folded = models.CharField(max_length=LONGEST_FOLDED)
    place = LineField(max_length=200, blank=True)
    near = models.ForeignKey(Unit, models.PROTECT, related_name="unmatched_workplaces")
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="+")
    lines = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="asked_workplaces")
    asked_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=WorkplaceState.choices, default=WorkplaceState.WAITING
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    proposed = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="+")
    answer = LineField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = UnmatchedWorkplaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "near", "folded"],
                condition=Q(state=WorkplaceState.WAITING),
                name="units_workplace_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(state=WorkplaceState.WAITING, unit=None, decided_at=None)
                | Q(state=WorkplaceState.MATCHED, unit__isnull=False, decided_at__isnull=False)
                | (
                    Q(state=WorkplaceState.CLOSED, unit=None, decided_at__isnull=False)
                    & ~Q(answer="")
                ),
                name="units_workplace_state_fits",
            ),
        ]
        indexes = [
            models.Index(
                fields=["near", "id"],
                name="units_workplace_waiting",
                condition=Q(state=WorkplaceState.WAITING),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def move_to(self, new: WorkplaceState, **values: object) -> bool:
        """Compare and set: of two who decide at once one succeeds."""
        waiting = UnmatchedWorkplace.objects.filter(pk=self.pk, state=WorkplaceState.WAITING)
        return waiting.update(state=new, **values) == 1
