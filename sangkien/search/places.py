"""Where a unit stands among those found: upper levels first, closed units last, else the newest.

One number says it, so that the index can walk in that order.
"""

LAST_TIER = 98
_IDS = 10**10  # room for the key of the unit

# The levels below this one are a crowd (CĐCS, tổ công đoàn). Only speed depends on it.
LAST_TIER_ABOVE_THE_CROWD = 3
CROWD_BELOW = (LAST_TIER + 1 - LAST_TIER_ABOVE_THE_CROWD) * _IDS


def place(pk: int, *, tier: int, is_closed: bool) -> int:
    """The higher, the sooner it is shown. A unit whose end is known counts as closed at once."""
    level = 0 if is_closed else LAST_TIER + 1 - min(tier, LAST_TIER)
    return level * _IDS + pk


def unit_at(number: int) -> int:
    """The key of the unit in a place."""
    return number % _IDS
