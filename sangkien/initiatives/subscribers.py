"""Initiatives follow what happens to people, to units and to the files beside them."""

import datetime as dt

from sangkien.access.actor import Actor
from sangkien.core.bus import When, on
from sangkien.core.schedule import every
from sangkien.files.events import FileInfected
from sangkien.initiatives.actions import crediting, escalating, evidence, following
from sangkien.units.events import (
    DraftsPassed,
    PeopleJoined,
    ReorganisationUndone,
    UnitsReorganised,
)
from sangkien.units.queries import branches_of_act


@on(PeopleJoined, when=When.NOW)
def move_credit(event: PeopleJoined) -> None:
    crediting.move_credit(
        kept_id=event.user_id,
        closed_id=event.closed_id,
        by=Actor(user_id=event.joined_by),
        at=event.joined_at,
    )


@on(FileInfected, when=When.NOW)
def note_infected(event: FileInfected) -> None:
    evidence.note_infected(event.file_id, at=event.found_at)


@on(DraftsPassed, when=When.NOW)
def pass_drafts(event: DraftsPassed) -> None:
    following.pass_drafts(event.unit_id, from_id=event.from_id, to_id=event.user_id)


@on(UnitsReorganised, ReorganisationUndone)
def heal_paths(event: UnitsReorganised | ReorganisationUndone) -> None:
    """An initiative that was on its way in that very moment still carries the path of before."""
    following.repath(branches_of_act(event.act_id))


@every(seconds=3_600, name="initiatives.overdue")
def notice_overdue(now: dt.datetime) -> int:
    """Nothing new within a day, but a worker that was stopped over night catches up early."""
    return escalating.notice_overdue(now)
