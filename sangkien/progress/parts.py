"""What a figure is made of: parts by field and by kind of solution, as plain values.

Pure. `Parts` is what a row of `Breakdown` keeps: for each `Division` the parts by their key, each
with how many were sent and how many of them are valid. The key "" holds those for which nothing
was chosen. A part without any initiative is left out, so that equal figures are equal values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sangkien.progress.enums import Division

Pair = list[int]  # sent, valid
Parts = dict[str, dict[str, Pair]]
NOT_CHOSEN = ""


def empty() -> Parts:
    return {division.value: {} for division in Division}


def put(parts: Parts, division: Division, key: str, *, sent: int, valid: int) -> None:
    """Add to one part of one division, in place."""
    of_division = parts.setdefault(division.value, {})
    pair = of_division.setdefault(key, [0, 0])
    pair[0] += sent
    pair[1] += valid


def added(every: Iterable[Mapping[str, Mapping[str, Pair]]]) -> Parts:
    """The sum of many, part by part; the summands stay as they are."""
    total = empty()
    for parts in every:
        for division, by_key in parts.items():
            of_division = total.setdefault(division, {})
            for key, (sent, valid) in by_key.items():
                pair = of_division.setdefault(key, [0, 0])
                pair[0] += sent
                pair[1] += valid
    return total


@dataclass(frozen=True, kw_only=True)
class Slice:
    """One line of a breakdown: a part, or with `is_rest` what no part holds."""

    key: str
    sent: int
    valid: int
    is_rest: bool = False

    def of(self, *, is_valid: bool) -> int:
        return self.valid if is_valid else self.sent


def slices(by_key: Mapping[str, Pair], *, sent: int, valid: int, is_valid: bool) -> list[Slice]:
    """The parts of a total, the largest first, and what is left over as a last line.

    Thanh Hóa named three blocks with 3,269 of its 3,655 CĐCS: what is in none of the parts (386)
    stands in a line of its own, so that the column adds up to the total above it. Those without
    a choice are part of that line. A total that is smaller than its parts has no such line.
    """
    named = [
        Slice(key=key, sent=pair[0], valid=pair[1])
        for key, pair in by_key.items()
        if key != NOT_CHOSEN and pair != [0, 0]
    ]
    named.sort(key=lambda part: (-part.of(is_valid=is_valid), part.key))
    left_sent = max(sent - sum(part.sent for part in named), 0)
    left_valid = max(valid - sum(part.valid for part in named), 0)
    if left_sent or left_valid:
        named.append(Slice(key=NOT_CHOSEN, sent=left_sent, valid=left_valid, is_rest=True))
    return named
