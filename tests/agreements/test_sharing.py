"""Parts make up the whole, whatever is shared out and by what."""

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.agreements.enums import TargetKind
from sangkien.agreements.errors import InvalidTarget
from sangkien.agreements.measures import Measure
from sangkien.agreements.sharing import handed_down, left_of, shares

WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=500).filter(any)


@given(total=st.integers(0, 10**8), weights=WEIGHTS)
def test_the_parts_make_up_the_whole_and_are_as_near_as_can_be(
    total: int, weights: list[int]
) -> None:
    parts = shares(total, weights)
    whole = sum(weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * whole - total * weight) < whole  # less than one from the exact part
        assert weight or not part


@given(total=st.integers(0, 10**6), weights=WEIGHTS)
def test_who_weighs_more_never_gets_less(total: int, weights: list[int]) -> None:
    pairs = sorted(zip(weights, shares(total, weights), strict=True))
    assert all(
        light <= heavy for (less, light), (more, heavy) in itertools.pairwise(pairs) if less < more
    )


def test_what_is_left_goes_to_the_largest_fractions_then_to_the_first() -> None:
    assert shares(10, [1, 1, 1]) == [4, 3, 3]
    assert shares(7, [50, 30, 20]) == [4, 2, 1]
    assert shares(2350, [850, 600, 750, 150]) == [850, 600, 750, 150]


def test_nobody_weighs_anything() -> None:
    with pytest.raises(InvalidTarget):
        shares(10, [0, 0])


@given(
    low=st.integers(1, 10**6),
    width=st.integers(1, 10**6),
    weights=st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any),
)
@settings(max_examples=40)
def test_both_ends_of_a_range_make_up_the_whole(low: int, width: int, weights: list[int]) -> None:
    aim = Measure(
        kind=TargetKind.RANGE, value=Decimal(low), most=Decimal(low + width), subject="Lượt thi"
    )
    try:
        parts = [one for one in handed_down(aim, weights) if one]
    except InvalidTarget:
        return  # too narrow for so many
    assert sum(one.value for one in parts) == low
    assert sum(one.most or 0 for one in parts) == low + width
    assert all(one.most is not None and 0 < one.value < one.most for one in parts)


def test_what_is_kept_is_taken_off_and_never_more_than_all() -> None:
    aim = Measure(kind=TargetKind.NUMBER, value=Decimal(10), subject="Công trình")
    left = left_of(aim, [replace(aim, value=Decimal(4))])

    assert [one.value for one in handed_down(left, [1, 1]) if one] == [3, 3]
    assert handed_down(replace(aim, kind=TargetKind.DONE_BY), [5, 0]).count(None) == 0
    with pytest.raises(InvalidTarget, match="nhiều hơn"):
        left_of(aim, [replace(aim, value=Decimal(11))])
