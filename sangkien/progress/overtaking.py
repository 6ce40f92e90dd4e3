"""What would bring a unit past the one above it. Pure."""

from fractions import Fraction
from math import floor

from sangkien.progress.enums import BoardOrder
from sangkien.progress.rules import HUNDRED, Contender, deciding


def to_pass(
    mine: Contender, above: Contender, order: BoardOrder, *, target: int | None = None
) -> int | None:
    """The fewest that are missing to stand before `above`, all else staying as it is.

    Newly sent and confirmed initiatives; people for the order by people, đồng for amounts. By
    share `target` is the number of the own goal. None where nothing can be said, because members
    or the target are unknown.
    """
    if order == BoardOrder.COUNT:
        return _by_count(mine, above)
    if order == BoardOrder.SHARE:
        return _by_share(mine, above, target)
    if order == BoardOrder.PER_HUNDRED:
        return _per_hundred(mine, above)
    if order == BoardOrder.AUDITED:
        return _audited(mine, above)
    ahead, here = deciding(above, order), deciding(mine, order)
    return None if ahead is None or here is None else floor(ahead - here) + 1


def _by_count(mine: Contender, above: Contender) -> int:
    """Each one more is sent and valid: equal in valid ones, those that were sent decide."""
    missing = above.valid - mine.valid
    return missing if missing > 0 and mine.sent + missing > above.sent else missing + 1


def _by_share(mine: Contender, above: Contender, target: int | None) -> int | None:
    if not target or mine.share is None or above.share is None:
        return None
    return floor((above.share - mine.share) * target) + 1


def _per_hundred(mine: Contender, above: Contender) -> int | None:
    if above.per_hundred is None or not mine.members:
        return None
    reach: Fraction = above.per_hundred * mine.members / HUNDRED
    return floor(reach) + 1 - mine.valid


def _audited(mine: Contender, above: Contender) -> int | None:
    """Each one more that is valid weighs as much as the own factor says."""
    factor = mine.factor.value if mine.factor else None
    if not factor or mine.audited is None or above.audited is None:
        return None
    return floor((above.audited - mine.audited) / factor) + 1
