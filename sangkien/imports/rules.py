"""Plain rules of imports."""

import datetime as dt

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 60_000
MOST_COLUMNS = 60
LONGEST_CELL = 500

UNDO_FOR = dt.timedelta(days=7)
# Lines hold people's data twice; after the days of undo they only serve to look back.
LINES_KEPT_FOR = dt.timedelta(days=30)


def may_be_undone(finished_at: dt.datetime | None, *, at: dt.datetime) -> bool:
    return finished_at is not None and at < finished_at + UNDO_FOR


def share(position: int, total: int) -> int:
    """Whole percent of a progress bar; never 100 before it is over."""
    return min(99, position * 100 // total) if total else 0
