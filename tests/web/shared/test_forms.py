"""What people type into the fields, and what is said about what cannot be read."""

import datetime as dt

import pytest
from django import forms

from sangkien.core.errors import ChangedMeanwhile, DomainError, ManyErrors
from sangkien.web.shared.forms import DayField, LineField, PercentField, ProseField, VndField
from sangkien.web.shared.refusals import show_at


class Sample(forms.Form):
    line = LineField(max_length=10, required=False)
    prose = ProseField(max_length=5, keeps=12, required=False)
    money = VndField(required=False)
    day = DayField(required=False)
    share = PercentField(required=False)


def read(**typed: str) -> Sample:
    form = Sample(typed)
    form.is_valid()
    return form


def test_text_is_composed_and_trimmed() -> None:
    form = read(line="  a\u0302\u200b  b\n", prose="x\r\n\r\n\r\n\r\ny ")

    assert (form.cleaned_data["line"], form.cleaned_data["prose"]) == ("â b", "x\n\ny")


@pytest.mark.parametrize("typed", ["a\x07b", "a\u202eb", "a\u200db", "a\ud800b", "a\ue000b"])
def test_invisible_characters_are_named_by_their_place(typed: str) -> None:
    form = read(line=typed, prose=typed)

    expected = ["Có ký tự lạ không hiển thị được sau chữ “a”. Hãy xóa và gõ lại chỗ đó."]
    assert form.errors == {"line": expected, "prose": expected}


def test_invisible_character_at_the_very_beginning_is_named_too() -> None:
    assert read(line="\x07").errors == {
        "line": ["Có ký tự lạ không hiển thị được ở đầu ô. Hãy xóa và gõ lại."]
    }


def test_too_long_a_line_is_refused_and_a_draft_keeps_more_than_may_be_sent() -> None:
    form = read(line="x" * 11, prose="y" * 12)

    assert form.errors == {"line": ["Dài 11 ký tự, nhiều nhất là 10."]}
    assert form.cleaned_data["prose"] == "y" * 12
    assert "prose" in read(prose="y" * 13).errors


def test_browser_is_not_told_to_cut_text_off() -> None:
    assert "maxlength" not in str(Sample()["line"]) + str(Sample()["prose"])


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12.500.000", 12_500_000),
        ("12500000 đ", 12_500_000),
        ("1.234,5", 1_235),
        ("1234,5", 1_235),
        ("12 triệu", 12_000_000),
        ("0", 0),
        ("", None),
        ("  ", None),
    ],
)
def test_money_is_read_as_vietnamese_people_write_it(typed: str, amount: int | None) -> None:
    assert read(money=typed).cleaned_data["money"] == amount


@pytest.mark.parametrize(
    "typed", ["abc", "1e9", "-5", "NaN", "9" * 400, "1" + "0" * 400, "năm triệu", "１２３", "1,2,3"]
)
def test_what_is_no_money_is_shown_back_with_an_example(typed: str) -> None:
    form = read(money=typed)

    assert form.errors == {
        "money": ["Số tiền chưa đúng. Hãy gõ như 12.500.000, 12 triệu hoặc 1,5 tỷ."]
    }
    assert form["money"].value() == typed


@pytest.mark.parametrize(
    "typed",
    ["05/03/2026", "5/3/2026", "5-3-2026", "05.03.2026", "05032026", "2026-03-05", "5/3/26"],
)
def test_day_is_read_in_every_usual_spelling(typed: str) -> None:
    assert read(day=typed).cleaned_data["day"] == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    "typed",
    ["31/02/2026", "29/02/2026", "0/1/2026", "1/13/2026", "1/1/0001", "1/1/9999", "mai"],
)
def test_day_that_is_in_no_calendar_is_refused(typed: str) -> None:
    assert read(day=typed).errors == {
        "day": ["Ngày chưa đúng. Hãy gõ ngày, tháng, năm có trong lịch, ví dụ 05/03/2026."]
    }


def test_a_sum_that_may_mean_anything_is_asked_about() -> None:
    assert read(money="12.5").errors == {
        "money": ["“12.5” là đồng, nghìn, triệu hay tỷ? Hãy ghi rõ, ví dụ 12.5 triệu."]
    }


def test_a_month_alone_is_asked_for_its_day() -> None:
    assert read(day="3/2026").errors == {
        "day": ["Còn thiếu ngày: hãy gõ đủ ngày, tháng, năm, ví dụ 15/3/2026."]
    }


@pytest.mark.parametrize(
    ("typed", "basis_points"),
    [("30", 3_000), ("33,34", 3_334), ("33.5 %", 3_350), ("0,01", 1), ("99,99", 9_999)],
)
def test_share_is_read_as_basis_points(typed: str, basis_points: int) -> None:
    assert read(share=typed).cleaned_data["share"] == basis_points


@pytest.mark.parametrize("typed", ["0", "100", "33,345", "-1", "1e1", "9" * 400, "một nửa"])
def test_share_outside_of_the_whole_is_refused(typed: str) -> None:
    assert list(read(share=typed).errors) == ["share"]


def test_kept_values_are_shown_as_people_write_them() -> None:
    form = Sample(
        initial={"money": 12_500_000, "day": dt.date(2026, 3, 5), "share": 3_334, "line": "a"}
    )

    assert [form[name].value() for name in ("money", "day", "share", "line")] == [
        "12.500.000",
        "05/03/2026",
        "33,34",
        "a",
    ]


def test_refusals_stand_at_their_fields_and_the_others_above_the_form() -> None:
    form = read(money="abc")

    status = show_at(
        form,
        ManyErrors(
            [
                DomainError("Ngày ở tương lai.", field="first_day"),
                DomainError("Số tiền quá lớn.", field="money"),
                DomainError("Thiếu tác giả.", field="authors"),
            ]
        ),
        names={"first_day": "day"},
    )

    assert status == 422
    assert form.errors["day"] == ["Ngày ở tương lai."]
    assert form.errors["money"] == [
        "Số tiền chưa đúng. Hãy gõ như 12.500.000, 12 triệu hoặc 1,5 tỷ."
    ]
    assert form.non_field_errors() == ["Thiếu tác giả."]


def test_being_second_is_a_conflict() -> None:
    assert show_at(read(), ChangedMeanwhile("Đã được xử lý trước.")) == 409
