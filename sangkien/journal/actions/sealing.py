"""Seal the entries that were written since the last seal."""

from datetime import datetime

from django.db import transaction

from sangkien.journal import queries, rules
from sangkien.journal.models import Entry, Seal

BATCH = 5_000


@transaction.atomic
def seal(now: datetime) -> int:
    """Seal up to a batch of open entries. Returns how many were sealed.

    Entries are picked by "not sealed yet", not by id: one that was committed late, with a lower
    id, simply falls into the next seal.
    """
    last = Seal.objects.order_by("-pk").first()
    open_ids = list(
        Entry.objects.filter(seal=None).order_by("pk").values_list("pk", flat=True)[:BATCH]
    )
    if not open_ids:
        return 0
    rows = queries.sealed_rows(Entry.objects.filter(pk__in=open_ids))
    made = Seal.objects.create(
        previous=last,
        entries=len(open_ids),
        digest=rules.digest(last.digest if last else "", rows),
        sealed_at=now,
    )
    Entry.objects.filter(pk__in=open_ids).update(seal=made)
    return len(open_ids)
