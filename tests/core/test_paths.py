import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core import paths

KEYS = st.integers(min_value=0, max_value=36**4 - 1)
PATHS = st.lists(KEYS, min_size=1, max_size=paths.MAX_DEPTH).map(
    lambda keys: "".join(paths.step(key) for key in keys)
)


@given(KEYS, KEYS)
def test_steps_sort_like_their_keys(one: int, other: int) -> None:
    assert (paths.step(one) < paths.step(other)) == (one < other)
    assert len(paths.step(one)) == paths.STEP


def test_a_key_that_fits_no_step_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        paths.step(36**4)


@given(PATHS, PATHS)
def test_a_subtree_is_the_range_that_the_database_reads(scope: str, path: str) -> None:
    assert (scope <= path < paths.after(scope)) == paths.contains(scope, path)


@given(PATHS)
def test_ancestors_contain_what_they_are_above(path: str) -> None:
    above = paths.ancestors(path)

    assert len(above) == paths.depth(path) - 1
    assert all(paths.contains(one, path) and one != path for one in above)
    assert above == sorted(above, key=len)


@given(PATHS.filter(lambda path: len(path) < paths.MAX_LENGTH), KEYS)
def test_a_child_lies_one_step_below_its_parent(parent: str, key: int) -> None:
    child = paths.child(parent, key)

    assert paths.depth(child) == paths.depth(parent) + 1
    assert paths.ancestors(child)[-1] == parent


def test_everything_lies_in_the_whole_tree() -> None:
    assert not paths.subtree("")
    assert paths.contains("", "0001")


def test_a_sister_does_not_lie_in_the_subtree() -> None:
    assert not paths.contains("00010002", "00010003")
    assert not paths.contains("00010002", "0001")
