"""Tablets that stand for a unit."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q

from sangkien.accounts.models import User
from sangkien.core.fields import LineField
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit


class KioskQuerySet(models.QuerySet["Kiosk"]):
    def live_at(self, at: dt.datetime) -> Self:
        return self.filter(closed_at=None, expires_at__gt=at)


class Kiosk(models.Model):
    """ "Máy đăng ký chung": a tablet that takes registrations for one unit and one programme.

    The tablet holds a token, we its digest only. `request_key` makes the same form sent twice one
    kiosk.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="kiosks")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="kiosks")
    name = LineField("tên máy", max_length=80)
    request_key = models.UUIDField(unique=True)
    token_digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = KioskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("opened_at")), name="kiosks_kiosk_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-id"], name="kiosks_of_unit")]

    def __str__(self) -> str:
        return self.name

    def is_live(self, at: dt.datetime) -> bool:
        return self.closed_at is None and at < self.expires_at
