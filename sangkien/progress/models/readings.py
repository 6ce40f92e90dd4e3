"""What was known at the end of an hour or of a day: the history of the totals."""

from django.db import models
from django.db.models import Q

from sangkien.programmes.models import Period
from sangkien.progress.enums import ReadingSpan
from sangkien.progress.models.totals import Figures
from sangkien.units.models import Unit


class Reading(Figures):
    """ "Số liệu theo ngày, theo giờ": what a subtree had at the end of a day or of an hour.

    `ends_at` is the end of that day or hour in Việt Nam, always later than what it counts. The
    row of the day or hour that runs is written over with every round that touches the unit; once
    a later one is there it is never written again. A day or hour without a change has no row: the
    one before it holds. Days are kept for every unit, hours for those above the CĐCS only, and
    only until some time after the period (`actions.reading.thin`).

    `as_of` is the moment up to which it is counted, as in `SubtreeTotal`. `is_baseline` marks
    the first row of a unit that had figures before readings were kept: what it adds to nothing
    did not come on that day. A reading is of the unit as it was: nothing is moved with a branch.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    span = models.CharField(max_length=4, choices=ReadingSpan.choices)
    ends_at = models.DateTimeField()
    covered_sent = models.PositiveIntegerField(default=0)
    covered_valid = models.PositiveIntegerField(default=0)
    as_of = models.DateTimeField()
    is_baseline = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "span", "ends_at"], name="progress_reading_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=models.F("as_of")), name="progress_reading_after_count"
            ),
        ]
        indexes = [
            models.Index(
                fields=["period"], name="progress_hours", condition=Q(span=ReadingSpan.HOUR)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.period_id} {self.ends_at:%Y-%m-%d %H}: {self.sent}"
