"""The index follows what happens, a moment later, in the background."""

from sangkien.adoption.events import LibraryChanged
from sangkien.core import paths
from sangkien.core.bus import on
from sangkien.initiatives.events import (
    ChangesBegun,
    InitiativeAmended,
    InitiativeConfirmed,
    InitiativeEvent,
    InitiativeRejected,
    InitiativeReopened,
    InitiativeReturned,
    InitiativeWithdrawn,
)
from sangkien.initiatives.models import Initiative
from sangkien.search.actions import indexing
from sangkien.units.events import (
    AliasAdded,
    AliasRemoved,
    ReorganisationUndone,
    UnitOpened,
    UnitsListed,
    UnitsReorganised,
)
from sangkien.units.models import Unit
from sangkien.units.queries import branches_of_act, units_of_act


# No other step makes an initiative public, takes it back or changes what it says in public:
# registering costs nothing here.
@on(
    InitiativeConfirmed,
    InitiativeReopened,
    InitiativeWithdrawn,
    InitiativeReturned,
    InitiativeRejected,
    InitiativeAmended,
    ChangesBegun,
)
def index_initiative(event: InitiativeEvent) -> None:
    indexing.index_many(Initiative.objects.filter(pk=event.initiative_id))


@on(LibraryChanged)
def index_proven(event: LibraryChanged) -> None:
    indexing.index_many(Initiative.objects.filter(pk=event.initiative_id))


@on(UnitOpened, AliasAdded, AliasRemoved)
def index_unit(event: UnitOpened | AliasAdded | AliasRemoved) -> None:
    indexing.index_many(Unit.objects.filter(pk=event.unit_id))


@on(UnitsListed)
def index_listed(event: UnitsListed) -> None:
    indexing.index_many(Unit.objects.filter(pk__in=event.opened))


@on(UnitsReorganised, ReorganisationUndone)
def index_reorganised(event: UnitsReorganised | ReorganisationUndone) -> None:
    """Names and ends of units, and the branch in which moved ones and their initiatives are found."""
    indexing.index_many(Unit.objects.filter(pk__in=units_of_act(event.act_id)))
    for path in branches_of_act(event.act_id):
        indexing.index_many(Unit.objects.under(path))
        moved = Initiative.objects.filter(paths.subtree(path, field="unit__path"))
        indexing.index_many(moved)
