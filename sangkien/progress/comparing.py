"""Two sides of a comparison, as exact numbers. Pure."""

from dataclasses import dataclass
from fractions import Fraction

from sangkien.progress.enums import Measure
from sangkien.progress.rules import HUNDRED

# Per member or per worker, and shares: large and small units side by side.
RATES = {
    Measure.VALID_PER_MEMBERS: ("valid_of_counted", "members", HUNDRED),
    Measure.SENT_PER_MEMBERS: ("sent_of_counted", "members", HUNDRED),
    Measure.PEOPLE_PER_MEMBERS: ("people_of_counted", "members", HUNDRED),
    Measure.VALID_PER_WORKERS: ("valid_of_counted", "workers", HUNDRED),
    Measure.TARGET: ("reached", "target", 1),
    Measure.COVERAGE: ("covered", "grassroots", 1),
    Measure.VALID_SHARE: ("valid", "sent", 1),
    Measure.IN_USE_SHARE: ("in_use", "valid", 1),
    Measure.REUSED_SHARE: ("reused", "valid", 1),
}
SHARES = frozenset(
    {
        Measure.TARGET,
        Measure.COVERAGE,
        Measure.VALID_SHARE,
        Measure.IN_USE_SHARE,
        Measure.REUSED_SHARE,
    }
)
AMOUNTS = frozenset({Measure.DECLARED, Measure.VERIFIED})


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The sums of one side; None is not known. Of a group the plain numbers are averages.

    `units` is how many units were summed. `…_of_counted` are the initiatives and people of those
    units alone whose members (or workers) are on record, so that a rate has the same units above
    and below the line; `counted` is how many that are.
    """

    units: int = 1
    counted: int = 1
    sent: int | None = None
    valid: int | None = None
    recognised: int | None = None
    people: int | None = None
    declared_vnd: int | None = None
    verified_vnd: int | None = None
    in_use: int | None = None
    reused: int | None = None
    sent_of_counted: int | None = None
    valid_of_counted: int | None = None
    people_of_counted: int | None = None
    members: int | None = None
    workers: int | None = None
    covered: int | None = None
    grassroots: int | None = None
    reached: int | None = None
    target: int | None = None

    def of(self, measure: Measure) -> Fraction | None:
        """Exact; None when either part is unknown or there is nothing to divide by."""
        if measure not in RATES:
            value = getattr(self, measure.value)
            return None if value is None else Fraction(value, self.units)
        part, whole, times = RATES[measure]
        above, below = getattr(self, part), getattr(self, whole)
        return Fraction(above * times, below) if above is not None and below else None

    def lacking(self, measure: Measure) -> str:
        """The name of what a rate would be divided by where that is nothing; "" where it is unknown."""
        if measure not in RATES:
            return ""
        _part, whole, _times = RATES[measure]
        return whole if getattr(self, whole) == 0 else ""
