"""Totals: the unit's own, kept in the transaction, and the subtree's, kept by the worker."""

from django.db import models

from sangkien.programmes.models import Period
from sangkien.units.models import Unit


class Figures(models.Model):
    """The counted figures. `sent` and `valid` are bases of targets and are never mixed;
    `recognised` are the valid ones that a council recognised.

    `people` are distinct leading authors of sent initiatives, counted once per unit;
    `benefit_vnd` is the declared benefit of valid ones.
    """

    sent = models.PositiveIntegerField(default=0)
    valid = models.PositiveIntegerField(default=0)
    recognised = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    benefit_vnd = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class OwnTotal(Figures):
    """What one unit itself has in one period, recounted inside the transaction that changes it.

    `stale` says that the units above do not know it yet.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    stale = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="progress_own_total_once"),
        ]
        indexes = [
            models.Index(fields=["id"], name="progress_own_stale", condition=models.Q(stale=True)),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.period_id}: {self.sent}/{self.valid}"


class SubtreeTotal(Figures):
    """What a unit and everything below it have in one period: own + sum of the children.

    `covered_sent` and `covered_valid` are the CĐCS in the subtree with at least one such
    initiative. `as_of` is the moment up to which it is counted.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="subtree_totals", db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    covered_sent = models.PositiveIntegerField(default=0)
    covered_valid = models.PositiveIntegerField(default=0)
    as_of = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="progress_subtree_total_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.period_id}: {self.sent}/{self.valid}"


class UnitSize(models.Model):
    """How large a subtree was on the reference day of a period: the denominators of its rates.

    Kept for the units above the CĐCS only: a CĐCS is one, and has its own headcount. The
    reference day is today while the period runs and its last day afterwards, so that figures of
    the past do not change when the organisation does. A headcount recorded for the unit itself
    wins; without one it is the sum of the units below.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="sizes", db_index=False)
    period = models.ForeignKey(Period, models.CASCADE, related_name="+", db_index=False)
    grassroots = models.PositiveIntegerField()
    members = models.PositiveIntegerField()
    workers = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="progress_size_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.period_id}: {self.grassroots}"


class SizeStamp(models.Model):
    """For which day the sizes of a period were computed, and whether units changed since."""

    period = models.OneToOneField(
        Period, models.CASCADE, primary_key=True, related_name="size_stamp"
    )
    counted_on = models.DateField(null=True)
    stale = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.period_id}: {self.counted_on}"
