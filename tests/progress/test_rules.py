"""Percent, pace, ranks and days as the published figures of 2021-2023 have them."""

import csv
import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sangkien.agreements.enums import TargetKind
from sangkien.core import periods, text
from sangkien.progress import rules
from sangkien.progress.enums import BoardOrder

DATA = Path(__file__).resolve().parents[1] / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES: dict[str, dict[str, Any]] = {
    case["id"]: case for case in json.loads((DATA / "acceptance_cases.json").read_text("utf-8"))
}


@pytest.mark.parametrize("case", rows_of("percent_cases.csv"), ids=lambda case: str(case["case"]))
def test_percent_is_the_published_one(case: dict[str, str]) -> None:
    standing = rules.Standing(value=int(case["value"]), target=int(case["target"]))
    rounding: dict[str, Any] = {
        "places": int(case["places"]),
        "truncate": case["rounding"] == "truncate",
    }

    assert str(standing.percent(**rounding)) == case["percent"]
    assert str(standing.over_percent(**rounding)) == case["over_percent"]
    assert standing.over == int(case["over"])


def test_over_and_missing_exclude_each_other() -> None:
    below, above = rules.Standing(value=70, target=100), rules.Standing(value=130, target=100)

    assert (below.missing, below.over, below.is_reached) == (30, 0, False)
    assert (above.missing, above.over, above.is_reached) == (0, 30, True)


def test_kien_giang_targets_and_days() -> None:
    case = CASES["A04"]

    assert sum(case["input"]["targets"]) == case["expected"]["province_total"]
    days = periods.days_inclusive(dt.date(2022, 5, 13), dt.date(2022, 5, 31))
    assert days == case["expected"]["days_inclusive"]


def test_two_phases_make_the_whole_and_thirty_of_thirty_is_all() -> None:
    phases, staff = CASES["A05"], CASES["A08"]["input"]
    assert sum(phases["input"].values()) == phases["expected"]["total"]
    standing = rules.Standing(value=staff["initiatives"], target=staff["staff"])
    assert float(standing.percent()) == CASES["A08"]["expected"]["percent"]


def test_phase_one_result_against_its_target() -> None:
    case = CASES["A06"]
    standing = rules.Standing(value=case["input"]["result"], target=case["input"]["target"])

    assert float(standing.percent()) == case["expected"]["percent"]


def test_million_was_reached_332_days_early() -> None:
    closes_at = periods.end_of(dt.date(2023, 8, 31))

    assert periods.days_early(dt.date(2022, 10, 3), periods.last_day(closes_at)) == 332


def test_phase_one_was_reached_twenty_days_early() -> None:
    assert periods.days_early(dt.date(2022, 5, 11), dt.date(2022, 5, 31)) == 20


def test_days_early_are_exclusive_and_the_source_counted_inclusively() -> None:
    reached, last = dt.date(2022, 5, 10), dt.date(2022, 5, 31)

    assert periods.days_early(reached, last) == 21
    assert periods.days_inclusive(reached, last) == 22


@pytest.mark.parametrize(
    ("kind", "value", "size", "expected"),
    [
        (TargetKind.COUNT, "850", None, 850),
        (TargetKind.COVERAGE, "100", 3655, 3655),
        (TargetKind.COVERAGE, "50", 3, 2),
        (TargetKind.RATE, "30", 33, 10),
        (TargetKind.RATE, "10", 30, 3),
        (TargetKind.RATE, "100", 30, 30),
        (TargetKind.RATE, "10", None, None),
        (TargetKind.COVERAGE, "100", 0, None),
    ],
)
def test_needed_turns_a_share_into_a_number_rounded_up(
    kind: TargetKind, value: str, size: int | None, expected: int | None
) -> None:
    assert rules.needed(kind, Decimal(value), size=size) == expected


def test_per_hundred_people() -> None:
    assert rules.per_hundred(30, 30) == Decimal("100.0")
    assert rules.per_hundred(600_175, 308_598, places=0) == Decimal(194)  # 1.94 per member
    assert rules.per_hundred(5, 0) is None


def test_coverage_never_counts_less_than_nobody_at_zero() -> None:
    assert rules.Coverage(covered=3, total=5).at_zero == 2
    assert rules.Coverage(covered=6, total=5).at_zero == 0


OPENS = periods.start_of(dt.date(2021, 3, 10))
CLOSES = OPENS + dt.timedelta(days=40)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(0, 0), (10, 9_500), (20, 19_000), (30, 59_500), (39, 95_950)],
)
def test_pace_expects_nineteen_percent_in_the_first_half(day: int, expected: int) -> None:
    at = OPENS + dt.timedelta(days=day)

    assert rules.expected(100_000, opens_at=OPENS, closes_at=CLOSES, at=at) == expected


@pytest.mark.parametrize("at", [OPENS - dt.timedelta(seconds=1), CLOSES])
def test_pace_is_unknown_outside_of_the_window(at: dt.datetime) -> None:
    assert rules.expected(100_000, opens_at=OPENS, closes_at=CLOSES, at=at) is None


def test_pace_is_rounded_down() -> None:
    at = CLOSES - dt.timedelta(microseconds=1)

    assert rules.expected(3, opens_at=OPENS, closes_at=CLOSES, at=at) == 2


def test_pace_fits_the_campaign_it_was_taken_from() -> None:
    at = OPENS + dt.timedelta(days=20)
    expected = rules.expected(241_801, opens_at=OPENS, closes_at=CLOSES, at=at)

    assert expected is not None
    assert abs(expected - 46_000) < 100


@pytest.mark.parametrize(
    ("at", "left"),
    [
        (dt.datetime(2022, 5, 13, 8, tzinfo=periods.VIETNAM), 18),
        (dt.datetime(2022, 5, 31, 23, 59, tzinfo=periods.VIETNAM), 0),
        (dt.datetime(2022, 6, 9, 8, tzinfo=periods.VIETNAM), 0),
    ],
)
def test_days_left_until_the_last_day(at: dt.datetime, left: int) -> None:
    assert rules.days_left(periods.end_of(dt.date(2022, 5, 31)), at=at) == left


def test_reference_day_stays_when_the_period_is_over() -> None:
    closes_at = periods.end_of(dt.date(2022, 5, 31))

    assert rules.reference_day(closes_at, today=dt.date(2022, 5, 20)) == dt.date(2022, 5, 20)
    assert rules.reference_day(closes_at, today=dt.date(2026, 1, 1)) == dt.date(2022, 5, 31)


def contender(name: str, sent: int, valid: int = 0, share: Fraction | None = None) -> Any:
    key = sum(map(ord, name))
    return rules.Contender(
        key=key, name_sort=text.sort_key(name), sent=sent, valid=valid, share=share
    )


def standings(found: list[rules.Place], names: list[str]) -> list[tuple[str, int | None, bool]]:
    by_key = {sum(map(ord, name)): name for name in names}
    return [(by_key[p.contender.key], p.rank, p.is_tied) for p in found]


def test_places_by_valid_then_sent_then_vietnamese_name() -> None:
    names = ["Đông", "An", "Ấm", "Bình", "Yên", "Không"]
    found = rules.places(
        [
            contender("Yên", 50, 40),
            contender("Đông", 40, 30),
            contender("Bình", 40, 30),
            contender("Ấm", 45, 30),
            contender("An", 45, 30),
            contender("Không", 0),
        ]
    )

    assert standings(found, names) == [
        ("Yên", 1, False),
        ("An", 2, True),
        ("Ấm", 2, True),
        ("Bình", 4, True),
        ("Đông", 4, True),
        ("Không", None, False),
    ]


def test_places_by_share_leave_those_without_a_target_unranked() -> None:
    names = ["Lớn", "Nhỏ", "Tự do"]
    found = rules.places(
        [
            contender("Lớn", 900, 800, Fraction(800, 1000)),
            contender("Nhỏ", 12, 12, Fraction(12, 10)),
            contender("Tự do", 2000, 2000),
        ],
        order=BoardOrder.SHARE,
    )

    assert standings(found, names) == [
        ("Nhỏ", 1, False),
        ("Lớn", 2, False),
        ("Tự do", None, False),
    ]


def test_first_day_board_of_2021() -> None:
    case = CASES["A07"]["input"]
    total, units = case.pop("total"), case.pop("units")
    expected = CASES["A07"]["expected"]

    found = rules.places([contender(name, sent) for name, sent in case.items()])

    assert [place.contender.sent for place in found] == [74, 39, 26, 18, 9]
    assert [place.rank for place in found] == [1, 2, 3, 4, 5]
    assert sum(case.values()) == expected["top5_sum"]
    assert total - sum(case.values()) == expected["other_15_units_sum"]
    assert units - len(case) == 15


def test_exactly_one_unit_stands_between_thai_binh_and_lam_dong() -> None:
    above = [contender(f"Trên {number}", 9_000 + number) for number in range(12)]
    others = [contender("Thái Bình", 8_895), contender("Ở giữa", 8_880)]

    found = rules.places([contender("Lâm Đồng", 8_871), *others, *above])
    ranks = {place.contender.sent: place.rank for place in found}

    assert (ranks[8_895], ranks[8_871]) == (13, 15)


def test_ranking_mixes_provinces_and_sector_unions() -> None:
    order = [
        "Nghệ An",
        "Thanh Hóa",
        "Công đoàn Công an nhân dân",
        "Hà Tĩnh",
        "Bắc Giang",
        "Thành phố Hồ Chí Minh",
        "Hải Dương",
        "An Giang",
        "Hậu Giang",
        "Tiền Giang",
    ]
    sent = {name: 25_621 - 1_000 * position for position, name in enumerate(order)}

    found = rules.places([contender(name, sent[name]) for name in sorted(order)])

    assert [place.contender.sent for place in found] == [sent[name] for name in order]
    assert [place.rank for place in found] == list(range(1, 11))


def test_bands_of_the_82_units_of_2023() -> None:
    doubled = [(1, rules.Standing(value=201, target=100))] * 14
    completed = [(1, rules.Standing(value=200, target=100))] * 45
    below = [(1, rules.Standing(value=99, target=100))] * 20
    zero = [(0, rules.Standing(value=0, target=100))] * 2
    without = [(0, None)]

    found = rules.bands([*doubled, *completed, *below, *zero, *without])

    assert found == rules.Bands(total=82, with_target=81, completed=59, doubled=14, at_zero=3)
    assert rules.Standing(value=found.completed, target=found.total).percent() == Decimal("72.0")
    assert rules.Standing(value=found.doubled, target=found.total).percent() == Decimal("17.1")
