import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.periods import VIETNAM, end_of, local_day
from sangkien.core.workdays import vietnam
from sangkien.reporting import rules
from sangkien.reporting.enums import OnDayOff, Rhythm, Verdict
from sangkien.reporting.errors import InvalidRequest
from sangkien.reporting.rules import Span, Term

REPEATED = [rhythm for rhythm in Rhythm if rhythm != Rhythm.ONCE]
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2040, 12, 31))
INSTANTS = st.datetimes(
    dt.datetime(2026, 1, 1),  # noqa: DTZ001 - the zone is given beside them
    dt.datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(VIETNAM),
)


def day(text: str) -> dt.date:
    number, month, year = map(int, text.split("/"))
    return dt.date(year, month, number)


@pytest.mark.parametrize(
    ("rhythm", "on", "first", "last", "words"),
    [
        (Rhythm.WEEKLY, "20/05/2026", "18/05/2026", "24/05/2026", "Tuần 18/05–24/05/2026"),
        (Rhythm.MONTHLY, "20/02/2028", "01/02/2028", "29/02/2028", "Tháng 2/2028"),
        (Rhythm.QUARTERLY, "20/05/2026", "01/04/2026", "30/06/2026", "Quý II/2026"),
        (Rhythm.HALF_YEARLY, "20/05/2026", "01/01/2026", "30/06/2026", "6 tháng đầu năm 2026"),
        (Rhythm.HALF_YEARLY, "31/12/2026", "01/07/2026", "31/12/2026", "6 tháng cuối năm 2026"),
        (Rhythm.YEARLY, "20/05/2026", "01/01/2026", "31/12/2026", "Năm 2026"),
    ],
)
def test_spans_and_their_names(rhythm: Rhythm, on: str, first: str, last: str, words: str) -> None:
    span = rules.span_of(rhythm, day(on))

    assert span == Span(first=day(first), last=day(last))
    assert rules.span_words(rhythm, span) == words


@given(st.sampled_from(REPEATED), DAYS)
def test_spans_follow_each_other_without_gap(rhythm: Rhythm, on: dt.date) -> None:
    span = rules.span_of(rhythm, on)
    following = rules.next_span(rhythm, span)

    assert span.first <= on <= span.last
    assert following.first == span.last + dt.timedelta(days=1)
    assert rules.span_of(rhythm, span.last) == span


@pytest.mark.parametrize(
    ("term", "on", "due"),
    [
        (Term(rhythm=Rhythm.QUARTERLY, month=3, day=20), "01/04/2026", "20/06/2026"),
        (Term(rhythm=Rhythm.QUARTERLY, month=4, day=5), "01/10/2026", "05/01/2027"),
        (Term(rhythm=Rhythm.MONTHLY, month=1, day=31), "01/02/2026", "28/02/2026"),
        (Term(rhythm=Rhythm.WEEKLY, day=5), "18/05/2026", "22/05/2026"),
        (Term(rhythm=Rhythm.YEARLY, month=12, day=15), "01/01/2026", "15/12/2026"),
    ],
)
def test_day_of_the_rule(term: Term, on: str, due: str) -> None:
    assert rules.nominal_day(term, rules.span_of(term.rhythm, day(on))) == day(due)


@given(DAYS)
def test_moved_term_is_a_working_day_not_earlier_and_kept_one_is_kept(on: dt.date) -> None:
    calendar = vietnam()

    moved = rules.moved(on, OnDayOff.MOVE, calendar)

    assert moved >= on
    assert calendar.is_working(moved)
    assert rules.moved(on, OnDayOff.KEEP, calendar) == on


def test_saturday_before_a_holiday_moves_behind_it() -> None:
    assert rules.moved(day("25/04/2026"), OnDayOff.MOVE, vietnam()) > day("26/04/2026")


@pytest.mark.parametrize(
    ("arrived", "late"),
    [
        (dt.datetime(2026, 5, 29, 16, 59, 59, tzinfo=VIETNAM), 0),
        (dt.datetime(2026, 5, 29, 17, 0, tzinfo=VIETNAM), 1),
        (dt.datetime(2026, 5, 29, 23, 59, tzinfo=VIETNAM), 1),
        (dt.datetime(2026, 5, 30, 0, 1, tzinfo=VIETNAM), 1),
        (dt.datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM), 3),
        (dt.datetime(2026, 6, 1, 18, 0, tzinfo=dt.UTC), 4),  # 01h00 on 02/06 in Việt Nam
    ],
)
def test_days_late_by_whole_days_of_viet_nam(arrived: dt.datetime, late: int) -> None:
    due = rules.due_at(day("29/05/2026"), 17 * 60)

    assert rules.days_late(due, arrived) == late


def test_end_of_the_day_belongs_to_the_term() -> None:
    due = rules.due_at(day("29/05/2026"), rules.FULL_DAY)

    assert due == end_of(day("29/05/2026"))
    assert rules.days_late(due, due - dt.timedelta(microseconds=1)) == 0
    assert rules.days_late(due, due) == 1


@given(INSTANTS, INSTANTS, st.integers(0, 30))
def test_verdict_agrees_with_the_days(due: dt.datetime, arrived: dt.datetime, grace: int) -> None:
    days = rules.days_late(due, arrived)

    found = rules.standing(due=due, counted=arrived, grace_days=grace, is_owed=True, now=arrived)

    assert (days == 0) == (arrived < due)
    assert (found.verdict == Verdict.ON_TIME) == (days <= grace)
    assert found.days in {0, days}


@given(INSTANTS, INSTANTS)
def test_later_is_never_less_late(due: dt.datetime, arrived: dt.datetime) -> None:
    tomorrow = arrived + dt.timedelta(days=1)

    assert rules.days_late(due, tomorrow) >= rules.days_late(due, arrived)


def test_unit_that_ended_before_the_last_day_owes_nothing() -> None:
    due = rules.due_at(day("29/05/2026"), rules.FULL_DAY)
    last = local_day(due - dt.timedelta(seconds=1))

    assert not rules.is_owed(due=due, is_cancelled=False, closed_on=last)
    assert rules.is_owed(due=due, is_cancelled=False, closed_on=last + dt.timedelta(days=1))
    assert not rules.is_owed(due=due, is_cancelled=True, closed_on=None)


@pytest.mark.parametrize(
    ("term", "field"),
    [
        (Term(rhythm=Rhythm.ONCE, minute=0), "minute"),
        (Term(rhythm=Rhythm.WEEKLY, day=8), "day"),
        (Term(rhythm=Rhythm.MONTHLY, month=4, day=1), "month"),
        (Term(rhythm=Rhythm.QUARTERLY, month=3, day=32), "day"),
    ],
)
def test_rules_that_name_no_day_are_refused_at_their_field(term: Term, field: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        rules.ensure_term(term)

    assert refused.value.field == field
