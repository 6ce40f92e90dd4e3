"""Published results of past programmes, kept apart from everything that the system counts."""

from django.db import models
from django.db.models import Q

from sangkien.core.fields import LineField
from sangkien.progress.enums import HistoricalMeasure, Precision
from sangkien.units.models import Unit


class HistoricalFigure(models.Model):
    """ "Số liệu lịch sử": one published number of a past programme, with its source.

    It was never counted here: pages mark it so. `unit` is set where the published name is one
    of the units of the tree on that day. `as_of_note` is the hour, or what the source says
    instead of a day. `target` is the one that the source compares with.
    """

    programme = LineField(max_length=80)
    unit_name = LineField(max_length=200)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="historical_figures")
    as_of = models.DateField()
    as_of_note = LineField(max_length=20, blank=True)
    phase = LineField(max_length=20, blank=True)
    measure = models.CharField(max_length=60, choices=HistoricalMeasure.choices)
    value = models.BigIntegerField()
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.EXACT)
    target = models.BigIntegerField(null=True)
    note = LineField(max_length=300, blank=True)
    source = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "programme",
                    "unit_name",
                    "as_of",
                    "as_of_note",
                    "phase",
                    "measure",
                    "value",
                ],
                name="progress_historical_once",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0), name="progress_historical_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.as_of:%d/%m/%Y}: {self.value}"

    @property
    def has_link(self) -> bool:
        """Some sources are pages without a lasting address; they are named in words."""
        return self.source.startswith(("https://", "http://"))
