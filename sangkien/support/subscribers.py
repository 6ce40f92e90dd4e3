"""The support follows what happens to people, to their rights and to what they write about."""

from datetime import datetime

from sangkien.core.bus import When, on
from sangkien.core.schedule import every
from sangkien.initiatives.events import SecretKept
from sangkien.journal.models import Entry
from sangkien.support.actions import following, releasing, versions
from sangkien.units.events import PeopleJoined, RoleRevoked


@on(PeopleJoined, when=When.NOW)
def move_requests(event: PeopleJoined) -> None:
    following.follow_join(kept_id=event.user_id, closed_id=event.closed_id, at=event.joined_at)


@on(RoleRevoked)
def release_requests(event: RoleRevoked, entry: Entry) -> None:
    """What the person was helping with waits for somebody else."""
    releasing.release_from(event.user_id, at=entry.occurred_at)


@on(SecretKept, when=When.NOW)
def forget_versions(event: SecretKept) -> None:
    versions.forget_about(event.initiative_id)


@every(seconds=600, name="support.release")
def release(now: datetime) -> int:
    """Rights that ran out by their day, locked and closed accounts."""
    return releasing.release_left(now)
