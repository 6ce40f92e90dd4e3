"""Repeated work of the messages."""

from datetime import datetime

from sangkien.core.schedule import every
from sangkien.messages.actions import outbox


@every(seconds=2, name="messages.deliver")
def deliver(now: datetime) -> int:
    return outbox.deliver_batch(now)


@every(seconds=3600, name="messages.forget_old")
def forget_old(now: datetime) -> int:
    return outbox.forget_old(now)
