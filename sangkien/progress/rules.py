"""What the figures say: against a target, against the pace, against each other.

Pure functions over plain values. Fractions stay exact; only what is shown is rounded.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from sangkien.agreements.enums import TargetKind
from sangkien.audits.rules import Factor
from sangkien.core import numbers, periods
from sangkien.progress.enums import BoardOrder

HUNDRED = 100
DOUBLE = 2  # "đạt trên 200 %"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A value against its target: "đạt X %" and "vượt Y %" come from the same fraction.

    `target` is at least 1.
    """

    value: int
    target: int

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.value, self.target)

    @property
    def is_reached(self) -> bool:
        return self.value >= self.target

    @property
    def over(self) -> int:
        """How many more than the target, 0 below it."""
        return max(self.value - self.target, 0)

    @property
    def missing(self) -> int:
        return max(self.target - self.value, 0)

    def percent(self, *, places: int = 1, truncate: bool = False) -> Decimal:
        """ "đạt": 696,948 of 300,000 is 232.3."""
        return numbers.ratio_percent(self.value, self.target, places=places, truncate=truncate)

    def over_percent(self, *, places: int = 1, truncate: bool = False) -> Decimal:
        """ "vượt": always 100 less than "đạt", 0 below the target."""
        return numbers.ratio_percent(self.over, self.target, places=places, truncate=truncate)


def needed(kind: TargetKind, value: Decimal, *, size: int | None) -> int | None:
    """How many initiatives (or, for COVERAGE, CĐCS) a target asks for; None when unknown.

    `size` is the number of CĐCS or of people that the target is a part of. Rounded up: 9.9
    initiatives are reached with the tenth.
    """
    if kind == TargetKind.COUNT:
        return int(value)
    if not size:
        return None
    return ceil(Fraction(value) * size / HUNDRED)


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """ "Độ bao phủ": CĐCS with at least one initiative, of all CĐCS on the reference day."""

    covered: int
    total: int

    @property
    def at_zero(self) -> int:
        return max(self.total - self.covered, 0)


def per_hundred(initiatives: int, people: int, *, places: int = 1) -> Decimal | None:
    """Initiatives per 100 people; None without people."""
    return numbers.ratio_percent(initiatives, people, places=places) if people else None


def reference_day(closes_at: dt.datetime, *, today: dt.date) -> dt.date:
    """The day on which units and people are counted for the rates of a period.

    Today while the period runs, its last day afterwards: figures of the past stay as they are.
    """
    return min(today, periods.last_day(closes_at))


# Pace


@dataclass(frozen=True, kw_only=True)
class Rush:
    """How late people enter what they have done: the part that comes in the second half."""

    since: dt.date
    second_half: Fraction
    sources: tuple[str, ...]


# 46,000 of the 241,801 entries of the 40-day peak were there after day 20.
RUSH = Rush(
    since=dt.date(2021, 4, 20),
    second_half=Fraction(81, 100),
    sources=(
        "https://congdoandaukhi.vn/hon-46-nghin-sang-kien-vuot-kho-phat-trien-da-duoc-cap-nhat/",
        "https://baonghean.vn/nghe-an-dung-dau-ca-nuoc-trong-chuong-trinh-75-nghin-sang-kien-vuot-kho-phat-trien-post237836.html",
    ),
)


def expected(
    target: int, *, opens_at: dt.datetime, closes_at: dt.datetime, at: dt.datetime
) -> int | None:
    """How many there should be by now, None before the opening and after the close.

    Even within each half, 19 % in the first one and 81 % in the second. Rounded down, so that
    nobody is behind by a part of an initiative.
    """
    if not opens_at <= at < closes_at:
        return None
    return int(target * arrived(opens_at, closes_at, at=at))


def arrived(opens_at: dt.datetime, closes_at: dt.datetime, *, at: dt.datetime) -> Fraction:
    """Which part of everything that comes in a window has come by an instant: 0 to 1."""
    microsecond = dt.timedelta(microseconds=1)
    passed = Fraction((at - opens_at) // microsecond, (closes_at - opens_at) // microsecond)
    passed = min(max(passed, Fraction(0)), Fraction(1))
    first_half = 1 - RUSH.second_half
    half = Fraction(1, 2)
    if passed <= half:
        return first_half * passed / half
    return first_half + RUSH.second_half * (passed - half) / half


def days_left(closes_at: dt.datetime, *, at: dt.datetime) -> int:
    """Calendar days after today until the last day; 0 on the last day itself."""
    return max(periods.days_early(periods.local_day(at), periods.last_day(closes_at)), 0)


# Ranks


@dataclass(frozen=True, kw_only=True)
class Contender:
    """One unit, cluster or block in a league; `share` is the part of its target, if it has one.

    `members` is None where nobody recorded them, `factor` where no audit was finished. Amounts are
    in đồng; verified and declared ones are never added.
    """

    key: int
    name_sort: str
    sent: int = 0
    valid: int = 0
    share: Fraction | None = None
    people: int = 0
    members: int | None = None
    verified_vnd: int = 0
    declared_vnd: int = 0
    factor: Factor | None = None

    @property
    def audited(self) -> Fraction | None:
        """Valid initiatives times what passed of those checked, exact; None until enough were."""
        value = self.factor.value if self.factor else None
        return None if value is None else self.valid * value

    @property
    def per_hundred(self) -> Fraction | None:
        """Valid initiatives per 100 members, exact."""
        return Fraction(self.valid * HUNDRED, self.members) if self.members else None


@dataclass(frozen=True, kw_only=True)
class Place:
    """`rank` is None for those who are not ranked; `is_tied` is "đồng hạng"."""

    contender: Contender
    rank: int | None
    is_tied: bool = False


Merit = tuple[Fraction | int, ...]


def merit(contender: Contender, order: BoardOrder) -> Merit | None:
    """What decides the rank, best highest; None when there is nothing to rank.

    By number: valid ones first, then sent ones. Otherwise by one figure alone: the part of the
    target that is reached, valid ones per 100 members, people, verified or declared benefit, valid
    ones times the factor of the audits. Without a factor there is no rank: to take it for 1 would
    put those whom nobody audited before those of whom something was found.
    """
    if not contender.sent:
        return None
    if order == BoardOrder.COUNT:
        return (contender.valid, contender.sent)
    figure = deciding(contender, order)
    is_amount = order in {BoardOrder.VERIFIED, BoardOrder.DECLARED}
    return None if figure is None or (is_amount and not figure) else (figure,)


def deciding(contender: Contender, order: BoardOrder) -> Fraction | int | None:
    """The figure that an order goes by first."""
    return {
        BoardOrder.COUNT: contender.valid,
        BoardOrder.SHARE: contender.share,
        BoardOrder.PER_HUNDRED: contender.per_hundred,
        BoardOrder.PEOPLE: contender.people,
        BoardOrder.VERIFIED: contender.verified_vnd,
        BoardOrder.DECLARED: contender.declared_vnd,
        BoardOrder.AUDITED: contender.audited,
    }[order]


def places(contenders: Iterable[Contender], *, order: BoardOrder = BoardOrder.COUNT) -> list[Place]:
    """The league: equal merit is an equal rank (1, 2, 2, 4), listed in Vietnamese order.

    Those without an initiative, and in the order by share those without a target, come last
    without a rank.
    """
    listed = sorted(contenders, key=lambda c: (c.name_sort, c.key))
    rated = [(found, c) for c in listed if (found := merit(c, order)) is not None]
    rated.sort(key=lambda pair: pair[0], reverse=True)  # stable: the names stay in order
    merits = [found for found, _contender in rated]
    first = {found: rank for rank, found in reversed(list(enumerate(merits, start=1)))}
    ranked = [
        Place(
            contender=contender,
            rank=first[found],
            is_tied=(first[found] < len(merits) and merits[first[found]] == found),
        )
        for found, contender in rated
    ]
    rest = [c for c in listed if merit(c, order) is None]
    rest.sort(key=lambda c: (c.valid, c.sent), reverse=True)
    return ranked + [Place(contender=contender, rank=None) for contender in rest]


@dataclass(frozen=True, kw_only=True)
class Bands:
    """How many of the units below have come how far."""

    total: int
    with_target: int
    completed: int
    doubled: int
    at_zero: int


def bands(rows: Sequence[tuple[int, Standing | None]]) -> Bands:
    """Of (sent, standing or None without a target) pairs."""
    standings = [standing for _sent, standing in rows if standing is not None]
    return Bands(
        total=len(rows),
        with_target=len(standings),
        completed=sum(standing.is_reached for standing in standings),
        doubled=sum(standing.fraction > DOUBLE for standing in standings),
        at_zero=sum(sent == 0 for sent, _standing in rows),
    )
