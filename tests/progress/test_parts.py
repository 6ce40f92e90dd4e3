"""Parts of a total, the remainder, what brings one past another, and two sides compared."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.audits.rules import Factor
from sangkien.progress import rules
from sangkien.progress.comparing import Numbers
from sangkien.progress.enums import BoardOrder, Division, Measure
from sangkien.progress.overtaking import to_pass
from sangkien.progress.parts import Parts, added, empty, put, slices
from sangkien.progress.rules import Contender
from tests.factories import NOW

pairs = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda p: [max(p), min(p)])
parts = st.fixed_dictionaries(
    {d.value: st.dictionaries(st.sampled_from(["", "1", "2", "3"]), pairs) for d in Division}
)


def lines_of(total: int, named: dict[str, int]) -> list[tuple[str, int]]:
    found = slices(
        {key: [n, n] for key, n in named.items()}, sent=total, valid=total, is_valid=True
    )
    return [(part.key, part.valid) for part in found]


@pytest.mark.parametrize(
    ("what", "total", "named", "left"),
    [("CĐCS", 3_655, 3_269, 386), ("đoàn viên", 308_598, 274_065, 34_533)],
)
def test_named_blocks_of_a_province_leave_a_remainder(
    what: str, total: int, named: int, left: int
) -> None:
    """Thanh Hóa published three blocks that hold 3,269 of its 3,655 CĐCS."""
    blocks = {"1": named - 2_000, "2": 1_500, "3": 500}

    found = lines_of(total, blocks)

    assert found[-1] == ("", left), what
    assert sum(count for _key, count in found) == total


def test_parts_that_add_up_have_no_remainder() -> None:
    assert lines_of(10, {"a": 4, "b": 6}) == [("b", 6), ("a", 4)]


def test_what_was_not_chosen_is_part_of_the_remainder_and_stands_last() -> None:
    by_key = {"": [90, 50], "1": [2, 1], "2": [3, 3]}

    found = slices(by_key, sent=95, valid=54, is_valid=False)

    assert [(p.key, p.sent, p.valid, p.is_rest) for p in found] == [
        ("2", 3, 3, False),
        ("1", 2, 1, False),
        ("", 90, 50, True),
    ]


@given(by_key=st.dictionaries(st.sampled_from(["", "1", "2"]), pairs), more=st.integers(0, 20))
def test_lines_always_add_up_to_the_total(by_key: dict[str, list[int]], more: int) -> None:
    sent = sum(pair[0] for pair in by_key.values()) + more
    valid = sum(pair[1] for pair in by_key.values()) + more

    found = slices(by_key, sent=sent, valid=valid, is_valid=True)

    assert sum(part.sent for part in found) == sent
    assert sum(part.valid for part in found) == valid


@given(st.lists(parts, max_size=4))
def test_sums_are_the_same_in_any_order_and_leave_the_summands_alone(every: list[Parts]) -> None:
    before = [{d: dict(by_key) for d, by_key in one.items()} for one in every]

    assert added(every) == added(reversed(every)) == added([added(every)])
    assert every == before


def test_putting_adds() -> None:
    made = empty()
    put(made, Division.KIND, "technical", sent=2, valid=1)
    put(made, Division.KIND, "technical", sent=1, valid=1)

    assert made == {"field": {}, "kind": {"technical": [3, 2]}, "submitter": {}}


# The list of the coal and minerals union, 10 May 2022: result, target, percent as printed.
TKV = (
    ("Tuyển than Cửa Ông", 196, 105, 187),
    ("Than Nam Mẫu", 198, 132, 150),
    ("Than Hà Lầm", 141, 96, 146),
    ("Chế tạo máy", 66, 24, 275),
    ("Kho vận Đá Bạc", 84, 42, 200),
    ("Than Mông Dương", 119, 102, 117),
    ("Than Cao Sơn", 142, 111, 128),
    ("Xây lắp mỏ", 71, 54, 131),
)


def test_a_published_list_mixes_two_ways_of_rounding() -> None:
    """Seven are rounded half up, one was cut off; ours says which of the two it does."""
    rounded = {n: rules.Standing(value=v, target=t).percent(places=0) for n, v, t, _p in TKV}

    assert [n for n, _v, _t, printed in TKV if rounded[n] != printed] == ["Than Hà Lầm"]
    cut_off = rules.Standing(value=141, target=96)
    assert cut_off.percent(places=0, truncate=True) == 146
    assert str(cut_off.percent()) == "146.9"


def test_a_published_list_is_ranked_by_the_exact_share() -> None:
    listed = [
        one(value, key=number, share=Fraction(value, target))
        for number, (_name, value, target, _printed) in enumerate(TKV)
    ]

    found = rules.places(listed, order=BoardOrder.SHARE)

    assert [TKV[place.contender.key][0] for place in found] == [
        *("Chế tạo máy", "Kho vận Đá Bạc", "Tuyển than Cửa Ông", "Than Nam Mẫu"),
        *("Than Hà Lầm", "Xây lắp mỏ", "Than Cao Sơn", "Than Mông Dương"),
    ]
    standings = [(v, rules.Standing(value=v, target=t)) for _n, v, t, _p in TKV]
    assert rules.bands(standings).doubled == 1  # exactly 200 % is not above it


PUBLISHED = (
    ("Hà Nội, tự đăng ký", 130_569, 130_000, "100.4"),
    ("Hà Nội, chỉ tiêu giao", 130_569, 60_000, "217.6"),
    ("Điện lực, kế hoạch giai đoạn 1", 2_399, 3_000, "80.0"),
    ("Dầu khí", 7_085, 5_400, "131.2"),
    ("Toàn quốc, giai đoạn 1", 696_948, 300_000, "232.3"),
    ("Toàn quốc, cả chương trình", 696_948, 1_000_000, "69.7"),
)


@pytest.mark.parametrize(("name", "value", "target", "percent"), PUBLISHED)
def test_the_base_decides_the_percentage(name: str, value: int, target: int, percent: str) -> None:
    standing = rules.Standing(value=value, target=target)

    assert str(standing.percent()) == percent, name
    assert standing.is_reached is (value >= target)
    assert standing.over_percent() == (standing.percent() - 100 if standing.is_reached else 0)


def one(valid: int, sent: int = 0, key: int = 1, **more: object) -> Contender:
    return Contender(key=key, name_sort=str(key), valid=valid, sent=sent or valid, **more)  # type: ignore[arg-type]


@given(st.tuples(*[st.integers(0, 40)] * 4))
def test_by_number_what_is_missing_is_exactly_enough(values: tuple[int, ...]) -> None:
    mine = one(min(values[:2]), max(values[:2]) + 1)
    above = one(min(values[2:]), max(values[2:]) + 1, key=2)
    if (mine.valid, mine.sent) > (above.valid, above.sent):
        return

    missing = to_pass(mine, above, BoardOrder.COUNT)

    assert missing is not None
    assert missing > 0
    assert (mine.valid + missing, mine.sent + missing) > (above.valid, above.sent)
    less = missing - 1
    assert (mine.valid + less, mine.sent + less) <= (above.valid, above.sent)


@given(*[st.integers(1, 400)] * 4)
def test_by_share_what_is_missing_is_exactly_enough(
    value: int, target: int, other: int, other_target: int
) -> None:
    mine = one(value, share=Fraction(value, target))
    above = one(other, key=2, share=Fraction(other, other_target))
    if mine.share is None or above.share is None or mine.share > above.share:
        return

    missing = to_pass(mine, above, BoardOrder.SHARE, target=target)

    assert missing is not None
    assert Fraction(value + missing, target) > above.share
    assert Fraction(value + missing - 1, target) <= above.share


@given(*[st.integers(1, 400)] * 4)
def test_per_hundred_what_is_missing_is_exactly_enough(
    value: int, members: int, other: int, other_members: int
) -> None:
    mine, above = one(value, members=members), one(other, key=2, members=other_members)
    if Fraction(value, members) > Fraction(other, other_members):
        return

    missing = to_pass(mine, above, BoardOrder.PER_HUNDRED)

    assert missing is not None
    assert Fraction(value + missing, members) > Fraction(other, other_members)
    assert Fraction(value + missing - 1, members) <= Fraction(other, other_members)


def test_by_people_and_amounts_one_more_is_enough() -> None:
    mine = one(1, people=3, verified_vnd=10, declared_vnd=70)
    above = one(1, key=2, people=5, verified_vnd=40, declared_vnd=70)

    assert to_pass(mine, above, BoardOrder.PEOPLE) == 3
    assert to_pass(mine, above, BoardOrder.VERIFIED) == 31
    assert to_pass(mine, above, BoardOrder.DECLARED) == 1


def test_nothing_is_said_where_members_or_target_are_unknown() -> None:
    mine, above = one(1), one(2, key=2, members=100, share=Fraction(1, 2))

    assert to_pass(mine, above, BoardOrder.PER_HUNDRED) is None
    assert to_pass(mine, above, BoardOrder.SHARE, target=10) is None


@pytest.mark.parametrize("order", BoardOrder)
def test_equal_merit_is_an_equal_rank_and_the_next_one_jumps(order: BoardOrder) -> None:
    same: dict[str, Any] = {
        "people": 5,
        "members": 100,
        "verified_vnd": 7,
        "declared_vnd": 8,
        "share": Fraction(1, 2),
        "factor": Factor(passed=9, checked=10, as_of=NOW),
    }
    more: dict[str, Any] = {
        "people": 6,
        "members": 50,
        "verified_vnd": 9,
        "declared_vnd": 9,
        "share": Fraction(2, 3),
        "factor": Factor(passed=5, checked=5, as_of=NOW),
    }
    listed = [one(5, key=1, **same), one(9, key=2, **more), one(5, key=3, **same)]

    found = rules.places([*listed, one(4, key=4)], order=order)

    ranks = {place.contender.key: place.rank for place in found}
    assert (ranks[2], ranks[1], ranks[3]) == (1, 2, 2)
    assert ranks[4] in {4, None}
    assert [place.is_tied for place in found][:3] == [False, True, True]


def test_verified_and_declared_are_never_added() -> None:
    first = one(1, key=1, verified_vnd=10, declared_vnd=0)
    second = one(1, key=2, verified_vnd=0, declared_vnd=99)

    by_verified = rules.places([first, second], order=BoardOrder.VERIFIED)
    by_declared = rules.places([first, second], order=BoardOrder.DECLARED)

    assert [(p.contender.key, p.rank) for p in by_verified] == [(1, 1), (2, None)]
    assert [(p.contender.key, p.rank) for p in by_declared] == [(2, 1), (1, None)]


def test_rates_of_a_group_have_the_same_units_above_and_below_the_line() -> None:
    group = Numbers(
        units=2,
        counted=1,
        sent=30,
        valid=20,
        sent_of_counted=10,
        valid_of_counted=5,
        people_of_counted=4,
        members=100,
        workers=0,
    )

    assert group.of(Measure.VALID) == 10  # the average
    assert group.of(Measure.VALID_PER_MEMBERS) == 5
    assert group.of(Measure.VALID_SHARE) == Fraction(2, 3)
    assert group.of(Measure.VALID_PER_WORKERS) is None
    assert group.of(Measure.TARGET) is None
