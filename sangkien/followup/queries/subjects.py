"""Units as they stand now against their target, the pace line and what they owe, in a number of queries
that does not grow with the units.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from sangkien.access.permissions import Permission
from sangkien.agreements.enums import TargetBase
from sangkien.core import periods
from sangkien.followup import rules
from sangkien.followup.enums import Sign, Topic
from sangkien.followup.models import Contact
from sangkien.followup.rules import State, Terms
from sangkien.followup.texts import Figures
from sangkien.programmes.models import Period
from sangkien.progress.queries import LeagueRow
from sangkien.reporting.queries import Late, late_reports
from sangkien.units.models import Grant, Unit
from sangkien.units.queries import roles_with

ANSWERING = roles_with(Permission.REPORT_SEND)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A unit as it stands now against its target and the pace line."""

    unit: Unit
    figures: Figures
    state: State
    signs: tuple[Sign, ...]
    closes_at: dt.datetime
    late: tuple[Late, ...] = ()

    @property
    def is_behind(self) -> bool:
        """In the programme; a late report alone is listed by its own."""
        return any(sign != Sign.REPORT_LATE for sign in self.signs)

    def state_about(self, topic: Topic, *, since: dt.datetime | None) -> State:
        """As the ladder of the topic reads it. Of reports the fewer are late, the better it stands, of
        those that were late when it was urged last (`since`): that another one has become late since
        does not mean that it sent nothing.
        """
        if topic == Topic.REPORTS:
            owed = [one for one in self.late if since is None or one.was_late(since)]
            return replace(self.state, value=-len(owed))
        return self.state


@dataclass(frozen=True, kw_only=True)
class Staff:
    """How a unit is reached: whether anybody speaks for it, one of them ever signed in, one has a
    phone, and whether a number of the unit itself was noted.
    """

    has_officer: bool = False
    has_signed_in: bool = False
    has_phone: bool = False
    has_contact: bool = False


def subjects_of(
    rows: Iterable[LeagueRow], period: Period, terms: Terms, holders: Q, *, at: dt.datetime
) -> list[Subject]:
    """`holders` finds the same units by fields of a row that has a `unit`; three queries."""
    staffed = _staffed(holders, on=periods.local_day(at))
    late = late_reports(holders, period.programme, at=at)
    opens_at = period.opens_at
    found = [
        _subject(row, opens_at, terms, staff=staffed.get(row.unit.pk, Staff()), at=at)
        for row in rows
    ]
    return [_with_late(one, late.get(one.unit.pk, ())) for one in found]


def _with_late(subject: Subject, late: tuple[Late, ...]) -> Subject:
    if not late:
        return subject
    has = {*subject.signs, Sign.REPORT_LATE}
    return replace(subject, late=late, signs=tuple(sign for sign in Sign if sign in has))


def _subject(
    row: LeagueRow, opens_at: dt.datetime, terms: Terms, *, staff: Staff, at: dt.datetime
) -> Subject:
    base = row.goal.base if row.goal else TargetBase.SENT
    state = replace(
        state_of(row),
        has_officer=staff.has_officer,
        has_signed_in=staff.has_signed_in,
        has_phone=staff.has_phone,
        has_contact=staff.has_contact,
    )
    figures = Figures(
        unit_name=row.unit.label,
        sent=row.counts.sent,
        valid=row.counts.valid,
        recognised=row.counts.recognised,
        base=base,
        target=state.target,
    )
    found = rules.signs(state, terms, opens_at=opens_at, closes_at=row.closes_at, at=at)
    return Subject(
        unit=row.unit, figures=figures, state=state, signs=found, closes_at=row.closes_at
    )


def state_of(row: LeagueRow) -> State:
    """By its figures alone."""
    base = row.goal.base if row.goal else TargetBase.SENT
    return State(
        sent=row.counts.sent,
        value=row.counts.of(base),
        target=row.goal.value if row.goal else None,
        pace=row.pace,
    )


def lagging_among(
    rows: Iterable[LeagueRow], period: Period, terms: Terms, *, at: dt.datetime
) -> list[Unit]:
    """Those whom the rule would urge by their figures; no query."""
    today = periods.local_day(at)
    return [
        row.unit
        for row in rows
        if row.unit.stands_on(today)
        and rules.signs(
            state_of(row), terms, opens_at=period.opens_at, closes_at=row.closes_at, at=at
        )
    ]


def _staffed(holders: Q, *, on: dt.date) -> dict[int, Staff]:
    """Units with an officer who speaks for them or with a number to call; two queries."""
    rows = Grant.objects.in_force_on(on).filter(holders, role__in=ANSWERING, user__is_active=True)
    found: dict[int, Staff] = {}
    for unit_id, last_login, phone in rows.values_list(
        "unit_id", "user__last_login", "user__phone"
    ):
        known = found.get(unit_id, Staff())
        found[unit_id] = Staff(
            has_officer=True,
            has_signed_in=known.has_signed_in or last_login is not None,
            has_phone=known.has_phone or bool(phone),
        )
    for unit_id in Contact.objects.filter(holders).values_list("unit_id", flat=True):
        found[unit_id] = replace(found.get(unit_id, Staff()), has_contact=True)
    return found
