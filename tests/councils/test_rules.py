"""Thresholds, tables and summaries, against the cases that the sources give."""

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.errors import DomainError, ManyErrors
from sangkien.councils.actions.score_tables import shipped
from sangkien.councils.enums import Denominator
from sangkien.councils.errors import InvalidBallot, InvalidTable
from sangkien.councils.rules import attendance, marking, tables, voting
from sangkien.councils.rules.marking import Mark
from sangkien.councils.rules.voting import Bases, Threshold
from tests.councils.scene import da_nang

NINETY = Threshold(numerator=90, denominator=100)
TWO_THIRDS = Threshold(numerator=2, denominator=3)
MORE_THAN_HALF = Threshold(numerator=50, denominator=100, is_strict=True)


@pytest.mark.parametrize(("agree", "passed"), [(13, False), (14, True)])
def test_ninety_percent_of_all_fifteen_members_needs_fourteen(*, agree: int, passed: bool) -> None:
    """A14."""
    assert NINETY.is_reached(agree, 15) == passed
    assert NINETY.least(15) == 14


@pytest.mark.parametrize(("present", "valid"), [(9, False), (10, True)])
def test_a_session_of_fifteen_is_valid_with_ten(*, present: int, valid: bool) -> None:
    """A16."""
    assert TWO_THIRDS.is_reached(present, 15) == valid


def test_quorum_counts_written_opinions_only_where_it_says_so() -> None:
    counts = {"members": 15, "present": 9, "written": 1}

    attendance.ensure_quorum(TWO_THIRDS, counts_written=True, **counts)
    with pytest.raises(DomainError):
        attendance.ensure_quorum(TWO_THIRDS, counts_written=False, **counts)


def test_half_is_not_more_than_half() -> None:
    assert [MORE_THAN_HALF.is_reached(agree, 10) for agree in (5, 6)] == [False, True]
    assert MORE_THAN_HALF.least(10) == 6


thresholds = st.builds(
    lambda parts, is_strict: Threshold(
        numerator=parts[0], denominator=parts[1], is_strict=is_strict and parts[0] < parts[1]
    ),
    st.tuples(st.integers(1, 1000), st.integers(1, 1000)).filter(lambda p: p[0] <= p[1]),
    st.booleans(),
)


@given(thresholds, st.integers(1, 5000), st.integers(0, 5000))
def test_a_threshold_agrees_with_exact_fractions(
    threshold: Threshold, whole: int, part: int
) -> None:
    exact = Fraction(part, whole)
    share = Fraction(threshold.numerator, threshold.denominator)

    assert threshold.is_reached(part, whole) == (
        exact > share if threshold.is_strict else exact >= share
    )


@given(thresholds, st.integers(1, 5000))
def test_the_least_number_reaches_and_one_less_does_not(threshold: Threshold, whole: int) -> None:
    least = threshold.least(whole)

    assert threshold.is_reached(least, whole)
    assert not threshold.is_reached(least - 1, whole)


@given(thresholds)
def test_nothing_of_nothing_passes_nothing(threshold: Threshold) -> None:
    assert not threshold.is_reached(0, 0)


def test_each_denominator_has_its_own_base() -> None:
    bases = Bases(all=15, present=12, asked=14, valid=11)

    assert [bases.of(one) for one in Denominator] == [15, 12, 14, 11]


votes = st.dictionaries(st.integers(1, 12), st.integers(0, 9), min_size=1)


@given(votes, st.integers(1, 12))
def test_an_election_never_fills_more_seats_and_never_passes_anybody_over(
    counted: dict[int, int], seats: int
) -> None:
    found = voting.elect(counted, seats=seats, base=9, threshold=MORE_THAN_HALF)
    inside, over = set(found.numbers), {n for n, v in counted.items() if v * 2 > 9}

    assert len(inside) <= seats
    assert inside <= over
    outside = over - inside - set(found.tied)
    assert all(counted[n] > counted[m] for n in inside for m in outside | set(found.tied))
    assert not found.tied or len(inside) + len(found.tied) > seats


@pytest.mark.parametrize(
    ("top", "bottom", "strict"), [(0, 3, False), (4, 3, False), (1, 1, True), (1, 0, False)]
)
def test_a_threshold_that_cannot_be_is_refused(*, top: int, bottom: int, strict: bool) -> None:
    with pytest.raises(InvalidBallot):
        voting.ensure_threshold(Threshold(numerator=top, denominator=bottom, is_strict=strict))


def test_a_typed_count_has_to_add_up() -> None:
    good = voting.Count(issued=7, collected=7, invalid=1, lines={1: (5, 1)})
    voting.ensure_count(good, people=7, voters={1: 7})
    aside = voting.Count(issued=7, collected=7, invalid=0, lines={1: (6, 0), 2: (4, 2)})
    voting.ensure_count(aside, people=7, voters={1: 6, 2: 6})  # one each stands aside

    for wrong in (
        voting.Count(issued=8, collected=7, invalid=0, lines={1: (5, 1)}),
        voting.Count(issued=7, collected=8, invalid=0, lines={1: (5, 1)}),
        voting.Count(issued=7, collected=6, invalid=7, lines={1: (0, 0)}),
        voting.Count(issued=7, collected=7, invalid=1, lines={1: (6, 1)}),
    ):
        with pytest.raises(InvalidBallot):
            voting.ensure_count(wrong, people=7, voters={1: 7})


@pytest.mark.parametrize("votes_", [1, 2])
def test_one_or_two_secret_votes_are_not_told(votes_: int) -> None:
    with pytest.raises(InvalidBallot):
        voting.ensure_tellable(votes_)
    voting.ensure_tellable(0)
    voting.ensure_tellable(3)


# --- score tables -----------------------------------------------------------------------


@pytest.mark.parametrize(("key", "criteria"), [("da_nang_465_2026", 3), ("bac_ninh_1603_2025", 7)])
def test_the_shipped_tables_add_up_to_a_hundred(key: str, criteria: int) -> None:
    table = shipped()[key]

    assert (table.most, len(table.criteria)) == (100 * 100, criteria)
    assert tables.read(tables.dump(table)) == table


@pytest.mark.parametrize(
    ("points", "passing", "grade", "findings"),
    [
        ((35, 25, 25), True, "A", 0),
        ((29, 28, 28), True, "", 1),
        ((25, 20, 25), True, "B", 0),
        ((30, 15, 9), False, "", 1),
        ((20, 14, 15), False, "", 1),
    ],
)
def test_da_nang_grades_its_worked_examples(
    *, points: tuple[int, int, int], passing: bool, grade: str, findings: int
) -> None:
    found = marking.summarise(shipped()["da_nang_465_2026"], [da_nang(points)])

    assert found is not None
    assert (found.is_passing, found.grade, len(found.findings)) == (passing, grade, findings)


def test_a_missed_side_condition_says_which_one_and_lowers_nothing() -> None:
    found = marking.summarise(shipped()["da_nang_465_2026"], [da_nang((29, 28, 28))])

    assert found is not None
    assert " ".join(found.findings) == (
        "Tổng 85 điểm thuộc mức A nhưng “Tính mới” đạt 29 điểm, mức A cần từ 30: "
        "chưa xếp loại, không tự hạ xuống mức dưới."
    )


def test_bac_ninh_knocks_out_by_novelty_and_only_notes_the_others() -> None:
    table = shipped()["bac_ninh_1603_2025"]
    full = {one.code: Mark(points=one.most) for one in table.criteria}

    novelty = marking.summarise(table, [{**full, "A.1": Mark(points=999)}])
    spread = marking.summarise(table, [{**full, "B.2": Mark(points=499)}])

    assert novelty is not None
    assert spread is not None
    assert (novelty.is_passing, spread.is_passing) == (False, True)
    assert spread.findings == ("Tiêu chí “Khả năng nhân rộng” đạt 4,99 điểm, cần từ 5.",)


def test_the_highest_and_the_lowest_sheet_are_left_out_from_a_number_on() -> None:
    sheets = [da_nang(p) for p in ((40, 30, 30), (35, 25, 25), (30, 20, 20), (10, 10, 10))]
    table = shipped()["da_nang_465_2026"]

    whole = marking.summarise(table, sheets, trims_from=5)
    trimmed = marking.summarise(table, sheets, trims_from=4)

    assert whole is not None
    assert trimmed is not None
    assert (whole.used, whole.total) == (4, Fraction(28500, 4))
    assert (trimmed.used, trimmed.total, trimmed.spread) == (2, Fraction(15500, 2), 7000)


def test_a_mean_that_is_a_hair_too_low_does_not_pass() -> None:
    table = shipped()["da_nang_465_2026"]
    sheets = [da_nang((20, 15, 15)), da_nang((20, 15, 15)), da_nang((20, 15, 14))]

    found = marking.summarise(table, sheets)

    assert found is not None
    assert (found.total, found.is_passing) == (Fraction(14900, 3), False)


def test_marks_have_to_lie_in_their_tier() -> None:
    table = shipped()["da_nang_465_2026"]
    marking.ensure_marks(table, da_nang((40, 30, 30)), is_whole=True)

    with pytest.raises(ManyErrors) as refused:
        marking.ensure_marks(
            table, {"1": Mark(points=3000, tier="1a"), "2": Mark(points=100)}, is_whole=True
        )

    assert [error.field for error in refused.value.errors] == ["1", "2", "3"]


def broken(**changes: Any) -> dict[str, Any]:
    content: dict[str, Any] = tables.dump(shipped()["da_nang_465_2026"])
    copy: dict[str, Any] = json.loads(json.dumps(content))
    return {**copy, **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"criteria": []},
        {"criteria": "x"},
        {"criteria": [{"code": "1", "name": "a", "most": 1.5}]},
        {"criteria": [{"code": "1", "name": "a", "most": "NaN"}]},
        {"criteria": [{"code": "1", "name": "a", "most": "1.234"}]},
        {"criteria": [{"code": "1", "name": "a", "most": 5}] * 2},
        {"criteria": [{"code": "1", "name": "a", "most": 5, "knockout": True}], "grades": []},
        {"criteria": [{"code": "1", "name": "a", "most": 5, "passing": 6}], "grades": []},
        {"passing": 101},
        {"grades": [{"name": "B", "low": 50}, {"name": "A", "low": 80}]},
        {"grades": [{"name": "A", "low": 50, "minimums": {"9": 1}}]},
    ],
)
def test_a_table_that_says_nothing_clear_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidTable):
        tables.read(broken(**changes))


def test_tiers_may_not_overlap() -> None:
    content = broken()
    content["criteria"][1]["tiers"][1]["high"] = "16"

    with pytest.raises(InvalidTable):
        tables.read(content)
