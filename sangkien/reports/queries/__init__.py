"""Reading boards to keep, and what was kept."""

from sangkien.reports.queries.boards import Source, board_of, content_of
from sangkien.reports.queries.kept import changed_at, kept_page
from sangkien.reports.queries.snapshots import (
    SnapshotLine,
    SnapshotPage,
    get_published,
    get_snapshot,
    newest_published,
    snapshots_of,
    week_before,
)

__all__ = [
    "SnapshotLine",
    "SnapshotPage",
    "Source",
    "board_of",
    "changed_at",
    "content_of",
    "get_published",
    "get_snapshot",
    "kept_page",
    "newest_published",
    "snapshots_of",
    "week_before",
]
