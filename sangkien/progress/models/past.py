"""Totals of periods that are over, in the tree of their last day: what differs from today's tree."""

from django.db import models

from sangkien.core import paths
from sangkien.programmes.models import Period
from sangkien.progress.models.totals import Figures
from sangkien.progress.parts import empty
from sangkien.units.models import Unit


class PastTree(models.Model):
    """Of which day the totals of a period are kept beside today's, and whether those changed since.

    `day` is the last one of the period, `path` that of its unit on it; `day` is None until they are
    counted. While `stale` nothing of it is read.
    """

    period = models.OneToOneField(
        Period, models.CASCADE, primary_key=True, related_name="past_tree"
    )
    day = models.DateField(null=True)
    path = models.CharField(max_length=paths.MAX_LENGTH, blank=True)
    counted_at = models.DateTimeField()
    stale = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.period_id}: {self.day}"


class PastTotal(Figures):
    """The branch of a unit in a `PastTree`, where it differs from today's: the figures of `SubtreeTotal`
    and of `Breakdown`, which hold for whoever has no row.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    period = models.ForeignKey(Period, models.CASCADE, related_name="+", db_index=False)
    covered_sent = models.PositiveIntegerField(default=0)
    covered_valid = models.PositiveIntegerField(default=0)
    in_use = models.PositiveIntegerField(default=0)
    reused = models.PositiveIntegerField(default=0)
    verified_vnd = models.BigIntegerField(default=0)
    authors = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=empty)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="progress_past_total_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.period_id}: {self.sent}/{self.valid}"
