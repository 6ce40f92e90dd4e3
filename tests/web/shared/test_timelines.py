"""Entries of the journal in words."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from sangkien.access.roles import RoleKey
from sangkien.agreements.actions import targets
from sangkien.initiatives.actions import confirmation
from sangkien.journal.models import Entry
from sangkien.units.actions import people, tree
from sangkien.web.shared.rows import TimelineEntry
from sangkien.web.shared.timelines import told
from tests.factories import (
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_phase,
    make_programme,
    make_target,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def last() -> TimelineEntry:
    return told([Entry.objects.latest("pk")])[0]


def words(line: TimelineEntry) -> tuple[str, str, str]:
    return line.who, line.what, line.why


def test_a_decision_is_told_with_its_reason(cast: Cast) -> None:
    sent = make_initiative(make_programme(cast.province), cast.factory, cast.author)
    confirmation.reject(sent, reason="Chưa áp dụng tại đơn vị.", by=actor(cast.officer), at=NOW)

    line = last()

    assert words(line) == (
        "Trần Thị Bình",
        "không công nhận sáng kiến hợp lệ",
        "Chưa áp dụng tại đơn vị.",
    )
    assert line.at == NOW


def test_targets_are_told_with_old_and_new(cast: Cast) -> None:
    whole = make_programme(cast.province).periods.get(kind="whole")
    target = make_target(whole, cast.superior, 7000)
    assert words(last()) == ("Hệ thống", "giao chỉ tiêu", "7.000")

    make_target(whole, cast.superior, 7600)
    assert words(last()) == ("Hệ thống", "điều chỉnh chỉ tiêu", "7.000 → 7.600")

    current = whole.targets.get(replaced_at=None)
    targets.remove_target(current, by=SYSTEM, at=NOW)
    assert words(last()) == ("Hệ thống", "bỏ chỉ tiêu", "7.600")
    assert target.value == Decimal(7000)


def test_people_and_figures_are_named(cast: Cast) -> None:
    officer = actor(cast.superior_officer)
    tree.record_headcount(
        cast.factory, members=1200, workers=1500, counted_on=TODAY, by=officer, at=NOW
    )
    assert last().why == "1.200 đoàn viên, 1.500 lao động"

    people.grant_role(
        cast.factory, cast.author, role=RoleKey.AUDITOR, since_on=TODAY, by=officer, at=NOW
    )
    assert words(last()) == (
        "Phạm Thị Dung",
        "giao vai trò phụ trách",
        "Nguyễn Văn An: Kiểm tra, giám sát",
    )


def test_a_period_is_told_by_its_name(cast: Cast) -> None:
    make_phase(make_programme(cast.province), number=1, name="Giai đoạn mùa xuân")

    assert last().why == "Giai đoạn mùa xuân"


def test_what_the_program_no_longer_knows_is_left_out() -> None:
    entry = Entry(name="lamp.lit", payload={}, subject_kind="lamp", subject_id=1, occurred_at=NOW)

    assert told([entry]) == []


def test_all_names_come_in_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    entries = list(Entry.objects.order_by("pk"))

    with django_assert_num_queries(1):
        lines = told(entries)

    assert len(lines) == len(entries)
    assert {line.at for line in lines} == {NOW}
    assert isinstance(lines[0].at, dt.datetime)
