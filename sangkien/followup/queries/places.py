"""Where somebody urges: the office, the programme, the period."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.followup.queries.lagging import ROWS_A_PAGE, Board, Choice, board
from sangkien.followup.queries.terms import terms_for
from sangkien.followup.rules import Terms
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period, Programme
from sangkien.programmes.queries import get_programme, periods_shown
from sangkien.progress.queries import default_period
from sangkien.reporting.queries import LOOKED_BACK, late_units
from sangkien.units.models import Unit
from sangkien.units.queries import get_public_unit

MOST_OFFICES, MOST_PROGRAMMES, MOST_PERIODS = 5, 6, 4
MOST_CHOSEN = 200


@dataclass(frozen=True, kw_only=True)
class Place:
    """`issuer` is the unit in whose name the reader urges: the unit itself or one above it."""

    programme: Programme
    unit: Unit
    issuer: Unit
    periods: tuple[Period, ...]
    period: Period
    terms: Terms


@dataclass(frozen=True, kw_only=True)
class Line:
    """An office in a programme that runs, with those who lag directly below."""

    unit: Unit
    programme: Programme
    period: Period
    board: Board


@dataclass(frozen=True, kw_only=True)
class LateLine:
    """How many units below an office owe a report that is overdue, counted up to the first page."""

    unit: Unit
    programme: Programme
    period: Period
    units: int
    has_more: bool


def place(slug: str, code: str, *, asked: str, actor: Actor, at: dt.datetime) -> Place:
    """NotFound for whoever does not oversee the unit, and outside of the programme's branch."""
    unit = get_public_unit(code.upper())
    issuer = issuer_of(actor, unit)
    programme = get_programme(slug, actor=Actor.anonymous())
    if issuer is None or not paths.contains(programme.owner.path, unit.path):
        raise NotFound(_("Không tìm thấy trang này."))
    periods = periods_shown(programme, unit)
    return Place(
        programme=programme,
        unit=unit,
        issuer=issuer,
        periods=tuple(periods),
        period=_chosen(periods, asked, unit, at=at),
        terms=terms_for(unit, programme),
    )


def _chosen(periods: Sequence[Period], asked: str, unit: Unit, *, at: dt.datetime) -> Period:
    if not asked:
        return default_period(periods, unit, at=at)
    found = next((period for period in periods if str(period.pk) == asked), None)
    if found is None:
        raise NotFound(_("Không tìm thấy giai đoạn này."))
    return found


def issuer_of(actor: Actor, unit: Unit) -> Unit | None:
    """The nearest own office at the unit or above it; None for those who do not oversee it."""
    if not actor.can(Permission.FOLLOWUP_MANAGE, at=unit.path):
        return None
    offices = [unit.path] if actor.is_system else actor.offices(Permission.FOLLOWUP_MANAGE)
    path = max((one for one in offices if paths.contains(one, unit.path)), key=len)
    return unit if path == unit.path else Unit.objects.select_related("level").get(path=path)


def offices(actor: Actor) -> list[Unit]:
    """The units whose office the actor holds, the highest first."""
    paths_ = actor.offices(Permission.FOLLOWUP_MANAGE)
    rows = Unit.objects.filter(path__in=paths_).select_related("level")
    return list(rows.order_by("level__tier", "path")[:MOST_OFFICES])


def running(
    unit: Unit, *, at: dt.datetime, since: dt.datetime | None = None
) -> list[tuple[Programme, list[Period]]]:
    """Programmes of the unit or of one above it that run (or ended after `since`), the highest
    organiser first, with their periods; two queries.
    """
    above = [*paths.ancestors(unit.path), unit.path]
    wholes = Period.objects.filter(
        kind=PeriodKind.WHOLE,
        opens_at__lte=at,
        closes_at__gt=since or at,
        programme__in=Programme.objects.published(),
        programme__owner__path__in=above,
    )
    rows = wholes.select_related("programme__owner__level").order_by(
        "programme__owner__level__tier", "programme__published_at", "pk"
    )
    return [
        (whole.programme, periods_shown(whole.programme, unit)) for whole in rows[:MOST_PROGRAMMES]
    ]


def lines(
    actor: Actor, *, at: dt.datetime, most: int = MOST_PROGRAMMES, is_every: bool = False
) -> list[Line]:
    """What the reader's offices have to look after; a few lines at most. With `is_every` also the other
    periods that run now and in which somebody lags: a campaign may, while the whole keeps up.
    """
    found: list[Line] = []
    for unit in offices(actor):
        for programme, periods in running(unit, at=at):
            if len(found) >= most:
                return found
            usual = default_period(periods, unit, at=at)
            others = [one for one in periods if one != usual and one.opens_at <= at < one.closes_at]
            for period in [usual, *(others if is_every else ())][:MOST_PERIODS]:
                line = _line(unit, programme, period, actor=actor, at=at)
                if period == usual or line.board.total:
                    found.append(line)
    return found


def late_lines(actor: Actor, *, at: dt.datetime) -> list[LateLine]:
    """Where reports are overdue below the reader's offices. The last ones of a programme are owed after
    its end, so those that ended stay as long as reports are looked back for.
    """
    found = []
    for unit in offices(actor):
        for programme, periods in running(unit, at=at, since=at - LOOKED_BACK):
            late, following = late_units(unit, programme, at=at, limit=ROWS_A_PAGE)
            if late:
                line = LateLine(
                    unit=unit,
                    programme=programme,
                    period=default_period(periods, unit, at=at),
                    units=len(late),
                    has_more=bool(following),
                )
                found.append(line)
    return found


def _line(
    unit: Unit, programme: Programme, period: Period, *, actor: Actor, at: dt.datetime
) -> Line:
    terms = terms_for(unit, programme)
    seen = board(period, unit, terms, choice=Choice(), actor=actor, at=at)
    return Line(unit=unit, programme=programme, period=period, board=seen)


def chosen(unit: Unit, codes: Sequence[str]) -> list[Unit]:
    """Units below by their codes, in the order asked; NotFound when one is not among them."""
    wanted = list(dict.fromkeys(code.upper() for code in codes))[:MOST_CHOSEN]
    found = {
        one.code: one
        for one in Unit.objects.filter(paths.subtree(unit.path), code__in=wanted)
        .exclude(pk=unit.pk)
        .select_related("level")
    }
    if len(found) != len(wanted):
        raise NotFound(_("Có đơn vị không thuộc phạm vi này."))
    return [found[code] for code in wanted]
