"""Which unit and which period a public address asks for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.queries import get_programme, periods_shown
from sangkien.progress.queries import asof
from sangkien.progress.queries.choices import default_period
from sangkien.progress.queries.trees import Tree, above_on, is_within, tree_of
from sangkien.units.models import Unit
from sangkien.units.queries import ancestors, get_public_unit, place_on


@dataclass(frozen=True, kw_only=True)
class Place:
    """A unit in a period of a programme; `above` starts with the owner of the programme.

    `tree` is the one that is drawn, as on the progress page itself. `superior` is the unit above in it.
    """

    programme: Programme
    unit: Unit
    above: tuple[Unit, ...]
    periods: tuple[Period, ...]
    period: Period
    tree: Tree
    superior: Unit | None = None

    @property
    def day(self) -> dt.date | None:
        """None for the tree of today."""
        return self.tree.day


def get_place(slug: str, unit_code: str, *, period: str, at: dt.datetime, tree: str = "") -> Place:
    """NotFound outside of the branch of a launched programme, and for a period it does not have.

    `tree` is the day that the reader asked for, as it stands in the address.
    """
    programme = get_programme(slug, actor=Actor.anonymous())
    unit = get_public_unit(unit_code.upper())
    if not is_within(programme, unit):
        raise NotFound(_("Đơn vị này không thuộc phạm vi của chương trình."))
    periods = periods_shown(programme, unit)
    found = _period(periods, period, unit, at=at)
    drawn = tree_of(found, tree, at=at)
    if drawn.day is not None:
        return _place_then(programme, unit, periods, found, tree=drawn, day=drawn.day)
    return Place(
        programme=programme,
        unit=unit,
        above=tuple(u for u in ancestors(unit) if paths.contains(programme.owner.path, u.path)),
        periods=tuple(periods),
        period=found,
        tree=drawn,
        superior=unit.parent,
    )


def _place_then(
    programme: Programme,
    unit: Unit,
    periods: Sequence[Period],
    period: Period,
    *,
    tree: Tree,
    day: dt.date,
) -> Place:
    """In the tree of an earlier day, with the names of that day."""
    path = place_on(unit, day).path
    asof.renamed([unit], day)
    return Place(
        programme=programme,
        unit=unit,
        above=tuple(above_on(path, day, below=programme.owner)),
        periods=tuple(periods),
        period=period,
        tree=tree,
        superior=asof.superior_on(unit, day),
    )


def _period(periods: Sequence[Period], asked: str, unit: Unit, *, at: dt.datetime) -> Period:
    if not asked:
        return default_period(periods, unit, at=at)
    found = next((period for period in periods if str(period.pk) == asked), None)
    if found is None:
        raise NotFound(_("Không tìm thấy giai đoạn này."))
    return found
