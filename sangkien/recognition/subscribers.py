"""Recognition follows what councils decide, and releases what was signed."""

from datetime import datetime

from sangkien.core.bus import When, on
from sangkien.core.schedule import every
from sangkien.councils.events import ResultsReleased
from sangkien.initiatives.events import (
    ChangesBegun,
    InitiativeAmended,
    InitiativeCorrected,
    InitiativeEvent,
    InitiativeRejected,
    InitiativeReopened,
    InitiativeReturned,
    InitiativeWithdrawn,
)
from sangkien.recognition.actions import following, guarding, hearing, signing
from sangkien.units.events import PeopleJoined


@every(seconds=1, name="recognition.release")
def release(now: datetime) -> int:
    return signing.work(now)


@on(ResultsReleased, when=When.NOW)
def take_over(event: ResultsReleased) -> None:
    hearing.take_over(event.session_id)


@on(PeopleJoined, when=When.NOW)
def move(event: PeopleJoined) -> None:
    following.move(kept_id=event.user_id, closed_id=event.closed_id)


@on(InitiativeReopened, InitiativeWithdrawn, when=When.NOW)
def keep(event: InitiativeEvent) -> None:
    guarding.ensure_not_in_force(event.initiative_id)


@on(ChangesBegun, when=When.NOW)
def wait_for_answer(event: ChangesBegun) -> None:
    guarding.ensure_no_appeal_waits(event.initiative_id)


@on(InitiativeReopened, when=When.NOW)
def reopen(event: InitiativeReopened) -> None:
    guarding.ensure_council_heard(event.initiative_id)
    guarding.begin_anew(event.initiative_id)


@on(InitiativeCorrected, when=When.NOW)
def begin_anew(event: InitiativeCorrected) -> None:
    guarding.begin_anew(event.initiative_id)


@on(InitiativeReturned, InitiativeRejected, when=When.NOW)
def end(event: InitiativeEvent) -> None:
    guarding.end(event.initiative_id)


@on(ChangesBegun, InitiativeReturned, InitiativeReopened, InitiativeWithdrawn, when=When.NOW)
def forget_verdicts(event: InitiativeEvent) -> None:
    guarding.forget_verdicts(event.initiative_id)


@on(ChangesBegun, InitiativeReturned, InitiativeReopened, InitiativeAmended, when=When.NOW)
def ask_to_read_again(event: InitiativeEvent) -> None:
    guarding.ask_to_read_again(event.initiative_id)
