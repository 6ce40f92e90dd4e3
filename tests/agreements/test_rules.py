import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.agreements import rules
from sangkien.agreements.enums import Denominator, TargetBase, TargetKind
from sangkien.agreements.errors import InvalidTarget
from sangkien.agreements.rules import Measure, Share

CASES = Path(__file__).resolve().parents[1] / "data" / "acceptance_cases.json"
SENT, VALID = TargetBase.SENT, TargetBase.VALID


def measure(value: str, kind: TargetKind = TargetKind.COUNT, **options: Any) -> Measure:
    return Measure(kind=kind, base=SENT, value=Decimal(value), **options)


@pytest.mark.parametrize(
    "sensible",
    [
        measure("1"),
        measure("1000000.00"),
        measure("100", TargetKind.COVERAGE),
        measure("0.5", TargetKind.COVERAGE),
        measure("30", TargetKind.RATE, denominator=Denominator.WORKERS),
        measure("194.25", TargetKind.RATE, denominator=Denominator.MEMBERS),
    ],
)
def test_targets_of_real_plans_are_sensible(sensible: Measure) -> None:
    rules.ensure_sensible(sensible)


@pytest.mark.parametrize(
    ("senseless", "field"),
    [
        (measure("0"), "value"),
        (measure("-1"), "value"),
        (measure("0.5"), "value"),
        (measure("100000001"), "value"),
        (measure("100.01", TargetKind.COVERAGE), "value"),
        (measure("85.555", TargetKind.COVERAGE), "value"),
        (measure("10001", TargetKind.RATE, denominator=Denominator.WORKERS), "value"),
        (measure("30", TargetKind.RATE), "denominator"),
        (measure("30", denominator=Denominator.WORKERS), "denominator"),
    ],
)
def test_targets_that_nobody_could_reach_or_measure_are_refused(
    senseless: Measure, field: str
) -> None:
    with pytest.raises(InvalidTarget) as refusal:
        rules.ensure_sensible(senseless)

    assert refusal.value.field == field


def shares(*values: int, base: TargetBase = SENT) -> list[Share]:
    return [Share(value=Decimal(value), base=base) for value in values]


def cases() -> dict[str, Any]:
    return {case["id"]: case for case in json.loads(CASES.read_text(encoding="utf-8"))}


def test_the_clusters_of_kien_giang_make_up_the_province() -> None:
    case = cases()["A04"]
    whole = shares(case["expected"]["province_total"])[0]

    allocation = rules.allocate(whole, shares(*case["input"]["targets"]))

    assert allocation is not None
    assert allocation.allotted == 2350
    assert allocation.missing == 0


def test_the_phases_of_ba_che_make_up_the_whole() -> None:
    case = cases()["A05"]
    phases = shares(case["input"]["phase1"], case["input"]["phase2"])

    allocation = rules.allocate(shares(case["expected"]["total"])[0], phases)

    assert allocation is not None
    assert allocation.missing == 0


def test_what_is_not_given_yet_and_what_is_too_much() -> None:
    under = rules.allocate(shares(100)[0], shares(30, 40))
    over = rules.allocate(shares(100)[0], shares(80, 40))
    none = rules.allocate(shares(100)[0], [])

    assert under is not None
    assert over is not None
    assert none is not None
    assert [a.missing for a in (under, over, none)] == [30, -20, 100]


def test_different_bases_are_never_added() -> None:
    parts = [*shares(30, 40), *shares(500, base=VALID)]

    allocation = rules.allocate(shares(100)[0], parts)

    assert allocation is not None
    assert allocation.allotted == 70
    assert (allocation.aside, allocation.base) == (1, SENT)


def test_without_a_whole_there_is_a_sum_and_nothing_missing() -> None:
    allocation = rules.allocate(None, shares(30, 40, base=VALID))

    assert allocation is not None
    assert allocation.allotted == 70
    assert (allocation.missing, allocation.base) == (None, VALID)
    assert rules.allocate(None, []) is None


@given(
    st.integers(1, 10**6),
    st.lists(st.tuples(st.integers(1, 10**6), st.sampled_from([SENT, VALID])), max_size=20),
)
def test_every_part_is_counted_once_or_set_aside(
    whole: int, parts: list[tuple[int, TargetBase]]
) -> None:
    given_parts = [Share(value=Decimal(value), base=base) for value, base in parts]

    allocation = rules.allocate(shares(whole)[0], given_parts)

    assert allocation is not None
    assert allocation.allotted == sum(value for value, base in parts if base == SENT)
    assert allocation.aside == sum(base == VALID for _value, base in parts)
    assert allocation.missing == whole - allocation.allotted
