"""Reading the journal."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Max, QuerySet

from sangkien.journal.models import Delivery, Entry, JobRun
from sangkien.journal.rules import Row


def timeline(subject_kind: str, subject_id: int) -> QuerySet[Entry]:
    """What happened to one thing, oldest first."""
    return Entry.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("pk")


def named(name: str, *, subject_kind: str) -> QuerySet[Entry]:
    """Every time that one thing happened to things of a kind, oldest first."""
    return Entry.objects.filter(subject_kind=subject_kind, name=name).order_by("pk")


def happened_to(subject_kind: str, subject_ids: Collection[int], *, limit: int = 50) -> list[Entry]:
    """What happened to several things of one kind, newest first."""
    entries = Entry.objects.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids))
    return list(entries.order_by("-pk")[:limit])


def unit_feed(
    unit_ids: Collection[int], *, before: int | None = None, limit: int = 50
) -> list[Entry]:
    """What happened in one unit or in several, newest first, keyset by entry id."""
    entries = Entry.objects.filter(unit_id__in=list(unit_ids))
    if before is not None:
        entries = entries.filter(pk__lt=before)
    return list(entries.order_by("-pk")[:limit])


def sealed_rows(entries: QuerySet[Entry]) -> Iterator[Row]:
    """The sealed fields of entries, by id."""
    return (
        entries.order_by("pk")
        .values_list(
            "pk",
            "name",
            "payload",
            "subject_kind",
            "subject_id",
            "unit_id",
            "actor_id",
            "occurred_at",
        )
        .iterator(chunk_size=2_000)
    )


def last_beat() -> datetime | None:
    """When a worker last finished a repeated job; None before the first one."""
    beat: datetime | None = JobRun.objects.aggregate(beat=Max("finished_at"))["beat"]
    return beat


def stuck_deliveries(*, at: datetime) -> QuerySet[Delivery]:
    """Deliveries that gave up or wait for more than their turn."""
    return Delivery.objects.filter(done_at=None, run_at__lt=at).order_by("pk")
