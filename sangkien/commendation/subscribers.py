"""Commendation follows what councils decide, units that move and accounts that are joined, and releases
what was signed.
"""

from datetime import datetime

from sangkien.commendation.actions import (
    conferring,
    dossiers_council,
    dossiers_following,
    dossiers_returning,
    following,
    searching,
)
from sangkien.core.bus import When, on
from sangkien.core.schedule import every
from sangkien.councils.events import ResultsReleased
from sangkien.units.events import PeopleJoined, ReorganisationUndone, UnitsReorganised


@on(ResultsReleased, when=When.NOW)
def take_over(event: ResultsReleased) -> None:
    dossiers_council.take_over(event.session_id)


@on(PeopleJoined, when=When.NOW)
def move_dossiers(event: PeopleJoined) -> None:
    dossiers_following.move_person(kept_id=event.user_id, closed_id=event.closed_id)
    following.move_awards(kept_id=event.user_id, closed_id=event.closed_id)


@on(UnitsReorganised, ReorganisationUndone)
def keep_offices(_event: UnitsReorganised | ReorganisationUndone) -> None:
    dossiers_following.repath()


@every(seconds=3_600, name="commendation.overdue")
def tell_overdue(now: datetime) -> int:
    return dossiers_following.tell_overdue(now)


@every(seconds=600, name="commendation.unsent")
def drop_late(now: datetime) -> int:
    return dossiers_returning.drop_late(now)


@every(seconds=1, name="commendation.release")
def release(now: datetime) -> int:
    return conferring.work(now)


@every(seconds=5, name="commendation.fold")
def fold(_now: datetime) -> int:
    return searching.fold_earlier()
