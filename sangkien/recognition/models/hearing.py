"""Initiatives before a council."""

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.councils.models import AgendaItem
from sangkien.initiatives.models import Initiative
from sangkien.recognition.enums import HearingOutcome
from sangkien.units.models import Unit


class Hearing(models.Model):
    """ "Đưa ra hội đồng": an initiative as an item of the agenda of a session, on behalf of the
    unit that recognises it.

    `outcome` comes with the release of all results of the session. An item that was taken off the
    agenda leaves no hearing.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="hearings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="hearings")
    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="hearing")
    outcome = models.CharField(
        max_length=10, choices=HearingOutcome.choices, default=HearingOutcome.WAITING
    )
    brought_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )
    brought_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(outcome=HearingOutcome.WAITING),
                name="recognition_one_hearing_waits",
            ),
            models.CheckConstraint(
                condition=Q(outcome=HearingOutcome.WAITING, decided_at=None)
                | (~Q(outcome=HearingOutcome.WAITING) & Q(decided_at__isnull=False)),
                name="recognition_hearing_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.outcome}"
