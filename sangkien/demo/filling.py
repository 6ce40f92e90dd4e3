"""Plan the initiatives of one unit in one programme."""

import datetime as dt
from collections.abc import Sequence
from itertools import cycle

from sangkien.accounts.models import User
from sangkien.core.periods import local_day
from sangkien.demo.album import Album
from sangkien.demo.crews import Crew
from sangkien.demo.diary import Diary
from sangkien.demo.drawing import Draw
from sangkien.demo.entries import Entry, Fate
from sangkien.demo.writing import Board, Ideas
from sangkien.initiatives.enums import State

CORRECTED_PERCENT = 6
Moment = tuple[dt.datetime, Fate]  # when it is sent, and what becomes of it


def plan(
    crew: Crew,
    board: Board,
    moments: Sequence[Moment],
    *,
    applied_from: dt.date,
    diary: Diary,
    draw: Draw,
    ideas: Ideas | None = None,
    authors: Sequence[User] = (),
    album: Album | None = None,
) -> None:
    """One initiative per moment; the authors take turns, each idea comes once."""
    ideas = ideas or Ideas(crew.sector, board, draw, unit_code=crew.unit.code)
    turns = cycle(authors or draw.shuffled(crew.members))
    for author, (sent_at, fate) in zip(turns, sorted(moments, key=_time), strict=False):
        content = ideas.content(sent_on=local_day(sent_at), applied_from=applied_from)
        entry = Entry(board=board, crew=crew, author=author, content=content, draw=draw)
        entry.album = album
        entry.plan(diary, sent_at=sent_at, fate=fate)


def _time(moment: Moment) -> dt.datetime:
    return moment[0]


def confirmed(
    draw: Draw,
    count: int,
    first: dt.date,
    last: dt.date,
    *,
    late: bool = False,
    by_invented: bool = True,
) -> list[Moment]:
    """Moments of a span at which initiatives are sent that are confirmed within a few days.

    Some are returned and corrected first, but never those of a unit that really exists.
    """
    moments = []
    for _ in range(count):
        sent_at = draw.working_time(draw.day(first, last, late=late))
        decided_on = local_day(sent_at) + dt.timedelta(days=draw.between(1, 4))
        fate = Fate(
            outcome=State.CONFIRMED,
            decided_at=draw.working_time(decided_on),
            corrected=by_invented and draw.chance(CORRECTED_PERCENT),
        )
        moments.append((sent_at, fate))
    return moments
