"""How numbers and dates are written, and what must be said about every figure."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from sangkien.core import periods
from sangkien.web.shared import charts, figures
from sangkien.web.shared.rows import ChartMark, ChartStep, Curve
from sangkien.web.shared.templatetags import vi
from tests.web.rendering import AT, draw, plain

# Numbers and dates


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (696948, 1000000, "69,7 %"),
        (696948, 300000, "232,3 %"),
        (396948, 300000, "132,3 %"),
        (3979, 958, "415,3 %"),
        (2769, 3000, "92,3 %"),
        (30, 30, "100 %"),
        (59, 82, "72,0 %"),
        (9999, 10000, "99,9 %"),
        (10001, 10000, "100,0 %"),
        (1, 2000, "0,1 %"),
        (0, 118, "0 %"),
        (74, 0, "—"),
        (74, None, "—"),
        (None, 118, "—"),
    ],
)
def test_percent_rounds_half_up_and_never_completes_early(
    part: int | None, whole: int | None, written: str
) -> None:
    assert vi.percent(part, whole).replace(vi.NBSP, " ") == written


def test_numbers_are_grouped_the_vietnamese_way() -> None:
    assert vi.number(696948) == "696.948"
    assert vi.number(-1234) == "-1.234"
    assert vi.number(Decimal("1234.5")) == "1.234,5"
    assert vi.vnd(1234567) == "1.234.567\u00a0₫"
    assert [vi.number(None), vi.vnd("")] == ["—", "—"]


@pytest.mark.parametrize(
    ("instant", "written"),
    [
        (dt.datetime(2023, 9, 1, tzinfo=periods.VIETNAM), "24h00 ngày 31/08/2023"),
        (dt.datetime(2023, 8, 31, 17, tzinfo=dt.UTC), "24h00 ngày 31/08/2023"),
        (dt.datetime(2022, 3, 1, tzinfo=periods.VIETNAM), "24h00 ngày 28/02/2022"),
        (dt.datetime(2023, 9, 5, 17, 30, tzinfo=periods.VIETNAM), "17h30 ngày 05/09/2023"),
    ],
)
def test_deadline_is_written_as_in_the_documents(instant: dt.datetime, written: str) -> None:
    assert vi.deadline(instant) == written


def test_instants_and_days_are_shown_in_vietnamese_time() -> None:
    late = dt.datetime(2026, 11, 21, 17, 5, tzinfo=dt.UTC)

    assert vi.when(late) == "00:05 ngày 22/11/2026"
    assert vi.day(late) == "22/11/2026"
    assert vi.day(dt.date(2026, 2, 5)) == "05/02/2026"
    assert vi.as_of(AT) == "tính đến 14:05 22/11/2026"
    with pytest.raises(ValueError, match="aware"):
        vi.when(dt.datetime(2026, 11, 22, 14, 5))  # noqa: DTZ001 - the mistake under test


# Figures


@pytest.mark.parametrize(
    "source",
    [
        '{% figure 5 "Sáng kiến" as_of=at %}',
        '{% figure 5 "Sáng kiến" base="" as_of=at %}',
        '{% figure 5 "Sáng kiến" base="đã gửi" %}',
        '{% figure 5 "Sáng kiến" base="đã gửi" as_of=unknown %}',
        "{% meter 5 10 as_of=at %}",
        '{% meter 5 10 base="đã gửi" %}',
        '{% linechart curve title="Theo ngày" as_of=at %}',
        '{% asof "" at %}',
        '{% table "Bảng" "Đơn vị|Đạt#" as_of=at %}{% endtable %}',
        '{% table "Bảng" "Đơn vị|Đạt#" base="đã gửi" %}{% endtable %}',
    ],
)
def test_no_figure_is_shown_without_its_base_and_time(source: str) -> None:
    with pytest.raises(figures.FigureWithoutBase):
        draw(source, curve=curve_of(1))


def test_figure_names_base_and_time() -> None:
    shown = plain(draw('{% figure 696948 "Sáng kiến" base="đã gửi" as_of=at %}'))

    assert shown == "Sáng kiến 696.948 đã gửi · tính đến 14:05 22/11/2026"


@pytest.mark.parametrize(
    ("value", "target", "standing"),
    [
        (696948, 1000000, "đạt 69,7 % · còn thiếu 303.052"),
        (696948, 300000, "đạt 232,3 %, vượt 132,3 %"),
        (30, 30, "đạt 100 % chỉ tiêu"),
        (74, None, "chưa giao chỉ tiêu"),
        (74, 0, "chưa giao chỉ tiêu"),
    ],
)
def test_meter_says_how_it_stands_to_the_target(
    value: int, target: int | None, standing: str
) -> None:
    assert figures.against_target(value, target).replace(vi.NBSP, " ") == standing


def test_meter_says_how_it_stands_to_the_pace() -> None:
    assert figures.against_pace(431, 510) == "Theo tiến độ cần có 510: chậm hơn 79"
    assert figures.against_pace(688, 640) == "Theo tiến độ cần có 640: nhanh hơn 48"
    assert figures.against_pace(640, 640) == "Theo tiến độ cần có 640: đúng tiến độ"
    assert figures.against_pace(640, None) == ""


def test_bar_ends_at_the_larger_of_value_and_target() -> None:
    behind = charts.bar(431, 600, 510)
    beyond = charts.bar(600, 300, 150)

    assert (behind.value, behind.target, behind.pace) == ("71.83%", "", "85.00%")
    assert (beyond.value, beyond.target, beyond.pace) == ("100.00%", "50.00%", "25.00%")
    assert (behind.is_reached, beyond.is_reached) == (False, True)
    assert charts.bar(0, 0).value == "0.00%"


def test_widths_stay_attributes_that_every_browser_reads() -> None:
    shown = draw('{% meter 431 600 base="hợp lệ" as_of=at pace=510 %}')

    assert 'width="71.83%"' in shown
    assert "style=" not in shown


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 4), (3, 4), (118, 120), (2350, 2400), (33, 40), (696948, 800000)]
)
def test_axis_ends_at_a_number_that_four_lines_divide(highest: int, top: int) -> None:
    assert charts.axis_top(highest) == top


def curve_of(*values: int, **more: Any) -> Curve:
    """Days of which each brought what it has more than the one before."""
    steps = [
        ChartStep(label=f"{day:02d}/05/2026", value=value, new=value - before)
        for day, (before, value) in enumerate(pairwise((0, *values)), start=1)
    ]
    words = {"head": "Đến hết ngày", "new_head": "Mới trong ngày", "first": "a", "last": "b"}
    return Curve(steps=steps, **{**words, **more})


def test_curve_starts_at_its_origin_and_fills_its_part_of_the_axis() -> None:
    drawing = charts.draw(curve_of(20, 40, filled=0.5, target=80))

    assert drawing.line == "0,1000 250,750 500,500"
    assert drawing.area.endswith("500,500 500,1000")
    assert (drawing.end_x, drawing.end_y, drawing.target_y) == ("50.00%", "50.00%", "0.00%")


def test_columns_stand_for_what_was_new_and_the_peak_is_marked() -> None:
    columns = charts.draw(curve_of(10, 10, 50, 45)).columns

    assert [(c.x, c.height, c.is_peak) for c in columns] == [
        ("2.50%", "25.00%", False),
        ("52.50%", "100.00%", True),  # nothing new and less than before have no column
    ]


def test_chart_says_the_same_in_words_and_in_its_table() -> None:
    pace = [ChartMark(0, 0), ChartMark(1, 60)]
    page = draw(
        '{% linechart c title="Theo ngày" base="đã gửi" as_of=at %}',
        c=curve_of(10, 45, target=60, pace=pace),
    )

    assert 'aria-label="Đến 02/05/2026: tổng cộng 45; chỉ tiêu 60. Nhiều nhất: 35' in page
    assert "02/05/2026</th>" in page
    assert "Tiến độ cần có" in plain(page)
    assert "style=" not in page


def test_chart_of_a_single_day_and_of_none_can_be_drawn() -> None:
    shown = '{% linechart c title="Theo ngày" base="đã gửi" as_of=at %}'

    assert "01/05/2026" in draw(shown, c=curve_of(0))
    assert "Chưa có số liệu" in draw(shown, c=curve_of())


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (33_000_000_000_000, "33.000 tỷ đồng"),
        (1_714_500_000, "1,71 tỷ đồng"),
        (1_000_000_000, "1 tỷ đồng"),
    ],
)
def test_large_sums_are_said_in_billions_with_the_exact_sum_behind(amount: int, words: str) -> None:
    shown = str(vi.money(amount)).replace(vi.NBSP, " ")

    assert f">{words}<" in shown
    assert f'title="{vi.number(amount)} ₫"' in shown


def test_smaller_sums_are_said_in_full() -> None:
    assert vi.money(999_999_999) == "999.999.999\u00a0₫"
    assert [vi.money(None), vi.money(0)] == ["—", "0\u00a0₫"]


def test_beginning_of_a_window_is_written_like_its_end() -> None:
    assert vi.opening(periods.start_of(dt.date(2027, 1, 1))) == "00h00 ngày 01/01/2027"
