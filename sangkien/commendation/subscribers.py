"""Commendation releases what was signed, and follows people."""

from datetime import datetime

from sangkien.commendation.actions import conferring, following
from sangkien.core.bus import When, on
from sangkien.core.schedule import every
from sangkien.units.events import PeopleJoined


@every(seconds=1, name="commendation.release")
def release(now: datetime) -> int:
    return conferring.work(now)


@on(PeopleJoined, when=When.NOW)
def move_awards(event: PeopleJoined) -> None:
    following.move_awards(kept_id=event.user_id, closed_id=event.closed_id)
