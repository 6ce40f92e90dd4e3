"""What was sent while an act was being carried out."""

from sangkien.core.bus import on
from sangkien.initiatives.actions import following
from sangkien.units.events import ReorganisationUndone, UnitsReorganised
from sangkien.units.queries import branches_of_act


@on(UnitsReorganised, ReorganisationUndone)
def heal_paths(event: UnitsReorganised | ReorganisationUndone) -> None:
    """An initiative that was on its way in that very moment still carries the path of before."""
    following.repath(branches_of_act(event.act_id))
