"""Among what somebody may ask who qualifies: awards, rounds, phases, branches."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.commendation.enums import RoundState
from sangkien.commendation.models import Award, Round
from sangkien.commendation.queries.candidates import Scene
from sangkien.commendation.queries.catalogue import holding_on
from sangkien.core import paths, periods
from sangkien.core.errors import NotFound
from sangkien.programmes.models import Period, Programme
from sangkien.units.models import Unit

MOST_ROUNDS, MOST_PERIODS, MOST_UNITS = 40, 60, 200
ROUND, PERIOD = "dot-", "ky-"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What stands in the lists of the form; `round` is the chosen one."""

    awards: list[Award]
    rounds: list[Round]
    periods: list[Period]
    units: list[Unit]
    round: Round | None = None

    @property
    def lists(self) -> dict[str, Any]:
        return {
            "awards": self.awards,
            "rounds": self.rounds,
            "periods": self.periods,
            "units": self.units,
        }

    def scene(self, award: str, span: str, unit: str) -> tuple[Scene, Round | None]:
        """Of what was chosen in the lists."""
        chosen = next((one for one in self.awards if str(one.pk) == award), None)
        place = next((one for one in self.units if one.code == unit), None)
        round_ = next((one for one in self.rounds if f"{ROUND}{one.pk}" == span), None)
        period = next((one for one in self.periods if f"{PERIOD}{one.pk}" == span), None)
        if chosen is None or place is None or (round_ is None and period is None):
            raise NotFound(_("Không tìm thấy đợt xét này."))
        if round_ is not None:
            since_on, until_on, of = round_.since_on, round_.until_on, round_.period
        else:
            of = period
            since_on, until_on = _days(period)
        scene = Scene(award=chosen, unit=place, since_on=since_on, until_on=until_on, period=of)
        return scene, round_


def _days(period: Period | None) -> tuple[dt.date, dt.date]:
    if period is None:  # pragma: no cover - asked for before
        raise NotFound(_("Không tìm thấy giai đoạn này."))
    return periods.local_day(period.opens_at), periods.last_day(period.closes_at)


def choices_for(actor: Actor, *, today: dt.date) -> Choices:
    """Six queries."""
    rounds = Round.objects.visible_to(actor).exclude(state=RoundState.CANCELLED)
    offices = actor.offices(Permission.AWARD_VIEW)
    return Choices(
        awards=holding_on(actor, today),
        rounds=list(
            rounds.select_related("unit", "period__unit", "period__programme").order_by("-pk")[
                :MOST_ROUNDS
            ]
        ),
        periods=_periods(actor, offices),
        units=_units(offices),
    )


def _periods(actor: Actor, offices: list[str]) -> list[Period]:
    """Of the programmes that take in the units of the reader, and campaigns that touch them."""
    above = {up for path in offices for up in (path, *paths.ancestors(path))}
    programmes = Programme.objects.visible_to(actor).published()
    rows = Period.objects.filter(programme__in=programmes, unit__path__in=above)
    shown = rows.select_related("programme", "unit").order_by("-closes_at", "pk")
    return list(shown[:MOST_PERIODS])


def _units(offices: list[str]) -> list[Unit]:
    """The offices of the reader and the units directly below them that have others below."""
    rows = Unit.objects.filter(path__in=offices, closed_on=None) | Unit.objects.filter(
        parent__path__in=offices, closed_on=None, level__is_grassroots=False
    )
    return list(rows.distinct().select_related("level").order_by("path")[:MOST_UNITS])
