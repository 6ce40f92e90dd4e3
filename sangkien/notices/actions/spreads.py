"""Tell very many people, a batch in each transaction: the position moves with what was written, so
that a worker that dies leaves nothing half and nobody is told twice.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import F

from sangkien.core import bus, db
from sangkien.journal.models import Entry
from sangkien.notices import spreading
from sangkien.notices.actions import telling
from sangkien.notices.models import Spread

log = logging.getLogger(__name__)

BATCHES = 5  # in one turn; other work of the worker comes in between
MOST_FAILURES = 8
KEPT = dt.timedelta(days=30)


def begin(event: bus.Event, entry: Entry) -> None:
    """One row for each app that has people to tell; delivered twice it is begun once."""
    rows = [
        Spread(entry_id=entry.pk, source=name, begun_at=entry.occurred_at)
        for name in spreading.names_for(event)
    ]
    Spread.objects.bulk_create(rows, ignore_conflicts=True)


def go_on(now: dt.datetime) -> int:
    """ "Báo cho nhiều người": a few batches. Returns how many people were told."""
    told = 0
    for _turn in range(BATCHES):
        waiting = Spread.objects.filter(done_at=None, failures__lt=MOST_FAILURES)
        pk = waiting.order_by("failures", "pk").values_list("pk", flat=True).first()
        if pk is None:
            break
        told += _tried(pk, now=now)
    _forget(now)
    return told


def _tried(pk: int, *, now: dt.datetime) -> int:
    """One that fails lets the others pass."""
    try:
        return _batch(pk, now=now)
    except Exception:
        log.exception("spread %s failed", pk)
        Spread.objects.filter(pk=pk).update(failures=F("failures") + 1)
        return 0


@transaction.atomic
def _batch(pk: int, *, now: dt.datetime) -> int:
    row = db.locked(Spread.objects.filter(pk=pk, done_at=None), skip=True).first()
    if row is None:
        return 0  # another worker has it
    entry = Entry.objects.get(pk=row.entry_id)
    event = bus.load(entry.name, entry.payload)
    batch = spreading.next_batch(row.source, event, row.reached)
    told = telling.tell(event, entry, batch.concern)
    row.reached = batch.reached
    row.done_at = None if batch.reached else now
    row.failures = 0
    row.save(update_fields=["reached", "done_at", "failures"])
    return told


def _forget(now: dt.datetime) -> None:
    Spread.objects.filter(done_at__lt=now - KEPT).delete()
