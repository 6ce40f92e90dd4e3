"""The published tables and worked cases, and what must hold for every table."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.errors import ManyErrors
from sangkien.scoring.errors import InvalidMarks, InvalidTable
from sangkien.scoring.rules import marks, reading, tables
from sangkien.scoring.rules.marks import Mark
from sangkien.scoring.rules.tables import POINT, Halves, Table

FOLDER = Path(tables.__file__).resolve().parents[1] / "data"
KEYS = sorted(path.stem for path in FOLDER.glob("*.json"))
STATED = frozenset({"Không có trường hợp bị kỷ luật từ cảnh cáo trở lên"})


def shipped(key: str) -> Table:
    return reading.read(json.loads((FOLDER / f"{key}.json").read_text(encoding="utf-8")))


def judged(**points: int) -> dict[str, Mark]:
    return {code.replace("_", "."): Mark(points=value * POINT) for code, value in points.items()}


@pytest.mark.parametrize("key", KEYS)
def test_every_shipped_table_is_read_and_written_without_loss(key: str) -> None:
    table = shipped(key)
    assert reading.read(tables.dump(table)) == table
    assert table.source
    assert table.completeness


def test_the_published_sums_hold() -> None:
    union = shipped("to_cong_doan_2015")
    assert (union.base_most, union.bonus_most) == (90 * POINT, 10 * POINT)
    long_bien = shipped("long_bien_phuong")
    assert (long_bien.base_most, long_bien.bonus_most) == (90 * POINT, 10 * POINT)
    assert shipped("tdkt_hcm_2008").base_most == 90 * POINT
    highlands = shipped("cum_tay_nguyen_2019")
    assert [highlands.most_of(node) // POINT for node in highlands.below("")] == [10, 10, 15]


def test_the_union_group_of_the_published_form() -> None:
    """A01."""
    table = shipped("to_cong_doan_2015")
    given_ = judged(I_1=15, I_2=15, I_3=10, I_4=15, I_5=10, I_6=10, I_7=10, II_1=5, II_2=3, II_3=2)
    found = marks.totals(table, given_)

    assert (found.base, found.bonus, found.ranking) == (85 * POINT, 10 * POINT, 95 * POINT)
    assert marks.classify(table, found, stated=STATED).name == "Vững mạnh"
    fallen = marks.classify(table, found, stated=frozenset())
    assert fallen.name == "Khá"
    assert "kỷ luật" in fallen.findings[0]


def test_a_flag_of_the_city_adds_to_the_rank() -> None:
    """A02: 97 and 10 are ranked as 107."""
    table = shipped("tdkt_hcm_2008")
    full = {node.code: Mark(points=node.most) for node in table.items if not table.adds(node)}
    found = marks.totals(table, {**full, "B1": Mark(value=Fraction(1))})

    assert found.base - found.ranking == -10 * POINT
    whole = {"code": "1", "name": "Chung", "kind": "manual", "most": "100"}
    flag = {"code": "B1", "name": "Cờ", "kind": "bonus", "most": "10", "each": "10", "bonus": True}
    hundred = reading.read({"name": "Bảng thử", "nodes": [whole, flag]})
    given_ = {"1": Mark(points=97 * POINT), "B1": Mark(value=Fraction(1))}
    assert marks.totals(hundred, given_).ranking == 107 * POINT


def test_bonus_counts_for_the_rank_and_is_capped_for_the_class() -> None:
    """A03."""
    content = {
        "name": "Bảng thử",
        "cap": "100",
        "nodes": [
            {"code": "1", "name": "Chung", "kind": "manual", "most": "100"},
            {"code": "2", "name": "Cộng", "kind": "manual", "most": "20", "bonus": True},
        ],
        "bands": [{"name": "Xuất sắc", "low": "95"}, {"name": "Tốt", "low": "85"}],
    }
    table = reading.read(content)
    found = marks.totals(table, {"1": Mark(points=9200), "2": Mark(points=1100)})

    assert (found.ranking, found.class_score) == (10_300, 10_000)
    assert marks.classify(table, found, stated=frozenset()).name == "Xuất sắc"


@pytest.mark.parametrize(("share", "points"), [("82", 4), ("79.9", 3), ("60", 3), ("59", 2)])
def test_tiers_by_share(share: str, points: int) -> None:
    """A20."""
    node = shipped("cum_tay_nguyen_2019").by_code["2.3"]
    assert marks.points_of(node, Mark(value=Fraction(share))) == points * POINT


@pytest.mark.parametrize(("tier", "points"), [(0, 8), (1, 6), (2, 4), (3, 0)])
def test_tiers_by_choice(tier: int, points: int) -> None:
    """A21: nothing, two of a month, one of a quarter, one of a quarter and four of a month."""
    node = shipped("bac_thang_huyen_2012_2015").by_code["BD2"]
    assert marks.points_of(node, Mark(tier=tier)) == points * POINT


@pytest.mark.parametrize(("absent", "points"), [(0, 5), (1, 4), (2, 3), (3, 1), (4, 0), (9, 0)])
def test_tiers_by_absences(absent: int, points: int) -> None:
    node = shipped("bac_thang_huyen_2012_2015").by_code["BD3"]
    assert marks.points_of(node, Mark(value=Fraction(absent))) == points * POINT


def test_the_five_units_of_the_highlands() -> None:
    table = shipped("cum_tay_nguyen_2019")
    shares = ("70", "85", "65", "40", "61")
    sums = []
    for share in shares:
        given_ = {**judged(**{"2.1": 3, "2.2": 3}), "2.3": Mark(value=Fraction(share))}
        sums.append(marks.totals(table, given_).points["2"] // POINT)
    assert sums == [9, 10, 9, 8, 9]


def test_long_bien_has_its_published_groups_and_procedure() -> None:
    """A28: 35, 35, 20 and a bonus of 10 make 100; 9 + 14 + 7 + 5 are 35 criteria. An open meeting, then 10 days."""
    table = shipped("long_bien_phuong")
    assert [node.most // POINT for node in table.items] == [35, 35, 20, 10]
    assert table.base_most + table.bonus_most == 100 * POINT
    counts = [int(node.note.partition(" ")[0]) for node in table.items]
    assert (counts, sum(counts)) == ([9, 14, 7, 5], 35)
    assert (table.review.is_asked, table.review.days) == (True, 10)


BONUS = {"code": "3", "name": "Cộng", "kind": "manual", "most": "20", "bonus": True}
CUA_LO_2010: dict[str, Any] = {  # cualo.vn, hướng dẫn phân loại công đoàn cơ sở vững mạnh năm 2010
    "name": "Phân loại công đoàn cơ sở",
    "nodes": [
        {"code": "1", "name": "Tiêu chuẩn 1", "kind": "group"},
        {"code": "1.1", "parent": "1", "name": "Mục 1", "kind": "manual", "most": "20"},
        {"code": "1.2", "parent": "1", "name": "Mục 2", "kind": "manual", "most": "20"},
        {"code": "2", "name": "Tiêu chuẩn 2", "kind": "manual", "most": "60"},
    ],
    "bands": [
        {
            "name": name,
            "low": low,
            "conditions": [
                {"kind": "statement", "words": "Không có tai nạn lao động chết người, cháy lớn"},
                {"kind": "statement", "words": "Không có đoàn viên bị kỷ luật từ cảnh cáo"},
                {"kind": "no_zero", "node": "1", "words": "Không mục nào của tiêu chuẩn 1 bị 0"},
            ],
        }
        for name, low in (("Vững mạnh xuất sắc", "96"), ("Vững mạnh", "90"))
    ],
}


def test_cua_lo_of_2010_asks_for_96_or_90_and_no_item_without_points() -> None:
    table = reading.read(CUA_LO_2010)
    stated = frozenset(one.words for one in table.bands[0].conditions[:2])
    given_ = {"1.1": Mark(points=20 * POINT), "1.2": Mark(points=20 * POINT)}
    names = []
    for points in (56, 55, 50, 49):
        found = marks.totals(table, {**given_, "2": Mark(points=points * POINT)})
        names.append(marks.classify(table, found, stated=stated).name)
    assert names == ["Vững mạnh xuất sắc", "Vững mạnh", "Vững mạnh", ""]

    best = marks.totals(table, {**given_, "2": Mark(points=60 * POINT)})
    assert marks.classify(table, best, stated=frozenset()).name == ""  # nobody confirmed
    bonus = {**CUA_LO_2010, "nodes": [*CUA_LO_2010["nodes"], BONUS]}
    none = {**given_, "1.2": Mark(points=0), "2": Mark(points=6000), "3": Mark(points=2000)}
    fallen = marks.classify(
        reading.read(bonus), marks.totals(reading.read(bonus), none), stated=stated
    )
    assert (fallen.name, "tiêu chuẩn 1 bị 0" in fallen.findings[0]) == ("", True)


def test_a_bonus_in_a_group_does_not_make_up_for_what_the_group_lacks() -> None:
    share = {"kind": "groups_at_least", "words": "Không nhóm nào dưới 50 %", "percent": "50"}
    table = reading.read(
        {
            "name": "T",
            "nodes": [
                {"code": "1", "name": "Nhóm", "kind": "group"},
                {"code": "1.1", "parent": "1", "name": "Mục", "kind": "manual", "most": "20"},
                {**BONUS, "code": "1.2", "parent": "1"},
                {"code": "2", "name": "Mục 2", "kind": "manual", "most": "80"},
            ],
            "bands": [{"name": "Vững mạnh", "low": "85", "conditions": [share]}],
        }
    )
    for points, name in ((6, ""), (10, "Vững mạnh")):
        found = marks.totals(table, judged(**{"1.1": points, "1.2": 20, "2": 80}))
        assert marks.classify(table, found, stated=frozenset()).name == name


def test_half_years_by_weight() -> None:
    halves = shipped("long_bien_phuong").halves
    assert halves == Halves(first=1, second=2)
    assert marks.year(halves, 90 * POINT, 90 * POINT) == 90 * POINT
    assert marks.year(halves, 80 * POINT, 95 * POINT) == 90 * POINT
    with pytest.raises(InvalidMarks):
        marks.year(Halves(first=0, second=0), 1, 1)


PROPORTIONAL = {"code": "1", "name": "Đạt chỉ tiêu", "kind": "proportional", "most": "20"}


@pytest.mark.parametrize(
    ("share", "floor", "points"),
    [("100", "", 2000), ("250", "", 2000), ("49.9", "50", 0), ("50", "50", 1000), ("0", "", 0)],
)
def test_points_by_share_and_floor(share: str, floor: str, points: int) -> None:
    table = reading.read({"name": "B", "nodes": [{**PROPORTIONAL, "floor": floor}]})
    found = marks.points_of(table.items[0], Mark(value=Fraction(share)))
    assert found == points


def test_penalties_are_capped_and_no_total_is_below_zero() -> None:
    table = reading.read(
        {
            "name": "B",
            "nodes": [
                {"code": "1", "name": "Chung", "kind": "manual", "most": "5"},
                {"code": "2", "name": "Báo cáo muộn", "kind": "penalty", "most": "8", "each": "2"},
            ],
        }
    )
    given_ = {"1": Mark(points=300), "2": Mark(value=Fraction(9))}
    found = marks.totals(table, given_)
    assert (found.penalty, found.ranking) == (-800, 0)


@pytest.mark.parametrize(
    "nodes",
    [
        [],
        [{"code": "1", "name": "A", "kind": "group"}],
        [{"code": "1", "name": "A", "kind": "manual", "most": "0"}],
        [{"code": "1", "name": "A", "kind": "manual", "most": 1.5}],
        [{"code": "1", "name": "A", "kind": "manual", "most": "NaN"}],
        [{"code": "1", "name": "", "kind": "manual", "most": "1"}],
        [{"code": "1", "name": "A", "kind": "cake", "most": "1"}],
        [{"code": "1", "name": "A", "kind": "manual", "most": "1", "parent": "9"}],
        [{"code": "1", "name": "A", "kind": "tiered", "most": "1"}],
        [{"code": "1", "name": "A", "kind": "bonus", "most": "1"}],
        [{"code": "1", "name": "A", "kind": "penalty", "most": "1", "each": "2"}],
        [{"code": "1", "name": "A", "kind": "manual", "most": "1"}] * 2,
        [
            {"code": "1", "name": "A", "kind": "group", "parent": "2"},
            {"code": "2", "name": "B", "kind": "group", "parent": "1"},
            {"code": "3", "name": "C", "kind": "manual", "most": "1"},
        ],
    ],
)
def test_tables_that_contradict_themselves_are_refused(nodes: list[dict[str, object]]) -> None:
    with pytest.raises(InvalidTable):
        reading.read({"name": "Bảng", "nodes": nodes})


@pytest.mark.parametrize("key", KEYS)
@given(data=st.data())
def test_whatever_is_given_stays_within_the_table(key: str, data: st.DataObject) -> None:
    table = shipped(key)
    given_ = {node.code: data.draw(_mark_of(node)) for node in table.items}
    marks.ensure(table, given_, is_whole=True)
    found = marks.totals(table, given_)

    assert 0 <= found.ranking <= table.base_most + table.bonus_most
    assert found.base + found.bonus + found.penalty == sum(
        found.points[node.code] for node in table.below("")
    )
    for node in table.items:
        assert found.points[node.code] <= node.most


def _mark_of(node: tables.Node) -> st.SearchStrategy[Mark]:
    if node.is_measured:
        return st.builds(Mark, value=st.integers(0, 120).map(Fraction))
    if node.tiers:
        return st.builds(Mark, tier=st.integers(0, len(node.tiers) - 1))
    if node.kind == "yes_no":
        return st.sampled_from([Mark(points=0), Mark(points=node.most)])
    return st.builds(Mark, points=st.integers(0, node.most))


def test_a_card_is_submitted_whole_and_each_mistake_is_named() -> None:
    table = shipped("to_cong_doan_2015")
    with pytest.raises(ManyErrors) as refusal:
        marks.ensure(table, {"I.1": Mark(points=99 * POINT)}, is_whole=True)
    assert {error.field for error in refusal.value.errors} == {node.code for node in table.items}
    with pytest.raises(InvalidMarks):
        marks.ensure(table, {"XX": Mark(points=1)}, is_whole=False)
