"""What a flash report says, of values written down here."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from PIL import Image

from sangkien.core.periods import VIETNAM
from sangkien.papers import rendering
from sangkien.papers.official import Table
from sangkien.progress.rules import Bands
from sangkien.reports import card, flash, paper
from sangkien.reports.contents import Content, Head, Line, Numbers

AT = dt.datetime(2022, 5, 12, 13, 30, tzinfo=VIETNAM)
HEAD = Head(
    programme="1 triệu sáng kiến",
    slug="1-trieu",
    slogan="",
    unit="LĐLĐ tỉnh Bình Minh",
    unit_label="Bình Minh",
    unit_code="BM",
    period="Giai đoạn 1",
    opens_at=dt.datetime(2022, 1, 8, tzinfo=VIETNAM),
    closes_at=dt.datetime(2022, 6, 1, tzinfo=VIETNAM),
    due_at=dt.datetime(2022, 6, 1, tzinfo=VIETNAM),
    at=AT,
    as_of=AT,
    tree_on=None,
)


def numbers(sent: int, valid: int, target: int | None, base: str = "valid") -> dict[str, object]:
    return {
        "sent": sent,
        "valid": valid,
        "recognised": 0,
        "people": sent,
        "benefit_vnd": 0,
        "covered": 1,
        "base": base,
        "target": target,
    }


def line(code: str, rank: int | None, *figures: int | None) -> Line:
    return Line(
        **numbers(*figures),  # type: ignore[arg-type] # by name
        code=code,
        label=f"LĐLĐ huyện {code}",
        rank=rank,
        is_tied=False,
        grassroots=None,
    )


@pytest.fixture
def content() -> Content:
    return Content(
        head=HEAD,
        total=Numbers(**numbers(700, 600, 300)),  # type: ignore[arg-type] # by name
        origin="assigned",
        pace=120,
        grassroots=50,
        rank=None,
        bands=Bands(total=3, with_target=2, completed=1, doubled=1, at_zero=1),
        order_base="valid",
        lines=(
            line("A", 1, 500, 450, 200),
            line("B", 2, 190, 140, 300),
            line("C", None, 0, 0, None),
        ),
        groups=(),
    )


def test_says_the_moment_the_bases_and_both_percentages(content: Content) -> None:
    said = flash.flash(content)

    assert said.as_of == "tính đến 13h30 ngày 12/05/2022"
    words = " ".join(said.sentences).replace("\u00a0", " ")
    assert "700 sáng kiến đã gửi, 600 hợp lệ; đạt 200 %, vượt 100 % chỉ tiêu 300" in words
    assert "đến lúc này cần có 120: đang nhanh hơn 480" in words
    assert (
        "1/2 đơn vị trực thuộc có chỉ tiêu đã hoàn thành, trong đó 1 đơn vị đạt trên 200 %" in words
    )
    assert "Còn 1/3 đơn vị trực thuộc chưa có sáng kiến nào" in words
    assert "1/50 CĐCS có sáng kiến đã gửi (2 %)" in words
    assert "Còn 19 ngày đến hạn 24h00 ngày 31/05/2022." in words


def test_names_leaders_those_behind_and_the_remainder(content: Content) -> None:
    said = flash.flash(content)

    assert [words.partition(":")[0] for words in said.leaders] == [
        "1. LĐLĐ huyện A",
        "2. LĐLĐ huyện B",
    ]
    assert said.behind == (
        "LĐLĐ huyện C: chưa có sáng kiến",
        "LĐLĐ huyện B: 140/300 hợp lệ (46,7\u00a0%)",
    )
    # who keeps up is not named, however much is left; what was kept with the report stays
    on_pace = replace(content, lines=(line("B", 1, 290, 250, 300),))
    assert flash.behind(on_pace) == []
    assert flash.behind(replace(on_pace, lagging=("B",))) == list(on_pace.lines)
    assert flash.short(on_pace, most=5) == list(on_pace.lines)
    assert "10 sáng kiến đã gửi (10 hợp lệ)" in said.rest


def test_message_leaves_out_who_is_behind_unless_wanted(content: Content) -> None:
    said = flash.flash(content)

    quiet = flash.message(said, address="https://x.vn/1/", with_behind=False)
    urging = flash.message(said, address="", with_behind=True)

    assert "Cần đôn đốc" not in quiet
    assert quiet.endswith("Xem đầy đủ: https://x.vn/1/")
    assert "- LĐLĐ huyện B: 140/300" in urging
    assert "http" not in urging


def test_difference_to_an_earlier_week(content: Content) -> None:
    earlier = replace(
        content,
        head=replace(HEAD, as_of=AT - dt.timedelta(days=7)),
        total=Numbers(**numbers(650, 605, 300)),  # type: ignore[arg-type] # by name
        lines=(line("A", 1, 480, 440, 200),),
    )

    since = flash.change(content, earlier)

    assert since is not None
    assert (since.sent, since.valid) == (50, -5)
    assert since.by_unit == {"A": (20, 10), "B": (190, 140), "C": (0, 0)}
    words = " ".join(flash.flash(content, since=since).sentences)
    assert "So với 13h30 ngày 05/05/2022: thêm 50 sáng kiến đã gửi, −5 hợp lệ." in words
    assert flash.change(content, None) is None


def test_tables_of_the_paper_add_up(content: Content) -> None:
    made = paper.report(content, above=["Tổng Liên đoàn"], since=None, is_draft=True)

    assert made.letterhead.place == "Bình Minh"

    (table,) = [block for block in made.body if isinstance(block, Table)]
    assert [row[1:4] for row in table.rows[-2:]] == [
        ("Còn lại", "10", "10"),
        ("Cộng", "700", "600"),
    ]
    assert table.last_is_total
    assert made.is_draft
    assert made.title.endswith("tính đến 13h30 ngày 12/05/2022")


def test_nothing_is_said_to_be_left_after_the_close(content: Content) -> None:
    over = replace(content, pace=None, head=replace(HEAD, as_of=HEAD.closes_at))

    said = flash.flash(over)

    assert said.as_of == "tính đến 24h00 ngày 31/05/2022"
    assert not any("Còn" in words and "ngày đến hạn" in words for words in said.sentences)
    assert card.data(over, address="https://x.vn", with_behind=False)["pace"] == ""


def test_tone_marks_are_whole_on_the_card(content: Content) -> None:
    """Marks stand above the capitals: where they are cut off, both names begin at the same height."""

    def top(unit: str) -> int:
        drawn = card.data(
            replace(content, head=replace(HEAD, unit=unit)), address="x", with_behind=False
        )
        page = Image.open(io.BytesIO(rendering.picture("report_card", drawn))).convert("L")
        box = (
            page.crop((0, 90, page.width, 240))
            .point(lambda shade: 255 if shade > 160 else 0)
            .getbbox()
        )
        assert box is not None
        return box[1]

    marks = top("LAO ĐONG EEE") - top("LAO ĐONG ỂỂỂ")
    assert marks >= 10  # of capitals that are 36 high
