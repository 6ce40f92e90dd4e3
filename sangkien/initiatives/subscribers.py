"""Authors follow what happens to people."""

from sangkien.access.actor import Actor
from sangkien.core.bus import When, on
from sangkien.initiatives.actions import crediting
from sangkien.units.events import PeopleJoined


@on(PeopleJoined, when=When.NOW)
def move_credit(event: PeopleJoined) -> None:
    crediting.move_credit(
        kept_id=event.user_id,
        closed_id=event.closed_id,
        by=Actor(user_id=event.joined_by),
        at=event.joined_at,
    )
