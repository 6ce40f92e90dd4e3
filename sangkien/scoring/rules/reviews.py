"""Minutes of an open review meeting: what must be in them, their seal, when results may go out. Pure."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.core.errors import DomainError, ManyErrors
from sangkien.scoring.errors import InvalidReview
from sangkien.scoring.rules import tables

LONGEST = 4_000
LONGEST_DECISION = 600
Points = int | Fraction | None
Result = tuple[Points, str]  # points in hundredths, class
Kept = list[int | str | None]


@dataclass(frozen=True, kw_only=True)
class Equals:
    """Cards that share a rank, because no tie-break decides between them."""

    rank: int
    cards: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """`present` are the numbers of units, `decided` words by the number of the card, `settled` ranks
    for cards that share one.
    """

    held_on: dt.date
    place: str
    chair: str
    secretary: str
    present: tuple[int, ...] = ()
    guests: str = ""
    remarks: str = ""
    decided: Mapping[int, str] = field(default_factory=dict)
    conclusion: str = ""
    settled: Mapping[int, int] = field(default_factory=dict)
    settled_reason: str = ""

    def columns(self) -> dict[str, Any]:
        """As the row keeps them."""
        decided = {str(card): words for card, words in sorted(self.decided.items())}
        settled = {str(card): rank for card, rank in sorted(self.settled.items())}
        kept = {"present": list(self.present), "decided": decided, "settled": settled}
        return {**asdict(self), **kept}


def digest(minutes: Minutes, about: Mapping[str, Any]) -> str:
    plain = {**minutes.columns(), "held_on": minutes.held_on.isoformat(), "about": dict(about)}
    if not minutes.settled:  # minutes without it stay sealed as they were
        del plain["settled"], plain["settled_reason"]
    return tables.digest(plain)


def cleaned(
    minutes: Minutes,
    *,
    unit_ids: Collection[int],
    card_ids: Collection[int],
    equals: Sequence[Equals] = (),
    opened_on: dt.date,
    today: dt.date,
) -> Minutes:
    """Only units and cards of the cluster; every mistake at its field."""
    clean = _tidied(minutes, unit_ids, card_ids, equals)
    problems = [*_missing(clean), *_too_long(clean), *_unsettled(clean, equals)]
    if not opened_on <= clean.held_on <= today:
        problems.append(
            InvalidReview(
                _("Ngày họp từ ngày mở chấm điểm (%(first)s) đến hôm nay.")
                % {"first": f"{opened_on:%d/%m/%Y}"},
                field="held_on",
            )
        )
    if problems:
        raise ManyErrors(problems)
    return clean


def _tidied(
    minutes: Minutes,
    unit_ids: Collection[int],
    card_ids: Collection[int],
    equals: Sequence[Equals],
) -> Minutes:
    equal = {card for one in equals for card in one.cards}
    settled = {card: rank for card, rank in minutes.settled.items() if card in equal}
    return replace(
        minutes,
        place=text.clean_line(minutes.place),
        chair=text.clean_line(minutes.chair),
        secretary=text.clean_line(minutes.secretary),
        present=tuple(sorted(set(minutes.present) & set(unit_ids))),
        guests=text.clean_prose(minutes.guests),
        remarks=text.clean_prose(minutes.remarks),
        decided={
            card: clean
            for card, words in minutes.decided.items()
            if card in card_ids and (clean := text.clean_prose(words))
        },
        conclusion=text.clean_prose(minutes.conclusion),
        settled=settled,
        settled_reason=text.clean_prose(minutes.settled_reason) if settled else "",
    )


def _missing(minutes: Minutes) -> list[DomainError]:
    needed = {
        "place": _("Hãy ghi địa điểm họp."),
        "chair": _("Hãy ghi người chủ trì."),
        "secretary": _("Hãy ghi thư ký cuộc họp."),
        "conclusion": _("Hãy ghi kết luận của cuộc họp."),
    }
    found: list[DomainError] = [
        InvalidReview(words, field=name)
        for name, words in needed.items()
        if not text.has_words(getattr(minutes, name))
    ]
    if not minutes.present:
        found.append(InvalidReview(_("Hãy chọn các đơn vị dự họp."), field="present"))
    return found


def _unsettled(minutes: Minutes, equals: Sequence[Equals]) -> list[DomainError]:
    """All of those that share a rank are given one, from the shared one on and without a gap."""
    found: list[DomainError] = []
    for one in equals:
        given = [minutes.settled[card] for card in one.cards if card in minutes.settled]
        for card in one.cards:
            rank = minutes.settled.get(card)
            if given and rank is None:
                words = _("Xếp hạng mọi đơn vị đang đồng hạng %(rank)d, hoặc để trống cả nhóm.")
            elif rank is not None and rank != one.rank + sum(other < rank for other in given):
                words = _("Các hạng trong nhóm phải bắt đầu từ hạng %(rank)d và không bỏ cách.")
            else:
                continue
            words %= {"rank": one.rank}
            found.append(InvalidReview(words, field=f"settled-{card}"))
    if minutes.settled and not text.has_words(minutes.settled_reason):
        found.append(InvalidReview(_("Hãy ghi lý do phân định."), field="settled_reason"))
    return found


def _too_long(minutes: Minutes) -> list[DomainError]:
    words = _("Dài nhất %(n)d ký tự.")
    found: list[DomainError] = [
        InvalidReview(words % {"n": LONGEST}, field=name)
        for name in ("guests", "remarks", "conclusion", "settled_reason")
        if len(getattr(minutes, name)) > LONGEST
        or text.has_refused_characters(getattr(minutes, name))
    ]
    return found + [
        InvalidReview(words % {"n": LONGEST_DECISION}, field=f"decided-{card}")
        for card, said in minutes.decided.items()
        if len(said) > LONGEST_DECISION or text.has_refused_characters(said)
    ]


def kept(points: Points, class_name: str) -> Kept:
    """As minutes keep it: the points of a year are an exact fraction, and written as one."""
    return [str(points) if isinstance(points, Fraction) else points, class_name]


def result(kept: Kept | None) -> Result:
    points, name = kept or (None, "")
    return (Fraction(points) if isinstance(points, str) else points, str(name))


def advised_on(held_on: dt.date, days: int) -> dt.date:
    """From when results usually go out: guidance, nothing is refused by it."""
    return held_on + dt.timedelta(days=days)
