"""Texts as the index holds them: the same tokens on both databases, made here and nowhere else.

A single Vietnamese syllable says little ("công" is everywhere), so every pair of neighbours is a
token of its own: "cong_doan". What readers filter by stands in the same index, marked by a leading
underscore that no word has. All tokens are made of a-z, 0-9 and the underscore.
"""

import itertools
import re
from collections.abc import Sequence

from sangkien.core import paths, text
from sangkien.search.abbreviations import ABBREVIATIONS, IN_CAPITALS

VERSION = 1  # raise it when texts give other tokens; `reindex` then renews the rows
UNITS_VERSION = VERSION + 1  # the same for the rows of units, which hold their branch since 2
BUCKETS = (5_000, 50_000)  # keys per bucket of time, see `lookup`
ABOVE_THE_CROWD = "_above"
PROVEN = "_proven"  # stands in the library, and is found there by kind and name of the field

_RUN = re.compile(r"[a-z]+|[0-9]+")
# "kỹ" and "kĩ" are one word, "thuỷ" and "thui" are not.
_FINAL_Y = re.compile(r"^((?:[b-df-hj-np-tv-z]+|qu))y$")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_SHORTEST_JOINED, _LONGEST_JOINED = 5, 24


def words(typed: str) -> list[str]:
    """ "Lớp9, kỹ năng" -> lop 9 ki nang."""
    return [_FINAL_Y.sub(r"\1i", run) for run in _RUN.findall(text.fold(typed))]


def pairs(sequence: Sequence[str]) -> list[str]:
    """Every two neighbours."""
    return [f"{first}_{second}" for first, second in itertools.pairwise(sequence)]


def of_text(content: str) -> set[str]:
    """The words and pairs of a text, as written, spelled out, and abbreviated."""
    written = words(content)
    capitals = _CAPITALS.sub(lambda found: IN_CAPITALS[found[0]], text.nfc(content))
    spelled = _SHORT.sub(lambda found: _LONG_OF[found[0]], " ".join(words(capitals))).split()
    return {
        token
        for sequence in (written, spelled, shortened(written))
        for token in (*sequence, *pairs(sequence))
    }


def shortened(sequence: Sequence[str]) -> list[str]:
    """cong doan co so may -> cdcs may."""
    return _LONG.sub(lambda found: _SHORT_OF[found[0]], " ".join(sequence)).split()


def is_syllable(word: str) -> bool:
    return _SYLLABLE.fullmatch(word) is not None


def spellings(word: str) -> list[str]:
    """A word that is no Vietnamese syllable may be two without their space: "chatgpt"."""
    if not _SHORTEST_JOINED <= len(word) <= _LONGEST_JOINED or is_syllable(word):
        return [word]
    return [word, *(f"{word[:cut]}_{word[cut:]}" for cut in range(1, len(word)))]


def pair_spellings(pair: str) -> list[str]:
    """A pair that is not all Vietnamese may be written as one word: "chat_gpt"."""
    if pair.replace("_", "").isdigit() or all(map(is_syllable, pair.split("_"))):
        return [pair]
    return [pair, pair.replace("_", "")]


def programme(pk: int) -> str:
    return f"_p{pk}"


def field(pk: int) -> str:
    return f"_f{pk}"


def kind(value: str) -> str:
    return f"_k_{value}"


def named_field(key: str) -> str:
    """The folded name of a field, the same in all programmes."""
    return f"_n_{key.replace(' ', '_')}"


def unit(path: str) -> str:
    """The unit at the end of a path; its whole subtree holds the token."""
    return f"_u{path[-paths.STEP :].lower()}"


def units(path: str) -> set[str]:
    return {unit(above) for above in (*paths.ancestors(path), path)}


def bucket(key: int, size: int) -> str:
    return f"_b{size}_{key // size}"


def buckets(key: int) -> set[str]:
    return {bucket(key, size) for size in BUCKETS}


def _key(spelled: str) -> str:
    return " ".join(words(spelled))


def _any_of(keys: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(keys, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


_LONG_OF = {_key(short): _key(long) for short, long in ABBREVIATIONS.items()}
_SHORT_OF = {_key(long): _key(short) for short, long in (ABBREVIATIONS | IN_CAPITALS).items()}
_SHORT = _any_of(_LONG_OF)
_LONG = _any_of(_SHORT_OF)
_CAPITALS = _any_of(IN_CAPITALS)
