"""Plain rules of exports."""

import datetime as dt

KEPT_FOR = dt.timedelta(days=7)  # a list of people does not lie about for longer
MOST_UNFINISHED = 3  # of one person
MOST_TRIES = 4  # times that an export is begun anew
HELD_FOR = dt.timedelta(minutes=1)  # then the process that wrote it is taken for dead
REST = dt.timedelta(seconds=20)  # after a failure of the machine
LONGEST_PARAMETER = 200
LONGEST_TITLE = 300


def percent(rows: int, total: int | None) -> int | None:
    """Whole percent of a progress bar, never 100 before it is over; None where nobody knows."""
    return min(99, rows * 100 // total) if total else None


def estimated_total(rows: int, share: float | None, known: int | None) -> int | None:
    """How many rows it will be: as far as the walk has come, else what was known before."""
    if share is not None and share > 0:
        return max(rows, round(rows / share))
    return None if known is None else max(known, rows)
