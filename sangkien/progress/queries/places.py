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
from sangkien.progress.queries.choices import default_period
from sangkien.progress.queries.trees import is_within
from sangkien.units.models import Unit
from sangkien.units.queries import ancestors, get_public_unit


@dataclass(frozen=True, kw_only=True)
class Place:
    """A unit in a period of a programme; `above` starts with the owner of the programme."""

    programme: Programme
    unit: Unit
    above: tuple[Unit, ...]
    periods: tuple[Period, ...]
    period: Period


def get_place(slug: str, unit_code: str, *, period: str, at: dt.datetime) -> Place:
    """NotFound outside of the branch of a launched programme, and for a period it does not have."""
    programme = get_programme(slug, actor=Actor.anonymous())
    unit = get_public_unit(unit_code.upper())
    if not is_within(programme, unit):
        raise NotFound(_("Đơn vị này không thuộc phạm vi của chương trình."))
    periods = periods_shown(programme, unit)
    return Place(
        programme=programme,
        unit=unit,
        above=tuple(u for u in ancestors(unit) if paths.contains(programme.owner.path, u.path)),
        periods=tuple(periods),
        period=_period(periods, period, unit, at=at),
    )


def _period(periods: Sequence[Period], asked: str, unit: Unit, *, at: dt.datetime) -> Period:
    if not asked:
        return default_period(periods, unit, at=at)
    found = next((period for period in periods if str(period.pk) == asked), None)
    if found is None:
        raise NotFound(_("Không tìm thấy giai đoạn này."))
    return found
