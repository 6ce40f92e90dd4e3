"""Discussions follow what happens to people."""

from sangkien.core.bus import When, on
from sangkien.discussions.actions import following
from sangkien.units.events import PeopleJoined


@on(PeopleJoined, when=When.NOW)
def move_words(event: PeopleJoined) -> None:
    following.follow_join(kept_id=event.user_id, closed_id=event.closed_id)
