"""Working days: weekends, public holidays and working days that were swapped."""

import datetime as dt
from dataclasses import dataclass

SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """`off` are weekdays on which nobody works, `worked` weekend days that make up for them."""

    off: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()

    def is_working(self, day: dt.date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and day not in self.off

    def after(self, day: dt.date, count: int) -> dt.date:
        """The last day of a term of so many working days; the first day does not count.

        Civil Code art. 147: a term in days begins on the day after the event.
        """
        while count > 0:
            day += dt.timedelta(days=1)
            count -= self.is_working(day)
        return day

    def between(self, first: dt.date, last: dt.date) -> int:
        """Working days after `first` up to and including `last`; negative when it is past."""
        if last < first:
            return -self.between(last, first)
        span = range(1, (last - first).days + 1)
        return sum(self.is_working(first + dt.timedelta(days=step)) for step in span)
