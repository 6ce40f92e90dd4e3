"""How many may receive an award, and who is inside: counted openly, nobody cut unseen."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from sangkien.commendation.rules.terms import Quota
from sangkien.core import numbers

T = TypeVar("T")
HUNDRED = 100


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most `most`; `words` show how that number came about."""

    most: int
    words: str


def limits(quota: Quota, *, pool: int | None = None, of_round: int | None = None) -> list[Limit]:
    """The limits of one round, the narrowest first. `pool` is how many could receive it (those with the
    title below, for a share), `of_round` what the round itself allows.
    """
    found = []
    most = min((one for one in (quota.most, of_round) if one is not None), default=None)
    if most is not None:
        found.append(
            Limit(most=most, words=_("nhiều nhất %(most)s trong đợt") % {"most": _number(most)})
        )
    if quota.percent is not None and pool is not None:
        found.append(share(quota.percent, pool))
    return sorted(found, key=lambda one: one.most)


def share(percent: int, pool: int) -> Limit:
    """ "15 % của 27 = 4,05, lấy 4": rounded down, the exact number shown."""
    exact = Decimal(percent * pool) / HUNDRED
    most = percent * pool // HUNDRED
    words = _("%(percent)d %% của %(pool)s = %(exact)s") % {
        "percent": percent,
        "pool": _number(pool),
        "exact": numbers.written(exact),
    }
    if most != exact:
        words = _("%(words)s, lấy %(most)s") % {"words": words, "most": _number(most)}
    return Limit(most=most, words=words)


def of_proposer(quota: Quota, already: int) -> tuple[bool, str]:
    """Whether a unit may nominate one more after `already`, and the sentence that says so."""
    if quota.per_proposer is None:
        return True, ""
    words = _("mỗi đơn vị đề nghị nhiều nhất %(most)s, đã đề nghị %(already)s") % {
        "most": _number(quota.per_proposer),
        "already": _number(already),
    }
    return already < quota.per_proposer, words


def _number(value: int) -> str:
    return numbers.thousands(value)


@dataclass(frozen=True, kw_only=True)
class Cut(Generic[T]):
    """Who is inside by order; `edge` are equal among themselves and more than there are places: a
    person or a council decides about them.
    """

    inside: tuple[T, ...]
    edge: tuple[T, ...] = ()
    outside: tuple[T, ...] = ()
    places_left: int = 0


def cut(found: Sequence[T], most: int | None, *, merit: Callable[[T], Hashable]) -> Cut[T]:
    """`found` in order, the best first; equal `merit` is equal standing."""
    if most is None or len(found) <= most:
        return Cut(inside=tuple(found))
    if not most:
        return Cut(inside=(), outside=tuple(found))
    last, next_one = merit(found[most - 1]), merit(found[most])
    if last != next_one:
        return Cut(inside=tuple(found[:most]), outside=tuple(found[most:]))
    first = next(place for place, one in enumerate(found) if merit(one) == last)
    behind = next((p for p in range(most, len(found)) if merit(found[p]) != last), len(found))
    return Cut(
        inside=tuple(found[:first]),
        edge=tuple(found[first:behind]),
        outside=tuple(found[behind:]),
        places_left=most - first,
    )
