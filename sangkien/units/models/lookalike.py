"""People who may stand twice in the register."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.units.enums import Likeness, Verdict
from sangkien.units.models.people import Membership


class LookalikeQuerySet(models.QuerySet["Lookalike"]):
    def visible_to(self, actor: Actor) -> Self:
        """Pairs of which the actor looks after both people where they belong now."""
        reach = within(actor, Permission.PERSON_JOIN, field="unit__path")
        found = self
        for side in ("first", "second"):
            held = Membership.objects.filter(reach, user=OuterRef(f"{side}_id"), until_on=None)
            found = found.filter(Exists(held))
        return found

    def undecided(self) -> Self:
        return self.filter(verdict="")


class Lookalike(models.Model):
    """ "Có thể trùng": two accounts that may be one person; only a person decides."""

    first = models.ForeignKey(User, models.CASCADE, related_name="+")
    second = models.ForeignKey(User, models.CASCADE, related_name="+")
    why = models.CharField(max_length=10, choices=Likeness.choices)
    found_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    reason = LineField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = LookalikeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="units_lookalike_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="units_lookalike_ordered"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None)
                | (~Q(verdict="") & ~Q(reason="") & Q(decided_at__isnull=False)),
                name="units_lookalike_verdict_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], name="units_lookalike_open", condition=Q(verdict="")),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≈ {self.second_id}"
