"""Score sheets."""

from django.db import models

from sangkien.accounts.models import User
from sangkien.core.fields import ProseField
from sangkien.councils.models.council import Seat
from sangkien.councils.models.session import AgendaItem


class Sheet(models.Model):
    """ "Phiếu chấm điểm" of one member for one item, unseen by the others until scoring closes.

    `marks` are hundredths of a point by the code of the criterion, with the tier where there are
    tiers. Submitting locks it; the chair unlocks with a reason while scoring goes on.
    """

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="sheets")
    marks = models.JSONField()
    remark = ProseField("nhận xét", blank=True)
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="councils_sheet_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.seat_id}"


class SheetUnlock(models.Model):
    """ "Mở khóa phiếu chấm"."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="unlocks")
    reason = ProseField()
    unlocked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    unlocked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="councils_unlock_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.unlocked_at}"
