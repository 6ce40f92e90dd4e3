"""Plain rules of the organisation."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from sangkien.units.errors import InvalidPlan, InvalidUnit

# The founding day of the Vietnamese trade unions stands for "before our records": no source gives
# the day on which each federation was set up.
BEFORE_RECORDS = dt.date(1929, 7, 28)

MOST_PEOPLE = 100_000_000  # more than the country has workers: a typing error

_PLACE = re.compile(r"^Liên đoàn Lao động (?:tỉnh|thành phố) (.+)$")
_SHORT_PLACES = {"Hồ Chí Minh": "TP. Hồ Chí Minh"}  # the bare name is that of a person
_NATIONAL = "Tổng Liên đoàn Lao động Việt Nam"


def is_recorded(opened_on: dt.date) -> bool:
    """Whether the day a unit was opened is known, and not just "long ago"."""
    return opened_on > BEFORE_RECORDS


def short_name(name: str) -> str:
    """ "Liên đoàn Lao động tỉnh Kiên Giang" -> "Kiên Giang", "Công đoàn X" -> "CĐ X"."""
    if name == _NATIONAL:
        return "Tổng Liên đoàn"
    place = _PLACE.match(name)
    if place:
        return _SHORT_PLACES.get(place[1], place[1])
    return name.replace("Công đoàn", "CĐ", 1) if "Công đoàn" in name else ""


def ensure_headcount(members: int, workers: int, *, counted_on: dt.date, today: dt.date) -> None:
    """Raise for what cannot have been counted."""
    for field, people in (("members", members), ("workers", workers)):
        if not 0 <= people <= MOST_PEOPLE:
            raise InvalidUnit(_("Số người chưa hợp lý, hãy kiểm tra lại."), field=field)
    if counted_on > today:
        raise InvalidUnit(_("Ngày thống kê không được ở tương lai."), field="counted_on")


MOST_YEARS_AHEAD = 2


def ensure_effective(day: dt.date, *, today: dt.date | None = None) -> None:
    """A day on which a reorganisation may take effect: later than our records, not far ahead."""
    if day <= BEFORE_RECORDS:
        raise InvalidPlan(_("Ngày có hiệu lực chưa hợp lý."), field="effective_on")
    if today is not None and day > today.replace(year=today.year + MOST_YEARS_AHEAD, day=1):
        raise InvalidPlan(_("Ngày có hiệu lực nhiều nhất là hai năm nữa."), field="effective_on")
