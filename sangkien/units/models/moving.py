"""How people leave a unit and move to another one."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.units.enums import Leaving, TransferState
from sangkien.units.models.people import Membership
from sangkien.units.models.unit import Unit

UNDO_WITHIN = dt.timedelta(days=7)


class Departure(models.Model):
    """ "Thôi sinh hoạt": why a membership ended, who said so, and which roles ended with it.

    Undone within seven days it stays as a row, so that nobody wonders about the gap.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="departures")
    cause = models.CharField(max_length=10, choices=Leaving.choices)
    reason = LineField(max_length=300, blank=True)
    grant_ids = models.JSONField(default=list)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(undone_at=None),
                name="units_departure_standing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.cause}"

    @property
    def undo_until(self) -> dt.datetime:
        return self.decided_at + UNDO_WITHIN


class Transfer(models.Model):
    """ "Chuyển sinh hoạt công đoàn": a person moves to another unit on a day.

    `moves_on` is the first day there. The receiving unit decides until `expires_on`.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="transfers")
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="transfers_out")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="transfers_in")
    moves_on = models.DateField()
    reason = LineField(max_length=300)
    state = models.CharField(
        max_length=10, choices=TransferState.choices, default=TransferState.SENT
    )
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_on = models.DateField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = LineField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "from_unit"],
                condition=Q(state=TransferState.SENT),
                name="units_transfer_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(from_unit=F("to_unit")), name="units_transfer_elsewhere"
            ),
            models.CheckConstraint(
                condition=Q(state=TransferState.SENT, decided_at=None)
                | (~Q(state=TransferState.SENT) & Q(decided_at__isnull=False)),
                name="units_transfer_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.from_unit_id} → {self.to_unit_id}"

    def is_open_on(self, day: dt.date) -> bool:
        return self.state == TransferState.SENT and day <= self.expires_on
