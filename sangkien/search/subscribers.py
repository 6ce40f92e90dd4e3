"""The index follows what happens, a moment later, in the background."""

from sangkien.core.bus import on
from sangkien.initiatives.events import (
    InitiativeConfirmed,
    InitiativeEvent,
    InitiativeReopened,
    InitiativeWithdrawn,
)
from sangkien.initiatives.models import Initiative
from sangkien.search.actions import indexing
from sangkien.units.events import UnitClosed, UnitOpened, UnitsListed
from sangkien.units.models import Unit


# No other step makes an initiative public or takes it back: registering costs nothing here.
@on(InitiativeConfirmed, InitiativeReopened, InitiativeWithdrawn)
def index_initiative(event: InitiativeEvent) -> None:
    indexing.index_many(Initiative.objects.filter(pk=event.initiative_id))


@on(UnitOpened, UnitClosed)
def index_unit(event: UnitOpened | UnitClosed) -> None:
    indexing.index_many(Unit.objects.filter(pk=event.unit_id))


@on(UnitsListed)
def index_listed(event: UnitsListed) -> None:
    indexing.index_many(Unit.objects.filter(pk__in=event.opened))
