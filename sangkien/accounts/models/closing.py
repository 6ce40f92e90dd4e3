"""Accounts that are locked for a while, and those that became part of another one."""

from django.db import models
from django.db.models import F, Q

from sangkien.accounts.models.user import User
from sangkien.core.fields import LineField


class AccountLock(models.Model):
    """ "Khóa tài khoản": nobody signs in with it and open sessions are dead, until unlocked."""

    user = models.ForeignKey(User, models.PROTECT, related_name="locks")
    reason = LineField(max_length=300)
    locked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField()
    unlocked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    unlocked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(unlocked_at=None), name="accounts_lock_open_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="accounts_lock_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} ({self.locked_at:%d/%m/%Y})"


class AccountJoin(models.Model):
    """ "Gộp tài khoản": the closed account was the same person as the kept one."""

    closed = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="joined")
    kept = models.ForeignKey(User, models.PROTECT, related_name="absorbed")
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(closed=F("kept")), name="accounts_join_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.closed_id} → {self.kept_id}"
