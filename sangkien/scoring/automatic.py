"""What the system knows of units for lines that fill themselves: for many units at once, in a number
of queries that does not grow with them.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from sangkien.agreements.enums import TargetBase
from sangkien.core import paths, periods
from sangkien.initiatives.enums import (
    COUNTED_AS_RECOGNISED,
    COUNTED_AS_SENT,
    COUNTED_AS_VALID,
    State,
)
from sangkien.initiatives.models import Decision, Initiative, Overdue
from sangkien.practices.enums import PracticeState
from sangkien.practices.models import Practice
from sangkien.reporting.queries.punctuality import punctuality
from sangkien.scoring import aims
from sangkien.scoring.enums import Part, Source
from sangkien.scoring.models import Card
from sangkien.scoring.rules.automatic import Fact, Suggestion, suggest, working
from sangkien.scoring.rules.marks import Mark, Marks
from sangkien.scoring.rules.tables import Automatic, Table
from sangkien.support.models import Team
from sangkien.support.queries.caseload import contributions
from sangkien.units.models import Unit

BASES = {
    "sent": COUNTED_AS_SENT,
    "valid": COUNTED_AS_VALID,
    "recognised": COUNTED_AS_RECOGNISED,
}
FIRST_STEP = 1
Found = dict[int, Fact]  # by unit


@dataclass(frozen=True, kw_only=True)
class Span:
    """From a day to a day, both included."""

    since: dt.date
    until: dt.date

    @property
    def opens_at(self) -> dt.datetime:
        return periods.start_of(self.since)

    @property
    def closes_at(self) -> dt.datetime:
        return periods.end_of(self.until)


def span_of(year: int, part: str) -> Span:
    """The days that a card is about."""
    since = dt.date(year, 7, 1) if part == Part.SECOND else dt.date(year, 1, 1)
    until = dt.date(year, 6, 30) if part == Part.FIRST else dt.date(year, 12, 31)
    return Span(since=since, until=until)


def of_card(card: Card, *, at: dt.datetime) -> dict[str, Suggestion]:
    """What the system suggests for the lines of a card; no query where none fills itself."""
    opening = card.opening
    span = span_of(opening.year, opening.part)
    return suggestions(opening.table.table, [card.unit], span, at=at)[card.unit_id]


def workings(
    card: Card, marks: Marks, *, shown: Mapping[str, Mapping[str, Any]], at: dt.datetime
) -> dict[str, dict[str, Any]]:
    """What a column of a card keeps of its lines that fill themselves."""
    nothing = Mark()
    return {
        code: working(one, marks.get(code, nothing).value, shown.get(code, {}))
        for code, one in of_card(card, at=at).items()
    }


def suggestions(
    table: Table, units: Sequence[Unit], span: Span, *, at: dt.datetime
) -> dict[int, dict[str, Suggestion]]:
    """By unit and code of the line; nothing is asked where no line fills itself."""
    lines = [(node, node.automatic) for node in table.items if node.automatic is not None]
    found = facts(units, {one for _node, one in lines}, span, at=at)
    return {
        unit.pk: {node.code: suggest(node, found[one][unit.pk], at=at) for node, one in lines}
        for unit in units
    }


def facts(
    units: Sequence[Unit], wanted: Collection[Automatic], span: Span, *, at: dt.datetime
) -> dict[Automatic, Found]:
    """Every unit has an answer to everything that is wanted, if only that it is not known."""
    if not wanted or not units:
        return {one: {} for one in wanted}
    look = _Look(units, span, at)
    read: dict[Source, Callable[[Automatic], Found]] = {
        Source.ENTRIES: look.entries,
        Source.COVERAGE: look.coverage,
        Source.TARGET: lambda one: aims.facts(units, one.aim, span.since, span.until, at=at),
        Source.REPORTS: look.reports,
        Source.ANSWERS: look.answers,
        Source.PRACTICES: look.practices,
        Source.SUPPORT: look.support,
    }
    return {one: read[one.source](one) for one in wanted}


class _Branches:
    """Which of the units a path belongs to; units may lie inside each other."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.by_path = {unit.path: unit.pk for unit in units}
        self.lengths = sorted({len(path) for path in self.by_path})

    def above(self, path: str) -> list[int]:
        ends = (path[:length] for length in self.lengths if length <= len(path))
        return [self.by_path[end] for end in ends if end in self.by_path]

    def within(self, field: str) -> Q:
        reach = Q(pk__in=[])
        for path in self.by_path:
            reach |= paths.subtree(path, field=field)
        return reach

    def summed(self, rows: Iterable[tuple[str, int]]) -> Counter[int]:
        found: Counter[int] = Counter()
        for path, number in rows:
            for pk in self.above(path):
                found[pk] += number
        return found


class _Look:
    """One look at the figures of some units; what several lines need is read once."""

    def __init__(self, units: Sequence[Unit], span: Span, at: dt.datetime) -> None:
        self.units = units
        self.span = span
        self.at = at
        self.branches = _Branches(units)

    @cached_property
    def _received(self) -> dict[str, Mapping[str, int]]:
        """Of every place with an entry received in the span: how many of each base."""
        rows = Initiative.objects.filter(
            self.branches.within("unit_path"),
            state__in=COUNTED_AS_SENT,
            received_at__gte=self.span.opens_at,
            received_at__lt=self.span.closes_at,
        ).order_by()
        counts = {name: Count("pk", filter=Q(state__in=states)) for name, states in BASES.items()}
        found = rows.values_list("unit_path").annotate(**counts)
        return {path: dict(zip(BASES, numbers, strict=True)) for path, *numbers in found}

    def entries(self, one: Automatic) -> Found:
        rows = ((path, counts[one.base]) for path, counts in self._received.items())
        found = self.branches.summed(rows)
        words = _("sáng kiến %(base)s gửi trong kỳ") % {"base": TargetBase(one.base).label}
        return {u.pk: Fact(part=Fraction(found[u.pk]), part_words=words) for u in self.units}

    def coverage(self, one: Automatic) -> Found:
        """Of the CĐCS below a unit, or of the units directly below a CĐCS."""
        having = self._having(one.base)
        whole, part = Counter[int](), Counter[int]()
        for path, owner in self._lower:
            whole[owner] += 1
            part[owner] += path in having
        about = {"base": TargetBase(one.base).label}
        words = _("đơn vị cấp dưới có sáng kiến %(base)s") % about
        return {
            unit.pk: Fact(
                part=Fraction(part[unit.pk]),
                whole=Fraction(whole[unit.pk]),
                part_words=words,
                whole_words=_("đơn vị"),
                missing="" if whole[unit.pk] else _("Đơn vị không có đơn vị cấp dưới."),
            )
            for unit in self.units
        }

    def _having(self, base: str) -> set[str]:
        """Places with an entry, and all places above them."""
        found: set[str] = set()
        for path, counts in self._received.items():
            if counts[base]:
                found |= {path, *paths.ancestors(path)}
        return found

    @cached_property
    def _lower(self) -> list[tuple[str, int]]:
        """The lower units that stand, each with the unit that it counts for."""
        own = {unit.pk: unit for unit in self.units}
        day = min(self.span.until, periods.local_day(self.at))
        below = Q(level__is_grassroots=True) | Q(parent__in=own, parent__level__is_grassroots=True)
        rows = Unit.objects.standing_on(day).filter(self.branches.within("path"), below)
        found = []
        for path, pk, parent, parent_is in rows.values_list(
            "path", "pk", "parent_id", "parent__level__is_grassroots"
        ):
            if parent in own and parent_is:
                found.append((path, parent))
            elif not parent_is:
                found += [(path, owner) for owner in self.branches.above(path) if owner != pk]
        return found

    def reports(self, one: Automatic) -> Found:
        """What the unit itself owes, over the terms that have passed."""
        found = punctuality(
            [unit.pk for unit in self.units],
            since=self.span.since,
            until=self.span.until,
            now=self.at,
        )
        return {
            pk: Fact(
                part=Fraction(row.on_time),
                whole=Fraction(row.owed),
                part_words=_("báo cáo đúng hạn"),
                whole_words=_("báo cáo phải nộp đã đến hạn"),
                lost_words=_("báo cáo chậm, thiếu"),
                missing="" if row.owed else _("Trong kỳ không có báo cáo nào đến hạn."),
            )
            for pk, row in found.items()
        }

    def answers(self, one: Automatic) -> Found:
        """First answers of the branch to what its people sent. What the clock and its grace left behind
        counts once, as late, when that was noticed, whoever answers in the end and when.
        """
        since, until = self.span.opens_at, self.span.closes_at
        answered = Decision.objects.filter(
            self.branches.within("initiative__unit_path"),
            step=FIRST_STEP,
            decided_at__gte=since,
            decided_at__lt=until,
        ).exclude(outcome=State.WITHDRAWN)
        slept = Overdue.objects.filter(
            self.branches.within("waits_path"), step=FIRST_STEP, noticed_at__lt=until
        )
        all_ = self.branches.summed(_counted(answered, "initiative__unit_path"))
        late = self.branches.summed(_counted(slept.filter(noticed_at__gte=since), "waits_path"))
        made_up = self._made_up(slept, answered)
        return {u.pk: _answered(all_[u.pk] - made_up[u.pk], late[u.pk]) for u in self.units}

    def _made_up(self, slept: QuerySet[Overdue], answered: QuerySet[Decision]) -> Counter[int]:
        """How many of the answers of each unit were to what had been noticed as late there: those
        counted when they were noticed, perhaps in another half of the year.
        """
        following = Decision.objects.filter(
            initiative=OuterRef("initiative"), decided_at__gte=OuterRef("noticed_at")
        ).order_by("decided_at", "pk")
        rows = slept.annotate(answer=Subquery(following.values("pk")[:1])).filter(
            answer__in=answered.values("pk")
        )
        above = self.branches.above
        found = {
            (pk, answer)
            for waited, sent, answer in rows.values_list(
                "waits_path", "initiative__unit_path", "answer"
            )
            for pk in set(above(waited)).intersection(above(sent))
        }
        return Counter(pk for pk, _answer in found)

    def practices(self, one: Automatic) -> Found:
        rows = Practice.objects.filter(
            self.branches.within("unit__path"),
            state=PracticeState.RECOGNISED,
            recognised_on__range=(self.span.since, self.span.until),
        )
        found = self.branches.summed(_counted(rows, "unit__path"))
        words = _("mô hình, cách làm hay được công nhận trong kỳ")
        return {u.pk: Fact(part=Fraction(found[u.pk]), part_words=words) for u in self.units}

    def support(self, one: Automatic) -> Found:
        """Requests that were helped to the end, and visits, calls and the rest of the log."""
        teams = list(Team.objects.filter(self.branches.within("unit__path")).select_related("unit"))
        done: Counter[int] = Counter()
        if teams:
            for row in contributions(teams, since_on=self.span.since, until_on=self.span.until):
                done[row.member.team_id] += row.closed + row.noted
        found = self.branches.summed((team.unit.path, done[team.pk]) for team in teams)
        words = _("lượt giúp xong của các tổ hỗ trợ trong kỳ")
        return {u.pk: Fact(part=Fraction(found[u.pk]), part_words=words) for u in self.units}


def _counted(rows: "object", field: str) -> Iterable[tuple[str, int]]:
    ordered = rows.order_by().values_list(field)  # type: ignore[attr-defined]
    return [(path, number) for path, number in ordered.annotate(number=Count("pk"))]


def _answered(in_time: int, late: int) -> Fact:
    whole = in_time + late
    return Fact(
        part=Fraction(in_time),
        whole=Fraction(whole),
        part_words=_("sáng kiến được trả lời đúng hạn"),
        whole_words=_("sáng kiến đã trả lời hoặc quá hạn"),
        lost_words=_("sáng kiến bị quá hạn trả lời"),
        missing="" if whole else _("Trong kỳ không có sáng kiến nào phải trả lời."),
    )
