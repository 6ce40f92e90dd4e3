"""How a number is shared out so that the parts make up the whole exactly. Pure."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.agreements.errors import InvalidTarget


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """Largest remainders: each gets its exact part rounded down, and what is left goes one by one
    to the largest fractions, among equal ones to the first.

    `total` and the weights are not negative; somebody weighs something.
    """
    whole = sum(weights)
    if whole <= 0:
        raise InvalidTarget(_("Chưa có số liệu để chia theo cách này."), field="by")
    exact = [Fraction(total * weight, whole) for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts
