"""`sangkien verify`: do snapshots say what they said when they were taken?"""

from collections.abc import Iterator
from typing import Any

from sangkien.core.verify import verifier
from sangkien.journal.models import Entry
from sangkien.journal.queries import named
from sangkien.reports import contents
from sangkien.reports.events import (
    SnapshotEvent,
    SnapshotPublished,
    SnapshotScheduled,
    SnapshotTaken,
)
from sangkien.reports.models import Snapshot


@verifier("reports")
def check_snapshots() -> Iterator[str]:
    said = _said(SnapshotTaken) | _said(SnapshotScheduled)
    published = _entries(SnapshotPublished)
    kept: set[int] = set()
    for row in Snapshot.objects.order_by("pk").iterator(chunk_size=100):
        kept.add(row.pk)
        if not said.get(row.pk) == row.digest == contents.digest(row.content):
            yield f"Bản chụp số liệu {row.pk}: nội dung không khớp với lúc chụp."
        said_at = published[row.pk].occurred_at if row.pk in published else None
        if row.published_at != said_at:
            yield f"Bản chụp số liệu {row.pk}: việc công bố không khớp với nhật ký."
    # Those that the worker took are let go of in time; what an officer took or published is not.
    lasting = _said(SnapshotTaken).keys() | published.keys()
    for pk in sorted(lasting - kept):
        yield f"Bản chụp số liệu {pk}: đã ghi trong nhật ký nhưng không còn."


def _said(event: type[SnapshotEvent]) -> dict[int, Any]:
    """The digest by snapshot, as the journal wrote it down."""
    return {pk: entry.payload["digest"] for pk, entry in _entries(event).items()}


def _entries(event: type[SnapshotEvent]) -> dict[int, Entry]:
    entries = named(event.name, subject_kind=event.subject_kind)
    return {entry.subject_id: entry for entry in entries.iterator()}
