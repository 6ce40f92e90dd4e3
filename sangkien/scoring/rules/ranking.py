"""Ranks inside a cluster, and two half-years as a year. Exact, the same in whatever order rows come;
every rank says why.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.core import periods
from sangkien.scoring.enums import TieKind
from sangkien.scoring.rules import marks
from sangkien.scoring.rules.people import WOMEN_ENOUGH, Share
from sangkien.scoring.rules.tables import Halves, Tie, points_words

Value = int | Fraction | bool | dt.datetime


@dataclass(frozen=True, kw_only=True)
class Settled:
    """ "Phân định": the rank that an open review gave where nothing else decides."""

    rank: int
    held_on: dt.date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Runner:
    """One unit with what it is ranked by, in hundredths of points. `measured` are the values of
    measured lines by their codes; None is a figure that is not known.
    """

    key: int
    name: str
    total: int | Fraction
    class_score: int | Fraction = 0
    points: Mapping[str, int | Fraction]
    measured: Mapping[str, Fraction]
    entries: int | None = None
    women: Share | None = None
    sent_at: dt.datetime | None = None
    settled: Settled | None = None


@dataclass(frozen=True, kw_only=True)
class Placed:
    """`is_shared`: "đồng hạng"."""

    runner: Runner
    rank: int
    is_shared: bool
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Bundle:
    """Runners between whom nothing has decided yet, with what was said so far."""

    runners: tuple[Runner, ...]
    said: tuple[str, ...] = ()


def rank(
    runners: Iterable[Runner], ties: Sequence[Tie], *, labels: Mapping[str, str]
) -> list[Placed]:
    """The highest total first; who shares a rank stands in the order of names, and the next rank
    leaves as many free. `labels` name the lines by their codes.
    """
    bundles = _by_total(sorted(runners, key=lambda one: (one.name, one.key)))
    for tie in ties:
        bundles = [part for bundle in bundles for part in _split(bundle, tie, labels)]
    bundles = [part for bundle in bundles for part in _settle(bundle)]
    placed: list[Placed] = []
    for bundle in bundles:
        place, shared = len(placed) + 1, len(bundle.runners) > 1
        placed += [
            Placed(runner=one, rank=place, is_shared=shared, why=_why(one, bundle))
            for one in bundle.runners
        ]
    return placed


def _by_total(runners: Sequence[Runner]) -> list[_Bundle]:
    totals = sorted({one.total for one in runners}, reverse=True)
    bundles = []
    for place, total in enumerate(totals):
        alike = tuple(one for one in runners if one.total == total)
        said = [_("Tổng điểm xếp hạng %(total)s") % {"total": points_words(total)}]
        if place == 0:
            said.append(_("không đơn vị nào cao hơn"))
        else:
            gap = points_words(Fraction(totals[place - 1]) - total)
            said.append(_("kém mức liền trên %(gap)s điểm") % {"gap": gap})
        bundles.append(_Bundle(runners=alike, said=(", ".join(said),)))
    return bundles


def _split(bundle: _Bundle, tie: Tie, labels: Mapping[str, str]) -> list[_Bundle]:
    """By one tie-break; where it is not known of everybody it decides nothing and says so."""
    if len(bundle.runners) == 1:
        return [bundle]
    label = words_of(tie, labels)
    values = {one.key: _value(tie, one) for one in bundle.runners}
    known = {key: value for key, value in values.items() if value is not None}
    if len(known) < len(values):
        names = ", ".join(one.name for one in bundle.runners if one.key not in known)
        note = _("Chưa xét “%(label)s” vì chưa có số liệu của đơn vị nào")
        if known:
            note = _("Chưa xét “%(label)s” vì chưa đủ số liệu: thiếu của %(names)s")
        said = note % {"label": label, "names": names}
        return [_Bundle(runners=bundle.runners, said=(*bundle.said, said))]
    ordered = sorted(set(known.values()), key=_order, reverse=tie.kind != TieKind.EARLIER)
    if len(ordered) == 1:
        return [bundle]
    return [
        _Bundle(
            runners=tuple(one for one in bundle.runners if known[one.key] == value),
            said=(*bundle.said, _said(tie, label, value, bundle, known)),
        )
        for value in ordered
    ]


def _settle(bundle: _Bundle) -> list[_Bundle]:
    """As people decided at last, where they decided between all of them."""
    found = {one.key: one.settled for one in bundle.runners if one.settled is not None}
    if len(bundle.runners) == 1 or len(found) < len(bundle.runners):
        return [bundle]
    one = next(iter(found.values()))
    words = _("Họp rà soát ngày %(day)s phân định thứ tự: %(reason)s") % {
        "day": f"{one.held_on:%d/%m/%Y}",
        "reason": one.reason,
    }
    return [
        _Bundle(
            runners=tuple(each for each in bundle.runners if found[each.key].rank == rank),
            said=(*bundle.said, words),
        )
        for rank in sorted({each.rank for each in found.values()})
    ]


def _order(value: Value) -> float | Fraction:
    return Fraction(value.timestamp()) if isinstance(value, dt.datetime) else Fraction(value)


def _value(tie: Tie, one: Runner) -> Value | None:
    read: dict[TieKind, Callable[[], Value | None]] = {
        TieKind.CLASS_SCORE: lambda: one.class_score,
        TieKind.NODE: lambda: one.points.get(tie.node),
        TieKind.ENTRIES: lambda: one.entries,
        TieKind.WOMEN: lambda: _has_women_enough(tie, one),
        TieKind.EARLIER: lambda: one.sent_at,
    }
    return read[tie.kind]()


def _has_women_enough(tie: Tie, one: Runner) -> bool | None:
    """By the line of the table that measures the share, else by the people given on the card."""
    if tie.node:
        return one.measured[tie.node] >= WOMEN_ENOUGH if tie.node in one.measured else None
    return one.women.is_enough if one.women else None


def words_of(tie: Tie, labels: Mapping[str, str]) -> str:
    if tie.kind == TieKind.NODE:
        return _("Điểm mục %(line)s") % {"line": labels.get(tie.node, tie.node)}
    label = str(tie.kind.label)
    return f"{label}: {labels.get(tie.node, tie.node)}" if tie.node else label


def _said(tie: Tie, label: str, value: Value, bundle: _Bundle, known: Mapping[int, Value]) -> str:
    words = _("%(n)d đơn vị bằng điểm, xét “%(label)s”: %(value)s") % {
        "n": len(bundle.runners),
        "label": label,
        "value": _written(tie, value),
    }
    if tie.kind != TieKind.WOMEN or tie.node:
        return words
    counted = "; ".join(
        f"{one.name}: {one.women.words}"
        for one in bundle.runners
        if one.women and known[one.key] == value
    )
    return f"{words} ({counted})"


def _written(tie: Tie, value: Value) -> str:
    if tie.kind == TieKind.ENTRIES:
        return str(value)
    if isinstance(value, bool):
        return _("đạt") if value else _("không đạt")
    if isinstance(value, dt.datetime):
        return periods.instant_words(value)
    return points_words(value)


def _why(one: Runner, bundle: _Bundle) -> tuple[str, ...]:
    others = [other.name for other in bundle.runners if other.key != one.key]
    if not others:
        return bundle.said
    shared = _("Đồng hạng với %(names)s: không tiêu chí phụ nào phân được thứ tự") % {
        "names": ", ".join(others)
    }
    return (*bundle.said, shared)


@dataclass(frozen=True, kw_only=True)
class YearScore:
    """ "Điểm cả năm": None while a half that counts is missing; `words` is the calculation."""

    score: Fraction | None
    words: str


def year_of(halves: Halves, first: int | None, second: int | None) -> YearScore:
    """A half that weighs nothing may be missing."""
    missing = [
        name
        for name, weight, points in (
            (_("6 tháng đầu năm"), halves.first, first),
            (_("6 tháng cuối năm"), halves.second, second),
        )
        if weight and points is None
    ]
    if missing:
        words = _("Chưa có điểm %(halves)s nên chưa tính điểm cả năm.")
        return YearScore(score=None, words=words % {"halves": _(" và ").join(missing)})
    score = marks.year(halves, first or 0, second or 0)
    return YearScore(score=score, words=_year_words(halves, first or 0, second or 0, score))


def _year_words(halves: Halves, first: int, second: int, score: Fraction) -> str:
    return _("(%(a)d × %(first)s + %(b)d × %(second)s) : %(sum)d = %(score)s") % {
        "a": halves.first,
        "b": halves.second,
        "first": points_words(first),
        "second": points_words(second),
        "sum": halves.first + halves.second,
        "score": points_words(score),
    }
