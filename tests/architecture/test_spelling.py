"""One spelling of Vietnamese everywhere: tone marks in their old place, hủy, xóa, hòa, khỏe."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "sangkien"
TONES = "\u0300\u0301\u0309\u0303\u0323"
PAIRS = ("oa", "oe", "uy")
# Both spellings on purpose: these explain that searching takes them for the same.
EXPLAINING = {ROOT / "core" / "text.py", ROOT / "search" / "tokens.py"}


def _newer() -> str:
    return "|".join(
        unicodedata.normalize("NFC", first + second + tone)
        for pair in PAIRS
        for first in (pair[0], pair[0].upper())
        for second in (pair[1], pair[1].upper())
        for tone in TONES
    )


# At the end of a syllable only: "hoàn" and "huỳnh" have one spelling, and so has "quý".
NEWER = re.compile(rf"\w*(?<![qQ])(?:{_newer()})(?!\w)")


def sources() -> Iterator[Path]:
    for suffix in ("py", "html", "js", "typ", "txt"):
        for path in sorted(ROOT.rglob(f"*.{suffix}")):
            if "migrations" not in path.parts and path not in EXPLAINING:
                yield path


def test_sources_hold_one_spelling() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {word}"
        for path in sources()
        for word in NEWER.findall(path.read_text())
    }

    assert found == set()


@pytest.mark.parametrize("word", ["huỷ", "Xoá", "HOÀ", "khoẻ", "thuỷ", "tuỳ"])
def test_the_newer_spelling_is_found(word: str) -> None:
    assert NEWER.findall(f"đã {word}, rồi") == [word]


@pytest.mark.parametrize("word", ["hủy", "quý", "Quỹ", "hoàn", "huỳnh", "ngoài", "khỏe", "thuế"])
def test_other_words_are_left_alone(word: str) -> None:
    assert NEWER.findall(f"đã {word}, rồi") == []
