"""Reviews that sleep."""

from django.db import models
from django.db.models import Q

from sangkien.core import paths
from sangkien.initiatives.models.initiative import Initiative


class Overdue(models.Model):
    """ "Quá hạn xét": a step that went beyond its clock and its grace; the unit above knows.

    `above_path` is that unit, which reminds, and from `acts_from` decides in its stead. Open until
    the initiative leaves the step.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="overdue")
    step = models.PositiveSmallIntegerField()
    waits_path = models.CharField(max_length=paths.MAX_LENGTH)
    above_path = models.CharField(max_length=paths.MAX_LENGTH)
    noticed_at = models.DateTimeField()
    acts_from = models.DateField()
    reminded_on = models.DateField(null=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(is_open=True), name="initiatives_overdue_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["above_path", "id"],
                name="initiatives_overdue_above",
                condition=Q(is_open=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}/{self.step}"
