"""Who lags below a unit, why, what was done, and what comes next: from kept totals, in a number of
queries that does not grow with the units.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.core import periods
from sangkien.followup import rules
from sangkien.followup.enums import Group, Sign, Step, Topic
from sangkien.followup.models import Urging
from sangkien.followup.queries.subjects import Subject, subjects_of
from sangkien.followup.rules import Past, Proposal, Terms
from sangkien.programmes.models import Period
from sangkien.progress.queries import LeagueRow, cluster_year, league, units_at_zero
from sangkien.progress.queries.figures import complete_at
from sangkien.progress.queries.leagues import ranked
from sangkien.reporting.queries import late_units
from sangkien.units.models import Unit
from sangkien.units.queries import ClusterGroup, clusters_of

ROWS_A_PAGE = 50
MOST_UNITS = 2_000  # directly below one unit, or in one cluster
REMEMBERED = dt.timedelta(days=120)


@dataclass(frozen=True, kw_only=True)
class Laggard:
    """A line of the board. `last` is what was done last about the topic of the board, by whichever
    level; `told_by` urged the unit today, so that nobody else tells it anything more.

    A unit that lags in the programme and owes reports stands on both boards, each with the next step
    of its own ladder, and the officer decides by the board what is talked about. Urged about the
    programme it is also reminded of its reports (`texts.OWED`), which is no step of theirs. Notices
    and messages stay one a day for both together; a call or a letter about each may follow on the
    same day.
    """

    subject: Subject
    proposal: Proposal
    is_due: bool
    last: Urging | None
    told_by: str

    @property
    def unit(self) -> Unit:
        return self.subject.unit


@dataclass(frozen=True, kw_only=True)
class Board:
    """One page of those who lag, whose turn it is first; `total` and `due` are of all pages.

    `following` is where the next page begins: a number of a page, or a place in the tree.
    """

    rows: tuple[Laggard, ...]
    of: int | None
    total: int
    due: int
    as_of: dt.datetime
    following: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which units: those directly below, of a cluster (by its number), CĐCS at zero, or all below that
    owe a report.
    """

    group: Group = Group.DIRECT
    cluster: int | None = None
    after: str = ""

    @property
    def topic(self) -> Topic:
        return Topic.REPORTS if self.group == Group.LATE else Topic.PROGRAMME


def board(
    period: Period, unit: Unit, terms: Terms, *, choice: Choice, actor: Actor, at: dt.datetime
) -> Board:
    """`actor` has been found to oversee `unit`."""
    if choice.group == Group.ZERO:
        return _at_zero(period, unit, terms, choice=choice, actor=actor, at=at)
    if choice.group == Group.LATE:
        return _with_late_reports(period, unit, terms, choice=choice, at=at)
    if choice.group == Group.CLUSTER:
        ids = _members(unit, period, choice.cluster, at=at)
        rows, as_of = _ranked(ids, period, at=at), complete_at(unit, period, at=at)
        return _board(rows, period, terms, Q(unit_id__in=ids), choice=choice, as_of=as_of, at=at)
    found = league(period, unit, at=at, per_page=MOST_UNITS)
    holders = Q(unit__parent=unit)
    return _board(found.rows, period, terms, holders, choice=choice, as_of=found.as_of, at=at)


def clusters(unit: Unit, period: Period, *, at: dt.datetime) -> list[ClusterGroup]:
    """Those that the unit formed for the year, blocks behind their cluster."""
    groups = clusters_of(unit, year=cluster_year(period, at=at))
    return [one for group in groups for one in (group, *group.blocks)]


def _members(unit: Unit, period: Period, pk: int | None, *, at: dt.datetime) -> list[int]:
    groups = clusters(unit, period, at=at)
    found = next((g for g in groups if pk is None or g.cluster.pk == pk), None)
    return list(found.unit_ids)[:MOST_UNITS] if found else []


def _ranked(ids: Sequence[int], period: Period, *, at: dt.datetime) -> tuple[LeagueRow, ...]:
    names = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name_sort"))
    holders = Q(unit_id__in=list(names))
    return ranked(names, period, holders=holders, as_of=at, at=at, per_page=MOST_UNITS).rows


def _at_zero(
    period: Period, unit: Unit, terms: Terms, *, choice: Choice, actor: Actor, at: dt.datetime
) -> Board:
    """In the order of the tree, page by page; how many there are in all is not counted."""
    page = units_at_zero(period, unit, actor=actor, at=at, cursor=choice.after, limit=ROWS_A_PAGE)
    subjects = _in_order([one.pk for one in page.units], period, terms, at=at)
    always = [s if s.signs else replace(s, signs=(Sign.ZERO,)) for s in subjects]
    lines = _lines(always, period, terms, _among(always), topic=choice.topic, at=at)
    return _listed(lines, as_of=page.as_of, following=page.following)


def _with_late_reports(
    period: Period, unit: Unit, terms: Terms, *, choice: Choice, at: dt.datetime
) -> Board:
    """The same, whether they lag in the programme or not."""
    after = choice.after if choice.after.isalnum() else ""
    ids, following = late_units(unit, period.programme, at=at, after=after, limit=ROWS_A_PAGE)
    late = _in_order(ids, period, terms, at=at)
    lines = _lines(late, period, terms, _among(late), topic=choice.topic, at=at)
    return _listed(lines, as_of=complete_at(unit, period, at=at), following=following)


def _in_order(
    ids: Sequence[int], period: Period, terms: Terms, *, at: dt.datetime
) -> list[Subject]:
    place = {pk: number for number, pk in enumerate(ids)}
    rows = sorted(_ranked(ids, period, at=at), key=lambda row: place[row.unit.pk])
    return subjects_of(rows, period, terms, Q(unit_id__in=ids), at=at)


def _among(subjects: Iterable[Subject]) -> Q:
    return Q(unit_id__in=[one.unit.pk for one in subjects])


def _listed(lines: Sequence[Laggard], *, as_of: dt.datetime, following: str) -> Board:
    return Board(
        rows=tuple(lines),
        of=None,
        total=len(lines),
        due=sum(line.is_due for line in lines),
        as_of=as_of,
        following=following,
    )


def _board(
    rows: Iterable[LeagueRow],
    period: Period,
    terms: Terms,
    holders: Q,
    *,
    choice: Choice,
    as_of: dt.datetime,
    at: dt.datetime,
) -> Board:
    today = periods.local_day(at)
    standing = [row for row in rows if row.unit.stands_on(today)]
    subjects = subjects_of(standing, period, terms, holders, at=at)
    lagging = sorted(
        (one for one in subjects if one.is_behind),
        key=lambda one: (one.state.progress, one.unit.name_sort, one.unit.pk),
    )
    lines = _lines(lagging, period, terms, holders, topic=choice.topic, at=at)
    lines.sort(key=lambda line: not line.is_due)  # stable: the order by progress stays
    page = int(choice.after) if choice.after.isascii() and choice.after.isdigit() else 1
    page = min(max(page, 1), max(-(-len(lines) // ROWS_A_PAGE), 1))
    shown = lines[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    return Board(
        rows=tuple(shown),
        of=len(standing),
        total=len(lines),
        due=sum(line.is_due for line in lines),
        as_of=as_of,
        following=str(page + 1) if page * ROWS_A_PAGE < len(lines) else "",
    )


def current(
    period: Period, unit_ids: Sequence[int], terms: Terms, *, at: dt.datetime
) -> dict[int, Subject]:
    """The same for chosen units, by their number."""
    rows, holders = _ranked(unit_ids, period, at=at), Q(unit_id__in=list(unit_ids))
    return {one.unit.pk: one for one in subjects_of(rows, period, terms, holders, at=at)}


def pasts(period: Period, holders: Q, *, topic: Topic, at: dt.datetime) -> dict[int, list[Urging]]:
    """What was done about this topic for units, whoever did it, the latest first: for the programme
    in this period. A report belongs to no period, so there a unit is asked once whatever the page.
    """
    where = Q() if topic == Topic.REPORTS else Q(period=period)
    rows = Urging.objects.filter(holders, where, round__topic=topic, urged_at__gt=at - REMEMBERED)
    found: dict[int, list[Urging]] = defaultdict(list)
    for row in rows.select_related("round__issuer").defer("text", "round__text").order_by("-pk"):
        found[row.unit_id].append(row)
    return found


def as_past(rows: Iterable[Urging]) -> list[Past]:
    """With the figure that `Subject.state_about` compares."""
    return [
        Past(
            step=Step(row.step),
            at=row.urged_at,
            value=-row.late_reports if row.is_about_reports else row.value,
        )
        for row in rows
    ]


def told_today(holders: Q, *, at: dt.datetime) -> dict[int, str]:
    """Who told these units something today already, in whichever programme."""
    rows = Urging.objects.filter(holders, told_on=periods.local_day(at))
    found = rows.values_list("unit_id", "round__issuer__short_name", "round__issuer__name")
    return {unit_id: short or name for unit_id, short, name in found}


def _lines(
    subjects: Iterable[Subject],
    period: Period,
    terms: Terms,
    holders: Q,
    *,
    topic: Topic,
    at: dt.datetime,
) -> list[Laggard]:
    done, told = pasts(period, holders, topic=topic, at=at), told_today(holders, at=at)
    return [
        _line(one, done.get(one.unit.pk, []), told, terms, topic=topic, at=at) for one in subjects
    ]


def _line(
    subject: Subject,
    past: Sequence[Urging],
    told: Mapping[int, str],
    terms: Terms,
    *,
    topic: Topic,
    at: dt.datetime,
) -> Laggard:
    state = subject.state_about(topic, since=past[0].urged_at if past else None)
    proposal = rules.propose(state, terms, as_past(past))
    told_by = told.get(subject.unit.pk, "")
    return Laggard(
        subject=subject,
        proposal=proposal,
        is_due=proposal.is_due(at) and not told_by,
        last=past[0] if past else None,
        told_by=told_by,
    )


def proposals(
    period: Period, units: Sequence[Unit], terms: Terms, *, topic: Topic, at: dt.datetime
) -> list[Laggard]:
    """Chosen units with the step that comes next for each about the topic, in the order given."""
    ids = [unit.pk for unit in units]
    subjects, holders = current(period, ids, terms, at=at), Q(unit_id__in=ids)
    return _lines([subjects[pk] for pk in ids], period, terms, holders, topic=topic, at=at)
