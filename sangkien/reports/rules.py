"""When snapshots are taken without anybody asking, and how long they are kept. Pure."""

import datetime as dt

from sangkien.core.periods import VIETNAM, local_day, start_of

PEAK = dt.timedelta(days=10)  # before the close: one every hour
LATE = dt.timedelta(days=3)  # how long after the close the last one may still be taken
MOST_A_ROUND = 5  # taken by the worker before it looks after other things
MOST_ROWS = 3_000  # units directly below one; the largest has some hundreds

HOURLY_KEPT = dt.timedelta(days=14)
DAILY_KEPT = dt.timedelta(days=400)

WEEK = dt.timedelta(days=7)
WEEK_SLACK = dt.timedelta(days=2)  # what still counts as "a week ago"


def due_slot(
    *, opens_at: dt.datetime, closes_at: dt.datetime, at: dt.datetime
) -> dt.datetime | None:
    """The last moment for which there should be a snapshot; None when there is none.

    Every day at 00h00 (the end of the day before), in the last ten days every hour, and once at
    the close itself.
    """
    if at >= closes_at:
        return closes_at if at < closes_at + LATE else None
    is_peak = at >= closes_at - PEAK
    slot = _hour(at) if is_peak else start_of(local_day(at))
    return slot if slot > opens_at else None


def _hour(at: dt.datetime) -> dt.datetime:
    return at.astimezone(VIETNAM).replace(minute=0, second=0, microsecond=0)


def is_kept(slot_at: dt.datetime, *, closes_at: dt.datetime, at: dt.datetime) -> bool:
    """Whether a scheduled snapshot that nobody published is still kept.

    All of them for 14 days, then one a day for 400 days, then one a week (Monday, 00h00). The one
    of the close is kept for ever, as are those that an officer took or published.
    """
    if slot_at == closes_at:
        return True
    local, age = slot_at.astimezone(VIETNAM), at - slot_at
    if age <= HOURLY_KEPT:
        return True
    is_midnight = local.time() == dt.time()
    if age <= DAILY_KEPT:
        return is_midnight
    return is_midnight and local.weekday() == 0


MOST_DIGITS = 19  # of a number that a column can hold

# Pages that are kept: drawn anew when a figure has changed, and now and then for the rest.
KEPT_SOONEST = dt.timedelta(seconds=3)  # between two drawings, however fast figures move
KEPT_IDLE = dt.timedelta(seconds=30)
KEPT_FRESH = dt.timedelta(seconds=60)
KEPT_FORGOTTEN = dt.timedelta(days=1)


def is_outdated(
    drawn: tuple[dt.datetime | None, dt.datetime] | None,
    *,
    changed_at: dt.datetime | None,
    at: dt.datetime,
) -> bool:
    """Whether a kept page (what it shows, when it was drawn) is drawn anew."""
    if drawn is None:
        return True
    shown, drawn_at = drawn
    if at < drawn_at + KEPT_SOONEST:
        return False
    return shown != changed_at or at >= drawn_at + KEPT_IDLE


# "Áp phích tuần": for the notice board, from Friday afternoon until the week is over.

PIECE = 10  # posters in a round of the worker, about a second
MOST_POSTERS = 500
ORDER_KEPT = dt.timedelta(days=3)
LATEST = 4  # titles on a poster
PHOTOS = 3
PHOTOS_READ = 12  # to find that many of different initiatives
FRIDAY, POSTER_TIME = 4, dt.time(14)


def is_poster_time(at: dt.datetime) -> bool:
    """From Friday 14h00 to the end of Sunday."""
    local = at.astimezone(VIETNAM)
    return local.weekday() > FRIDAY or (local.weekday() == FRIDAY and local.time() >= POSTER_TIME)
