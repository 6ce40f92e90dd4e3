import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core import text


@pytest.mark.parametrize(
    "typed", ["Hoà Bình", "Hòa Bình", "HÒA  bình", "hoa binh", "hoà-bình!", "Hoa\u0300 Bi\u0300nh"]
)
def test_one_name_in_many_spellings_has_one_key(typed: str) -> None:
    assert text.fold(typed) == "hoa binh"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Đà Nẵng", "da nang"),
        ("Ðà Nẵng", "da nang"),  # the Icelandic letter that some keyboards give
        ("Nguyễn Thị Ngọc Tú", "nguyen thi ngoc tu"),
        ("THỬ   NGHIỆM 24/7", "thu nghiem 24 7"),
        ("ＡＢＣ１２", "abc12"),
        ("", ""),
        ("—…!", ""),
    ],
)
def test_fold_strips_marks_and_case(typed: str, key: str) -> None:
    assert text.fold(typed) == key


@given(st.text())
def test_fold_leaves_words_of_ascii_and_folds_no_further(typed: str) -> None:
    key = text.fold(typed)

    assert key == text.fold(key)
    assert all(c.isascii() and (c.isalnum() or c == " ") for c in key)
    assert "  " not in key
    assert key == key.strip()


@given(st.text(alphabet="aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệđĐUƯỪỮỨỰyỳỷỹýỵ .,-"))
def test_fold_does_not_depend_on_the_normal_form(typed: str) -> None:
    assert text.fold(unicodedata.normalize("NFD", typed)) == text.fold(typed)


@given(st.text())
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    line, prose = text.clean_line(typed), text.clean_prose(typed)

    assert text.clean_line(line) == line
    assert text.clean_prose(prose) == prose
    assert "\n" not in line
    assert "\n\n\n" not in prose


def test_a_line_is_composed_and_has_single_spaces() -> None:
    assert text.clean_line("  Ca\u0309i  tie\u0302\u0301n\n đồ\tgá ") == "Cải tiến đồ gá"


def test_prose_keeps_paragraphs() -> None:
    assert text.clean_prose("Một \r\n\r\n\r\n\r\n  hai\u2028ba  ") == "Một\n\nhai\nba"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\u200b", "\u202e", "\ue000", "\ud800"])
def test_invisible_characters_are_refused(character: str) -> None:
    assert text.has_refused_characters(f"sáng{character}kiến")


def test_line_breaks_and_tabs_are_fine() -> None:
    assert not text.has_refused_characters("Một\r\n\thai")


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "+84 912.345.678",
        "0084912345678",
        "84912345678",
        "(091) 234-5678",
        "０912345678",
        "+84 (0)912 345 678",
        "840912345678",
        "0912–345‑678",
        "0912\u200b345\u202d678",
        "+84\u00a0912/345/678",
    ],
)
def test_one_phone_number_in_many_spellings_has_one_key(typed: str) -> None:
    assert text.phone_key(typed) == "0912345678"


@pytest.mark.parametrize(
    "typed", ["", "abc", "912345678", "091234567x", "0" * 12, "00912345678", "+1 202 555 0100"]
)
def test_what_is_no_phone_number_has_no_key(typed: str) -> None:
    assert text.phone_key(typed) == ""


@pytest.mark.parametrize("typed", ["dv 000123", "DV-000123", "đv000123", " Dv000123 "])
def test_one_member_code_in_many_spellings_has_one_key(typed: str) -> None:
    assert text.code_key(typed) == "DV000123"


def test_names_sort_as_in_a_vietnamese_dictionary() -> None:
    names = ["Ân", "An", "Ăn", "Đông", "Dung", "Ẩn", "Anh", "Ẫn", "Án", "2 An"]

    assert sorted(names, key=text.sort_key) == [
        "2 An",
        "An",
        "Án",
        "Anh",
        "Ăn",
        "Ân",
        "Ẩn",
        "Ẫn",
        "Dung",
        "Đông",
    ]


@given(st.text(max_size=30), st.text(alphabet="abc đ1", min_size=1, max_size=5))
def test_a_name_sorts_before_its_own_continuation(name: str, more: str) -> None:
    assert text.sort_key(name) < text.sort_key(name + more)


@given(st.text(max_size=120))
def test_a_sort_key_is_digits_and_fits_its_column(name: str) -> None:
    key = text.sort_key(name)

    assert key.isascii()
    assert key.isdecimal()
    assert len(key) <= 700


def test_people_sort_by_given_name() -> None:
    people = ["Trần Văn Bình", "Lê Thị An", "Nguyễn Văn An", "Phạm Cường"]

    assert sorted(people, key=text.given_name_key) == [
        "Lê Thị An",
        "Nguyễn Văn An",
        "Trần Văn Bình",
        "Phạm Cường",
    ]


def test_nobody_has_an_empty_sort_key() -> None:
    assert text.given_name_key("   ") == ""


@pytest.mark.parametrize(
    ("written", "plain"),
    [("Đặng Ỷ Lan", "Dang Y Lan"), ("CĐCS Ơn “Ưu”", "CDCS On “Uu”"), ("abc 1", "abc 1"), ("", "")],
)
def test_names_can_be_written_without_marks(written: str, plain: str) -> None:
    assert text.without_marks(written) == plain


@given(st.text("abc ", max_size=12), st.text("abc ", max_size=12))
def test_what_is_kept_in_order_is_the_longest_common_subsequence(before: str, after: str) -> None:
    best = [0] * (len(after) + 1)
    for letter in before:
        row = [0]
        for place, other in enumerate(after):
            row.append(best[place] + 1 if letter == other else max(best[place + 1], row[place]))
        best = row

    assert text.kept_in_order(before, after) == best[-1]
