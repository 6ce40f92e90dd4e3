"""Reasons that officers give again and again."""

from django.db import models

from sangkien.core.fields import LineField
from sangkien.initiatives.enums import State
from sangkien.units.models import Unit


class CannedReason(models.Model):
    """ "Lý do mẫu" of a unit, offered to its officers and to those of the units below it, besides
    the ones that come with the program.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="canned_reasons")
    outcome = models.CharField(max_length=10, choices=State.choices)
    words = LineField("lý do", max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "outcome", "words"], name="initiatives_canned_once"
            ),
        ]

    def __str__(self) -> str:
        return self.words
