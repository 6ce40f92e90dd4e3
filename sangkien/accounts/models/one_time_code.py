"""Codes that are good for one thing, once, for one person."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.models.user import User

MOST_TRIES = 5


class OneTimeCodeQuerySet(models.QuerySet["OneTimeCode"]):
    def unused(self) -> Self:
        return self.filter(used_at=None, revoked_at=None)

    def usable_at(self, at: dt.datetime) -> Self:
        return self.unused().filter(expires_at__gt=at)

    def spend_try(self, at: dt.datetime) -> int:
        """Count before looking, so that guesses sent at once do not all slip through."""
        return self.usable_at(at).filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1)


class OneTimeCode(models.Model):
    """ "Mã dùng một lần": only its digest is kept, bound to person, purpose and browser."""

    user = models.ForeignKey(User, models.CASCADE, related_name="one_time_codes")
    purpose = models.CharField(max_length=20, choices=CodePurpose.choices)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=Q(used_at=None, revoked_at=None),
                name="accounts_code_open_once",
            ),
            models.CheckConstraint(
                condition=Q(tries__lte=MOST_TRIES), name="accounts_code_tries_limited"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} #{self.user_id}"
