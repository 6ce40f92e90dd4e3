"""Decisions about an initiative, as rows."""

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.core.fields import ProseField
from sangkien.initiatives.enums import State
from sangkien.initiatives.models.initiative import Initiative


class Decision(models.Model):
    """ "Quyết định xử lý": confirmed, returned, rejected, re-opened or withdrawn, by whom, why.

    The sending itself is no decision; the journal has it.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=State.choices)
    reason = ProseField(blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=State.CONFIRMED) | ~Q(reason=""),
                name="initiatives_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=State.DRAFT), name="initiatives_decision_not_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.outcome}"
