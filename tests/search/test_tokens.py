"""Texts become the same tokens however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.search import tokens


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Lớp9, kỹ năng", ["lop", "9", "ki", "nang"]),
        ("Đồ gá HÀN", ["do", "ga", "han"]),
        ("kĩ thuật lý hoá", ["ki", "thuat", "li", "hoa"]),
        ("thuỷ quy định", ["thuy", "qui", "dinh"]),
        ("y tế", ["y", "te"]),
        ("10^400 %_\\ '\" NEAR(", ["10", "400", "near"]),
        ("\x00\ud800 !!!", []),
    ],
)
def test_words_are_folded_and_cut(typed: str, words: list[str]) -> None:
    assert tokens.words(typed) == words


def test_text_holds_words_and_pairs_of_neighbours() -> None:
    assert tokens.of_text("Đồ gá hàn") == {"do", "ga", "han", "do_ga", "ga_han"}


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("CĐCS Hoa Sen", "công đoàn cơ sở Hoa Sen"),
        ("LĐLĐ tỉnh Bình Minh", "Liên đoàn Lao động tỉnh Bình Minh"),
        ("Trường THPT Sông Xanh", "trường trung học phổ thông Sông Xanh"),
        ("BQL các KCN", "ban quản lý các khu công nghiệp"),
        ("Ứng dụng AI", "ứng dụng trí tuệ nhân tạo"),
    ],
)
def test_abbreviation_and_full_words_hold_each_other(written: str, other: str) -> None:
    for first, second in ((written, other), (other, written)):
        words = tokens.words(second)

        assert {*words, *tokens.pairs(words)} <= tokens.of_text(first)


def test_small_ai_is_a_word_and_no_abbreviation() -> None:
    assert "tri" not in tokens.of_text("Ai cũng làm được, nhân ái")


@pytest.mark.parametrize(
    ("word", "spelling"),
    [("chatgpt", "chat_gpt"), ("congdoan", "cong_doan"), ("maytinh", "may_tinh")],
)
def test_word_that_is_no_syllable_may_be_two(word: str, spelling: str) -> None:
    assert spelling in tokens.spellings(word)


@pytest.mark.parametrize("word", ["toan", "nghieng", "hoa", "9", "an"])
def test_syllable_is_one_word(word: str) -> None:
    assert tokens.spellings(word) == [word]


def test_filter_tokens_cannot_be_typed() -> None:
    filters = {
        tokens.programme(12),
        tokens.field(3),
        tokens.unit("00010002"),
        tokens.ABOVE_THE_CROWD,
        *tokens.buckets(7),
    }

    assert filters.isdisjoint(tokens.of_text(" ".join(filters)))


@given(st.text(max_size=300))
def test_any_text_gives_plain_tokens(typed: str) -> None:
    plain = set("abcdefghijklmnopqrstuvwxyz0123456789_")

    for token in tokens.of_text(typed):
        assert token
        assert set(token) <= plain
        assert not token.startswith("_")
