"""Decisions about an initiative, as rows."""

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.core.fields import ProseField
from sangkien.initiatives.enums import COUNTED_AS_VALID, State
from sangkien.initiatives.models.initiative import Initiative


class Decision(models.Model):
    """ "Quyết định xử lý": confirmed, recognised, returned, rejected, re-opened or withdrawn, by
    whom, why.

    `outcome` is the state that it left; `step` is the step of the review at which it was decided, 0
    outside the review. `in_stead`: the unit above decided, because the one whose turn it was slept
    or passed it up.
    The sending itself is no decision; the journal has it.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=State.choices)
    step = models.PositiveSmallIntegerField(default=0)
    in_stead = models.BooleanField(default=False)
    reason = ProseField(blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=COUNTED_AS_VALID) | ~Q(reason=""),
                name="initiatives_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=State.DRAFT), name="initiatives_decision_not_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.outcome}"
