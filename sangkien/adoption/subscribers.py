"""The second life follows what happens to initiatives, people and units."""

from datetime import datetime

from sangkien.adoption.actions import asking, following, library, telling
from sangkien.adoption.events import AdoptionRecorded, AdoptionWithdrawn, UseAnswered
from sangkien.core import clock
from sangkien.core.bus import When, on
from sangkien.core.schedule import every
from sangkien.initiatives.events import (
    ChangesBegun,
    InitiativeConfirmed,
    InitiativeEvent,
    InitiativeRecognised,
    InitiativeRejected,
    InitiativeReopened,
    InitiativeReturned,
    InitiativeWithdrawn,
    RecognitionRevoked,
)
from sangkien.journal.models import Entry
from sangkien.units.events import PeopleJoined, ReorganisationUndone, UnitsReorganised
from sangkien.units.queries import branches_of_act


@on(
    InitiativeConfirmed,
    InitiativeRecognised,
    RecognitionRevoked,
    ChangesBegun,
    InitiativeReopened,
    InitiativeReturned,
    InitiativeRejected,
    InitiativeWithdrawn,
)
def follow_initiative(event: InitiativeEvent, entry: Entry) -> None:
    asking.follow([event.initiative_id])
    library.refresh([event.initiative_id], at=entry.occurred_at)


@on(AdoptionRecorded, AdoptionWithdrawn, UseAnswered)
def refresh_library(
    event: AdoptionRecorded | AdoptionWithdrawn | UseAnswered, entry: Entry
) -> None:
    library.refresh([event.initiative_id], at=entry.occurred_at)


@on(UnitsReorganised, ReorganisationUndone)
def refresh_branches(event: UnitsReorganised | ReorganisationUndone) -> None:
    for path in branches_of_act(event.act_id):
        library.refresh_branch(path, at=clock.now())


@on(PeopleJoined, when=When.NOW)
def move_credit(event: PeopleJoined) -> None:
    following.follow_join(kept_id=event.user_id, closed_id=event.closed_id)


@every(seconds=30, name="adoption.open_due")
def open_due(now: datetime) -> int:
    return asking.open_due(now)


@every(seconds=300, name="adoption.lapse")
def lapse(now: datetime) -> int:
    return asking.lapse(now)


@every(seconds=30, name="adoption.tell")
def tell(now: datetime) -> int:
    return telling.tell(now)
