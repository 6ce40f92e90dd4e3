"""Lines that fill themselves, against the real figures of two CĐCS and the union above them."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.agreements.enums import TargetBase
from sangkien.core import periods
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Decision, Initiative, Overdue
from sangkien.practices.models import Practice
from sangkien.scoring import automatic
from sangkien.scoring.automatic import Span
from sangkien.scoring.enums import NodeKind, Part, Source
from sangkien.scoring.rules import reading
from sangkien.scoring.rules.automatic import Fact, Suggestion, suggest
from sangkien.scoring.rules.marks import Mark, points_of
from sangkien.scoring.rules.tables import Automatic, Table
from sangkien.units.models import Unit
from tests.factories import NOW, Cast, make_cast, make_programme, make_target
from tests.practices.scenes import register
from tests.progress.scenes import phase, send, settle
from tests.reporting.calendars import ask, report_of
from tests.reporting.calendars import send as send_report

HALF = Span(since=dt.date(2026, 1, 1), until=dt.date(2026, 6, 30))
SECOND_HALF = Span(since=dt.date(2026, 7, 1), until=dt.date(2026, 12, 31))
EDGE = periods.start_of(dt.date(2026, 7, 1))
JUST_BEFORE = EDGE - dt.timedelta(microseconds=1)
LATER = NOW + dt.timedelta(days=30)


def _line(code: str, source: str, way: str, **more: Any) -> dict[str, Any]:
    about = {name: more.pop(name) for name in ("base", "aim") if name in more}
    line: dict[str, Any] = {"code": code, "name": code, "kind": "automatic", "most": "10", **more}
    return {**line, "automatic": {"source": source, "way": way, **about}}


def _table() -> Table:
    tiers = [{"name": "Từ 2", "points": "10", "least": "2"}]
    nodes = [
        _line("entries", "entries", "tiered", base="valid", tiers=tiers),
        _line("target", "target", "proportional", aim="count"),
        _line("coverage", "coverage", "proportional", base="sent"),
        _line("reports", "reports", "proportional"),
        _line("late", "reports", "penalty", each="2"),
        _line("answers", "answers", "proportional"),
        _line("practices", "practices", "bonus", each="3"),
        _line("support", "support", "bonus", each="1"),
    ]
    return reading.read({"name": "Bảng tự tính", "nodes": nodes})


@pytest.fixture
def cast(db: None) -> Cast:
    """The factory has three entries, two of them valid, and one that nobody answered in time."""
    cast = make_cast()
    programme = make_programme(cast.national)
    made = send(programme, cast.factory, sent=3, valid=2)
    send(programme, cast.sister_factory, sent=1)
    make_target(phase(programme), cast.factory, 4, base=TargetBase.VALID)
    _sleeps(made[2], cast)
    practice = register(cast.factory, cast.officer)
    Practice.objects.filter(pk=practice.pk).update(state="recognised", recognised_on=NOW.date())
    request = ask(cast.superior, cast.superior_officer)
    send_report(report_of(request, cast.factory), cast.officer)
    settle()
    return cast


def _sleeps(one: Initiative, cast: Cast) -> None:
    Overdue.objects.create(
        initiative=one,
        step=1,
        waits_path=cast.factory.path,
        above_path=cast.superior.path,
        noticed_at=NOW + dt.timedelta(days=9),
        acts_from=NOW.date(),
    )


def _found(*units: Unit) -> dict[int, dict[str, Suggestion]]:
    return automatic.suggestions(_table(), units, HALF, at=LATER)


def test_each_source_says_its_value_and_how_it_was_reckoned(cast: Cast) -> None:
    found = _found(cast.factory, cast.sister_factory, cast.superior)
    factory, sister, superior = (
        found[one.pk] for one in (cast.factory, cast.sister_factory, cast.superior)
    )

    assert {code: one.value for code, one in factory.items()} == {
        "entries": 2,
        "target": 50,
        "coverage": None,
        "reports": 100,
        "late": 0,
        "answers": Fraction("66.67"),
        "practices": 1,
        "support": 0,
    }
    assert factory["answers"].words.startswith(
        "2 sáng kiến được trả lời đúng hạn / 3 sáng kiến đã trả lời hoặc quá hạn = 66,67 %"
    )
    assert factory["target"].words.startswith("2 sáng kiến hợp lệ / 4 chỉ tiêu giao")
    assert factory["target"].points == 500
    assert "không có đơn vị cấp dưới" in factory["coverage"].words
    assert sister["reports"].value == 0
    assert sister["late"].points == -200
    assert "không có chỉ tiêu" in sister["target"].words
    assert superior["entries"].value == 2
    assert superior["coverage"].value == 100
    assert points_of(_table().by_code["practices"], Mark(value=Fraction(5000))) == 1000
    assert superior["coverage"].words.startswith("2 đơn vị cấp dưới có sáng kiến đã gửi / 2 đơn vị")


def test_more_units_ask_nothing_more(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as one:
        _found(cast.factory)
    with CaptureQueriesContext(connection) as several:
        _found(cast.factory, cast.sister_factory, cast.far_factory, cast.superior)
    assert len(several) == len(one)


def test_an_answer_belongs_to_one_half_of_the_year_only(cast: Cast) -> None:
    """Of three at the edge one is answered in time, one was noticed as late just before and is answered
    just after, one is late and answered in the second half.
    """
    Decision.objects.all().delete()
    Overdue.objects.all().delete()
    first, second, third = Initiative.objects.filter(unit=cast.factory).order_by("pk")
    for one, noticed_at, answered_at in (
        (first, None, JUST_BEFORE),
        (second, JUST_BEFORE, EDGE),
        (third, EDGE, EDGE + dt.timedelta(days=2)),
    ):
        if noticed_at is not None:
            _sleeps(one, cast)
            Overdue.objects.filter(initiative=one).update(noticed_at=noticed_at, is_open=False)
        Decision.objects.create(
            initiative=one, outcome=State.CONFIRMED, step=1, decided_at=answered_at
        )

    def answers(span: Span) -> str:
        line = Automatic(source=Source.ANSWERS, way=NodeKind.PROPORTIONAL)
        units = [cast.factory, cast.superior]
        found = automatic.facts(units, [line], span, at=LATER)[line]
        assert found[cast.factory.pk] == found[cast.superior.pk]
        return f"{found[cast.factory.pk].part} of {found[cast.factory.pk].whole}"

    assert (answers(HALF), answers(SECOND_HALF)) == ("1 of 2", "0 of 1")
    assert answers(automatic.span_of(2026, Part.YEAR)) == "1 of 3"


@settings(max_examples=40, deadline=None)
@given(st.datetimes(dt.datetime(2025, 12, 30), dt.datetime(2027, 1, 2)))  # noqa: DTZ001
def test_every_moment_of_a_year_lies_in_one_of_its_halves(moment: dt.datetime) -> None:
    at = moment.replace(tzinfo=periods.VIETNAM)
    whole, *halves = (
        automatic.span_of(2026, part) for part in (Part.YEAR, Part.FIRST, Part.SECOND)
    )
    holding = [one for one in halves if one.opens_at <= at < one.closes_at]
    assert len(holding) == (whole.opens_at <= at < whole.closes_at) == (at.year == 2026)


def test_amounts_in_words_are_rounded_half_up_like_percentages() -> None:
    fact = Fact(part=Fraction(9, 8), whole=Fraction(2345, 1000))
    words = suggest(_table().by_code["coverage"], fact, at=NOW).words
    assert words.startswith("1,13 / 2,35 = 47,97 %")
