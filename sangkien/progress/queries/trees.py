"""In which tree a progress page is drawn: that of today, or as it was on a day."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F

from sangkien.core import paths, periods
from sangkien.programmes.models import Period, Programme
from sangkien.progress import rules
from sangkien.units.models import Position, Unit
from sangkien.units.queries import last_change_on, names_on

TODAYS = "nay"


@dataclass(frozen=True, kw_only=True)
class Tree:
    """`day` is None for the tree of today. `reference_on` is the usual day of the period.

    `is_offered`: units were reorganised since the period began, so that trees differ. `is_asked`:
    the reader chose it.
    """

    day: dt.date | None
    reference_on: dt.date
    is_offered: bool
    is_asked: bool = False

    @property
    def members_at(self) -> dt.datetime | None:
        """The moment whose clusters are shown beside this tree: None for those of today."""
        return periods.end_of(self.day) if self.day else None

    @property
    def is_sized(self) -> bool:
        """Whether members and CĐCS are known for it: they are kept of one day only."""
        return self.day in {None, self.reference_on}

    @property
    def asked(self) -> str:
        """As it stands in addresses, empty for the usual tree."""
        return (self.day.isoformat() if self.day else TODAYS) if self.is_asked else ""


def tree_of(period: Period, asked: str, *, at: dt.datetime) -> Tree:
    """A period that is over is shown in the tree of its last day, so that the past stays.

    A day that nobody could mean (to come, or no day at all) is the usual one.
    """
    today = periods.local_day(at)
    usual = rules.reference_day(period.closes_at, today=today)
    changed_on = last_change_on()
    wanted = _day(asked, today=today)
    if wanted is None and asked != TODAYS:
        wanted = usual
    is_past = wanted is not None and changed_on is not None and changed_on > wanted
    begins_on = periods.local_day(period.opens_at)
    return Tree(
        day=wanted if is_past else None,
        reference_on=usual,
        is_offered=is_past or (changed_on is not None and changed_on > begins_on),
        is_asked=bool(asked) and (asked == TODAYS or _day(asked, today=today) is not None),
    )


def _day(asked: str, *, today: dt.date) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(asked) if asked and asked != TODAYS else None
    except ValueError:
        return None
    return day if day is not None and day <= today else None


def above_on(path: str, day: dt.date, *, below: Unit) -> list[Unit]:
    """The units above in the tree of a day, from the owner of the programme down."""
    ids = [int(above[-paths.STEP :], 36) for above in paths.ancestors(path)]
    units = Unit.objects.in_bulk(ids)
    for pk, place in names_on(ids, day).items():
        units[pk].name, units[pk].short_name = place.name, place.short_name
    start = ids.index(below.pk) if below.pk in ids else len(ids)
    return [units[pk] for pk in ids[start:] if pk in units]


def is_within(programme: Programme, unit: Unit) -> bool:
    """Whether a unit belongs to the branch of a programme, or did before it went elsewhere."""
    owner = programme.owner
    if paths.contains(owner.path, unit.path):
        return True
    step = paths.step(owner.pk)
    past = Position.objects.filter(unit=unit).exclude(path=F("unit__path"))
    return any(
        step in (above[-paths.STEP :] for above in paths.ancestors(path))
        for path in past.values_list("path", flat=True)
    )
