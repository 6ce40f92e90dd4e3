"""Quiet hours: what officers send by phone waits until people are up; codes to sign in do not."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from sangkien.core.periods import VIETNAM
from sangkien.core.workdays import Calendar, vietnam

SUNDAY = 6
MOST_DAYS = 60  # of rest in a row; no calendar has as many


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """ "Giờ yên tĩnh" in Vietnamese time, from `begins` to `ends` (which belongs to the day again), as
    the operator set it (`SANGKIEN_QUIET_HOURS`); the same time twice is no quiet hour.
    """

    begins: dt.time = dt.time(21)
    ends: dt.time = dt.time(7)
    sundays: bool = True
    holidays: bool = True

    def allowed_from(self, at: dt.datetime, calendar: Calendar) -> dt.datetime:
        """`at` itself, or when the quiet ends."""
        moment = at.astimezone(VIETNAM)
        for _day in range(MOST_DAYS):
            if self._rests_on(moment.date(), calendar):
                moment = self._morning_after(moment)
            elif self._is_quiet(moment.time()):
                moment = self._end_of_quiet(moment)
            else:
                break
        return at if moment == at else moment

    def _rests_on(self, day: dt.date, calendar: Calendar) -> bool:
        if day in calendar.worked:
            return False
        is_sunday = day.weekday() == SUNDAY
        return (self.sundays and is_sunday) or (self.holidays and day in calendar.off)

    def _is_quiet(self, time: dt.time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= time < self.ends
        return time >= self.begins or time < self.ends

    def _end_of_quiet(self, moment: dt.datetime) -> dt.datetime:
        ends = dt.datetime.combine(moment.date(), self.ends, tzinfo=VIETNAM)
        return ends if ends > moment else ends + dt.timedelta(days=1)

    def _morning_after(self, moment: dt.datetime) -> dt.datetime:
        """The next day begins with its own quiet hours, if any."""
        day = moment.date() + dt.timedelta(days=1)
        return dt.datetime.combine(day, dt.time(), tzinfo=VIETNAM)


def allowed_from(at: dt.datetime) -> dt.datetime:
    """From when a message that can wait may be sent."""
    set_: Quiet = settings.QUIET_HOURS
    return set_.allowed_from(at, vietnam())
