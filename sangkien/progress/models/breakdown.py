"""What the totals are made of, and what became of the initiatives: kept on a slower beat."""

from django.db import models

from sangkien.programmes.models import Period
from sangkien.progress.parts import empty
from sangkien.units.models import Unit


class Breakdown(models.Model):
    """ "Cơ cấu sáng kiến" of a unit in one period: the unit's own (`own_…`) and the branch's.

    `in_use` are valid initiatives that are still in use by the last answer of their unit, `reused`
    those that another unit uses as well, `verified_vnd` what was verified of their benefit at
    their own unit (never added to the declared one), `authors` the people with a credit in sent
    ones, co-authors of the register included, once per unit. `parts`: see `progress.parts`.

    Not counted where an initiative changes: the worker reads the sealed journal for the units in
    which something happened, counts these anew and carries the sums up. `stale` says that the
    units above do not know the row yet. `as_of` is the moment at which it was counted.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="breakdowns", db_index=False)
    period = models.ForeignKey(Period, models.CASCADE, related_name="+", db_index=False)
    own_in_use = models.PositiveIntegerField(default=0)
    own_reused = models.PositiveIntegerField(default=0)
    own_verified_vnd = models.BigIntegerField(default=0)
    own_authors = models.PositiveIntegerField(default=0)
    own_parts = models.JSONField(default=empty)
    in_use = models.PositiveIntegerField(default=0)
    reused = models.PositiveIntegerField(default=0)
    verified_vnd = models.BigIntegerField(default=0)
    authors = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=empty)
    stale = models.BooleanField(default=True)
    as_of = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="progress_breakdown_once"),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="progress_breakdown_stale", condition=models.Q(stale=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.period_id}: {self.in_use}/{self.reused}"


class BreakdownMark(models.Model):
    """Up to which seal of the journal the breakdowns are counted; there is one row at most.

    `complete_at` is the moment up to which they are complete.
    """

    seal_id = models.BigIntegerField(default=0)
    complete_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.seal_id}"
