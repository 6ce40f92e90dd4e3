"""What a document may say, and what its live parts make of a snapshot: no database."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.core.periods import VIETNAM
from sangkien.documents import figures, live, values
from sangkien.documents.enums import BlockKind
from sangkien.documents.errors import InvalidDocument, StrangePlaceholder
from sangkien.documents.figures import Figures, Week
from sangkien.documents.queries.reading import shipped
from sangkien.documents.rules import contents, editing, placeholders
from sangkien.documents.rules.contents import Block
from sangkien.progress.rules import Bands
from sangkien.reports.contents import Content, Head, Line, Numbers

AT = dt.datetime(2022, 5, 12, 13, 30, tzinfo=VIETNAM)
NONE: dict[str, Any] = {"recognised": 0, "people": 3, "benefit_vnd": 0, "covered": 2}


def numbers(sent: int, valid: int, target: int | None) -> dict[str, Any]:
    return {**NONE, "sent": sent, "valid": valid, "base": "valid", "target": target}


def line(code: str, sent: int, valid: int, target: int | None, rank: int) -> Line:
    return Line(
        **numbers(sent, valid, target),
        code=code,
        label=code,
        rank=rank,
        is_tied=False,
        grassroots=1,
    )


def board() -> Content:
    head = Head(
        programme="1 triệu sáng kiến",
        slug="1-trieu",
        slogan="",
        unit="LĐLĐ tỉnh Bình Minh",
        unit_label="Bình Minh",
        unit_code="BM",
        period="Đợt 1",
        opens_at=dt.datetime(2022, 5, 1, tzinfo=VIETNAM),
        closes_at=dt.datetime(2022, 6, 1, tzinfo=VIETNAM),
        due_at=dt.datetime(2022, 6, 1, tzinfo=VIETNAM),
        at=AT,
        as_of=AT,
        tree_on=None,
    )
    return Content(
        head=head,
        total=Numbers(**numbers(2_400, 2_323, 1_000)),
        origin="assigned",
        pace=None,
        grassroots=4,
        rank=None,
        bands=Bands(total=3, with_target=3, completed=1, doubled=1, at_zero=0),
        order_base="valid",
        lines=(
            line("A", 2_000, 2_000, 500, 1),
            line("B", 200, 200, 300, 2),
            line("C", 100, 100, 200, 3),
        ),
        groups=(),
    )


def shown(kind: BlockKind, extra: Figures | None = None, **options: Any) -> live.Shown:
    block = contents.read_block({"key": "b1", "kind": kind.value, **options})
    return live.shown(block, board(), extra or Figures(early_of={"A": 20}))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("{{so_da_gui.__class__}}", "{{so_da_gui.__class__}}"),
        ("{% include 'a' %}", "{% include 'a' %}"),
        ("{0.__init__}", "{0.__init__}"),
        ("{so_da_gui!r}", "{so_da_gui!r}"),
        ("{la}", "{la}"),
        ("a } b", "}"),
    ],
)
def test_anything_but_listed_placeholders_is_refused_by_name(words: str, named: str) -> None:
    with pytest.raises(StrangePlaceholder) as refused:
        contents.read_block({"key": "b1", "kind": "text", "text": f"Có {{so_da_gui}} và {words}"})
    assert str(refused.value).startswith(f"“{named}”")


@settings(max_examples=40)
@given(st.text(alphabet="{}%.()a_sodui ", max_size=30))
def test_what_is_filled_in_is_not_looked_at_again(hostile: str) -> None:
    filled = placeholders.filled("{don_vi}: {so_da_gui}", {"don_vi": hostile, "so_da_gui": "5"})
    assert filled == f"{hostile or placeholders.UNKNOWN}: 5"


def test_shipped_templates_are_whole_and_come_back_as_they_are() -> None:
    found = shipped()
    assert len(found) == 9
    for one in found.values():
        content = contents.read(one.content)
        assert contents.dump(content) == one.content
        assert content.has_live or one.key in {"ke_hoach", "bien_ban_hop", "cong_van"}


@pytest.mark.parametrize(
    "block",
    [
        {"kind": "heading", "text": "  "},
        {"kind": "heading", "text": "I. A", "level": 4},
        {"kind": "script", "text": "a"},
        {"kind": "text", "text": "a\u202eb"},
        {"kind": "list", "items": []},
        {"kind": "list", "items": ["a"] * 61},
        {"kind": "table", "rows": [["A", ""], ["1", "2"]]},
        {"kind": "table", "rows": [["A", "B"], ["1"]]},
        {"kind": "units", "most": 1_000},
        {"kind": "units", "shown": "secret"},
        {"kind": "text", "text": {"a": 1}},
    ],
)
def test_blocks_of_no_known_shape_are_refused(block: dict[str, Any]) -> None:
    with pytest.raises(InvalidDocument):
        contents.read_block({"key": "b1", **block})


def test_parts_are_added_moved_and_taken_away() -> None:
    text = {"kind": "text", "text": "a"}
    content: dict[str, Any] = {"blocks": []}
    for after in ("", "b1", ""):
        content = editing.added(content, text, after=after)
    assert [one["key"] for one in content["blocks"]] == ["b3", "b1", "b2"]
    content = editing.moved(editing.moved(content, "b2", by=-1), "b3", by=-1)
    assert [one["key"] for one in editing.removed(content, "b1")["blocks"]] == ["b3", "b2"]
    with pytest.raises(InvalidDocument):
        editing.removed(content, "b9")


def test_plan_result_and_percent_stand_side_by_side() -> None:
    extra = Figures(early=20, reached_on=dt.date(2022, 5, 11))
    found = shown(BlockKind.FIGURES, extra)
    assert found.grid is not None
    assert found.grid.rows[0][1:3] == ("1.000", "2.323")
    assert found.grid.rows[0][3].replace("\u00a0", " ") == "đạt 232,3 %, vượt 132,3 %"
    assert found.said == ("Hoàn thành chỉ tiêu ngày 11/05/2022, sớm 20 ngày so với ngày cuối.",)
    assert found.note == "Số liệu đã gửi và hợp lệ, tính đến 13h30 ngày 12/05/2022."


def test_units_are_listed_by_what_they_reached() -> None:
    behind = shown(BlockKind.UNITS, shown="behind").grid
    reached = shown(BlockKind.UNITS, shown="reached").grid
    every = shown(BlockKind.UNITS, shown="all", most=10).grid
    assert behind is not None
    assert reached is not None
    assert every is not None
    assert [row[1] for row in behind.rows] == ["C", "B"]
    assert [(row[1], row[-1]) for row in reached.rows] == [("A", "sớm 20 ngày")]
    assert [row[1] for row in every.rows[-2:]] == ["Còn lại (riêng cơ quan, đơn vị khác)", "Cộng"]
    assert every.rows[-2][3:5] == ("100", "23")
    assert shown(BlockKind.CLUSTERS).said


def test_charts_and_missing_figures_say_what_they_are() -> None:
    extra = Figures(
        weeks=(Week(label="01/05–07/05", new=-2), Week(label="08/05", new=7)), weeks_base="hợp lệ"
    )
    weeks = shown(BlockKind.CHART, extra, shown="weeks")
    assert [(bar.value, bar.words) for bar in weeks.bars] == [(0, "−2"), (7, "7")]
    assert weeks.note.startswith("Số liệu hợp lệ thêm mỗi tuần, tính đến")
    assert figures.read(figures.dump(extra)) == extra
    alone = live.shown(Block(key="b1", kind=BlockKind.FIGURES), None, Figures())
    assert alone.said[0].startswith("Chưa có số liệu")


def test_values_carry_their_base_and_unknown_ones_are_left_out() -> None:
    about = values.About(unit="LĐLĐ tỉnh Bình Minh", superior="", year=2022)
    known = values.values(about, board(), Figures(early_of={}))
    assert (known["so_da_gui"].words, known["so_da_gui"].base) == ("2.400", "đã gửi")
    assert known["do_bao_phu"].words.replace("\u00a0", " ") == "50 %"
    assert {"cap_tren", "som", "hang"}.isdisjoint(known)
    days = (dt.date(2027, 1, 5), dt.date(2026, 11, 23), dt.date(2026, 10, 20))
    assert [values._quarter(day) for day in days] == ["IV/2026", "IV/2026", "IV/2026"]
    assert values._week(dt.date(2026, 11, 23)) == "17/11–23/11/2026"
    assert set(known) <= set(placeholders.MEANINGS)
