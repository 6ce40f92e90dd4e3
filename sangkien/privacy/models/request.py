"""What people ask about their data, by when it must be answered, and who was erased."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import NOTHING, within
from sangkien.accounts.models import User
from sangkien.core.fields import LineField, ProseField
from sangkien.privacy.enums import OPEN, RequestKind, RequestState
from sangkien.units.models import Unit


class Deadline(models.Model):
    """ "Thời hạn trả lời": in working days, from a day on; data, because decrees change."""

    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    valid_from = models.DateField()
    acknowledge_days = models.PositiveSmallIntegerField()
    answer_days = models.PositiveSmallIntegerField()
    extension_days = models.PositiveSmallIntegerField()
    source = LineField(max_length=300)
    is_verified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="privacy_deadline_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.answer_days}"


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those that the actor has to answer; never the own ones."""
        reach = within(actor, Permission.DATA_REQUEST_HANDLE, field="unit__path")
        return self.filter(reach).exclude(user_id=actor.user_id or 0)

    def of(self, actor: Actor) -> Self:
        """The actor's own ones."""
        return self.filter(Q(user_id=actor.user_id) if actor.user_id else NOTHING)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)


class DataRequest(models.Model):
    """ "Yêu cầu về dữ liệu cá nhân": sent by the person, answered before the clock runs out.

    `next_due_on` is the day of the clock that runs now: acknowledging first, then answering.
    `unit` is where the person belonged when it was sent: it says which officer answers.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="data_requests")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    text = ProseField(blank=True)
    state = models.CharField(max_length=12, choices=RequestState.choices, default=RequestState.SENT)
    sent_at = models.DateTimeField()
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="+")
    acknowledge_by = models.DateField()
    due_on = models.DateField()
    next_due_on = models.DateField()
    acknowledged_at = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    extension_reason = ProseField(blank=True)
    answer = ProseField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(state__in=OPEN),
                name="privacy_request_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, answered_at=None)
                | (~Q(state__in=OPEN) & Q(answered_at__isnull=False)),
                name="privacy_request_answered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_due_on", "id"],
                name="privacy_request_clock",
                condition=Q(state__in=OPEN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_late_on(self, day: dt.date) -> bool:
        return self.is_open and day > self.next_due_on


class Erasure(models.Model):
    """ "Sổ xóa dữ liệu": number of the account and day, nothing else; outlives a restore."""

    user_id = models.BigIntegerField(unique=True)
    erased_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.user_id} ({self.erased_on})"
