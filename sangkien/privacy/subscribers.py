"""Personal data follows what happens to people."""

from datetime import datetime

from sangkien.core.bus import When, on
from sangkien.core.schedule import every
from sangkien.privacy import ledger
from sangkien.privacy.actions import consents, erasing, requests
from sangkien.units.events import PeopleJoined


@on(PeopleJoined, when=When.NOW)
def follow_join(event: PeopleJoined) -> None:
    moved = {"kept_id": event.user_id, "closed_id": event.closed_id}
    consents.follow_join(**moved, at=event.joined_at)
    requests.follow_join(**moved, at=event.joined_at)


@every(seconds=60, name="privacy.ledger")
def keep_ledger(now: datetime) -> int:
    return erasing.write(ledger.path())
