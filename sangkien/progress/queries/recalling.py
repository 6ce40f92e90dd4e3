"""The board of a unit at a moment of the past, read again from what was kept then."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from sangkien.agreements.enums import TargetBase
from sangkien.programmes.models import Period
from sangkien.progress import rules
from sangkien.progress.queries.goals import Goal, goals
from sangkien.progress.queries.ranks import Rank
from sangkien.progress.queries.readings import Moment, reading_at
from sangkien.progress.queries.recalled_ranks import ranks_at
from sangkien.units.models import Unit

WRITTEN_WITHIN = dt.timedelta(minutes=1)  # a round that was under way at the end of an hour


@dataclass(frozen=True, kw_only=True)
class Recalled:
    """ "Xem lại": the last hour or day that had ended by `asked`, with the target in force then;
    `moment` is None where nothing had been kept yet; `ranks` are the places of then.
    """

    asked: dt.datetime
    moment: Moment | None
    goal: Goal | None
    ranks: tuple[Rank, ...] = ()

    @property
    def base(self) -> TargetBase:
        return self.goal.base if self.goal else TargetBase.SENT

    @property
    def standing(self) -> rules.Standing | None:
        return self.goal.standing(self.moment.counts) if self.goal and self.moment else None


def is_past(asked: dt.datetime, *, at: dt.datetime) -> bool:
    """Whether what is said of a moment will never change any more."""
    return asked <= at - WRITTEN_WITHIN


def recalled(unit: Unit, period: Period, asked: dt.datetime) -> Recalled:
    """Always the same answer; the number of queries does not grow with the units beside it."""
    moment = reading_at(unit, period, asked)
    return Recalled(
        asked=asked,
        moment=moment,
        goal=goals(period, Q(unit=unit), then=asked).of(unit.pk),
        ranks=ranks_at(unit, period, asked) if moment else (),
    )
