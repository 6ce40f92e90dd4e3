"""What a figure is worth on a line that fills itself: value and calculation in words. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import numbers
from sangkien.scoring.enums import NodeKind
from sangkien.scoring.rules.marks import Mark, points_of
from sangkien.scoring.rules.tables import WHOLE, Node, points_words

PLACES = 2  # of a percentage: what is shown is what the points are worked out from


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One figure of a unit. `part_words` and `whole_words` name what was counted ("báo cáo đúng hạn",
    "phải nộp"), with the base among them; `whole` is None for a plain number. `missing` says why there
    is no figure.
    """

    part: Fraction = Fraction(0)
    whole: Fraction | None = None
    part_words: str = ""
    whole_words: str = ""
    lost_words: str = ""
    missing: str = ""
    as_of: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """ "Gợi ý điểm" for one line: nothing is scored by it until somebody takes it over."""

    value: Fraction | None
    points: int | None
    words: str
    as_of: dt.datetime


def suggest(node: Node, fact: Fact, *, at: dt.datetime) -> Suggestion:
    as_of = fact.as_of or at
    if fact.missing or fact.whole == 0:
        words = fact.missing or _("Trong kỳ chưa có số liệu để tính.")
        return Suggestion(value=None, points=None, words=words, as_of=as_of)
    value, words = _valued(node, fact)
    points = points_of(node, Mark(value=value))
    given = _("%(words)s; được %(points)s điểm") % {"words": words, "points": points_words(points)}
    return Suggestion(value=value, points=points, words=given, as_of=as_of)


def working(found: Suggestion, value: Fraction | None, shown: Mapping[str, Any]) -> dict[str, Any]:
    """What a column keeps of a suggestion beside its mark: `taken` says that the mark is what the
    system suggested, now or (`shown`) when the draft was saved; then those words stay.
    """
    if value is not None and shown.get("value") == str(value) != str(found.value):
        return {**shown, "taken": True}
    return {
        "value": None if found.value is None else str(found.value),
        "points": found.points,
        "words": found.words,
        "as_of": found.as_of.isoformat(),
        "taken": value is not None and found.value == value,
    }


def _valued(node: Node, fact: Fact) -> tuple[Fraction, str]:
    part = _amount(fact.part, fact.part_words)
    if fact.whole is None:
        return fact.part, part
    if node.way == NodeKind.PENALTY:
        lost = max(fact.whole - fact.part, Fraction(0))
        return lost, _amount(lost, fact.lost_words)
    share = percent(fact.part, fact.whole)
    whole = _amount(fact.whole, fact.whole_words)
    return share, f"{part} / {whole} = {_number(share)} %"


def percent(part: Fraction, whole: Fraction) -> Fraction:
    """Two places, half up; what is not complete never reads 100. `whole` is not 0."""
    exact = part * WHOLE / whole
    rounded = Fraction(int(exact * 10**PLACES + Fraction(1, 2)), 10**PLACES)
    if exact < WHOLE <= rounded:
        return Fraction(int(exact * 10**PLACES), 10**PLACES)
    return rounded


def _amount(value: Fraction, words: str) -> str:
    return f"{_number(value)} {words}".strip()


def _number(value: Fraction) -> str:
    """Half up, like percentages."""
    exact = Decimal(value.numerator) / value.denominator
    return numbers.written(exact.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP))
