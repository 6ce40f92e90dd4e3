"""Entries that an office handed to the unit above it."""

from django.db import models
from django.db.models import F, Q

from sangkien.accounts.models import User
from sangkien.core.fields import ProseField
from sangkien.initiatives.models.initiative import Initiative
from sangkien.units.models import Unit


class PassingUp(models.Model):
    """ "Chuyển cấp trên": an office that cannot judge an entry hands it to the unit above, with why.

    It stands while the initiative waits there since then (`waits_since` is `passed_at`).
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="passings_up")
    step = models.PositiveSmallIntegerField()
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    reason = ProseField()
    passed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    passed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "passed_at"], name="initiatives_passed_up_once"
            ),
            models.CheckConstraint(
                condition=~Q(from_unit=F("to_unit")), name="initiatives_passed_up_to_another"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="initiatives_passed_up_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.from_unit_id} → {self.to_unit_id}"
