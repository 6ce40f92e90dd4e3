"""The outbox of short messages."""

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from sangkien.accounts.models import User
from sangkien.messages.enums import TextKey

MOST_ATTEMPTS = 8


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> Self:
        return self.filter(sent_at=None, given_up_at=None)


class Message(models.Model):
    """ "Tin nhắn gửi đi": written in the transaction of what it tells, delivered afterwards.

    `text` is emptied when the message is sent or given up: it may hold a code. `key` lets the
    gateway recognise a message that it has been given before. `counted_for` names whose limit it
    uses up beside that of all ("unit 12"); "" is only that of all.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    recipient = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30, choices=TextKey.choices)
    text = models.TextField(blank=True)
    counted_for = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=80, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(given_up_at=None), name="outbox_message_one_end"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, given_up_at=None) | Q(text=""),
                name="outbox_message_text_gone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["run_at", "id"],
                name="outbox_message_waiting",
                condition=Q(sent_at=None, given_up_at=None),
            ),
            models.Index(fields=["made_at"], name="outbox_message_made"),
            models.Index(
                fields=["counted_for", "made_at"],
                name="outbox_message_counted",
                condition=~Q(counted_for=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    def is_over(self, at: dt.datetime) -> bool:
        """Nobody could do anything with it any more."""
        return self.expires_at <= at or self.attempts > MOST_ATTEMPTS
