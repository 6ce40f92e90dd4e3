"""Councils follow what happens to people."""

from sangkien.core.bus import When, on
from sangkien.councils.actions import following
from sangkien.units.events import PeopleJoined


@on(PeopleJoined, when=When.NOW)
def move_seats(event: PeopleJoined) -> None:
    following.move_seats(kept_id=event.user_id, closed_id=event.closed_id)
