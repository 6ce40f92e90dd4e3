"""Repeated work of the messages."""

import logging
from datetime import datetime

from sangkien.core.schedule import every
from sangkien.messages import queries
from sangkien.messages.actions import outbox

log = logging.getLogger(__name__)


@every(seconds=2, name="messages.deliver")
def deliver(now: datetime) -> int:
    return outbox.deliver_batch(now)


@every(seconds=3600, name="messages.forget_old")
def forget_old(now: datetime) -> int:
    return outbox.forget_old(now)


@every(seconds=60, name="messages.watch_limit")
def watch_limit(now: datetime) -> int:
    """Nobody gets a code by phone any more: somebody has to look who spends them."""
    spent = queries.spent(at=now)
    if spent is not None and spent.is_over:
        log.error("messages stopped at their limit", extra={"count": spent.day})
    return 0
