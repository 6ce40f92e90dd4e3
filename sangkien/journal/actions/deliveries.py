"""Tell the LATER subscribers, each at least once, until it works."""

import inspect
import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from sangkien.core import bus, db
from sangkien.journal.models import Delivery, Entry

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
LEASE = timedelta(minutes=5)
BATCH = 200


def deliver_batch(now: datetime) -> int:
    """Claim up to a batch of open deliveries and run them. Returns how many were tried.

    The claim moves `run_at` into the future by a lease: when the worker dies, another one takes
    the delivery over after it. Subscribers are idempotent by entry.
    """
    with transaction.atomic():
        open_ = Delivery.objects.filter(done_at=None, run_at__lte=now, attempts__lt=MAX_ATTEMPTS)
        due = list(
            db.locked(open_, skip=True)
            .order_by("run_at", "id")
            .values_list("pk", flat=True)[:BATCH]
        )
        Delivery.objects.filter(pk__in=due).update(run_at=now + LEASE, attempts=F("attempts") + 1)
    for delivery in Delivery.objects.filter(pk__in=due).select_related("entry").order_by("pk"):
        _deliver(delivery, now=now)
    return len(due)


def _call(handler: bus.Handler, entry: Entry) -> None:
    """A subscriber that names a parameter `entry` learns who did it and when."""
    event = bus.load(entry.name, entry.payload)
    if "entry" in inspect.signature(handler).parameters:
        handler(event, entry=entry)
    else:
        handler(event)


def _deliver(delivery: Delivery, *, now: datetime) -> None:
    entry = delivery.entry
    try:
        with transaction.atomic():
            _call(import_string(delivery.handler), entry)
            Delivery.objects.filter(pk=delivery.pk).update(done_at=now, error="")
    except Exception as error:
        # The worker must outlive any one subscriber; the row keeps the reason for the operator.
        log.exception("delivery %s failed", delivery.pk)
        Delivery.objects.filter(pk=delivery.pk).update(
            error=repr(error)[:500], run_at=now + timedelta(seconds=2**delivery.attempts)
        )
