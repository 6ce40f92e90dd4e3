"""Parts make up the whole, whatever is shared out and by what."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.agreements.errors import InvalidTarget
from sangkien.agreements.sharing import shares

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
