"""Initiatives follow what happens to people, to units and to the files beside them."""

from sangkien.access.actor import Actor
from sangkien.core.bus import When, on
from sangkien.files.events import FileInfected
from sangkien.initiatives.actions import crediting, evidence, following
from sangkien.units.events import PeopleJoined, ReorganisationUndone, UnitsReorganised
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


@on(UnitsReorganised, ReorganisationUndone)
def heal_paths(event: UnitsReorganised | ReorganisationUndone) -> None:
    """An initiative that was on its way in that very moment still carries the path of before."""
    following.repath(branches_of_act(event.act_id))
