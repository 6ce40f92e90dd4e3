"""Plain rules of the organisation."""

import datetime as dt
import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from sangkien.units.errors import InvalidCluster, InvalidUnit

# The founding day of the Vietnamese trade unions stands for "before our records": no source gives
# the day on which each federation was set up.
BEFORE_RECORDS = dt.date(1929, 7, 28)

MOST_PEOPLE = 100_000_000  # more than the country has workers: a typing error

FIRST_CLUSTER_YEAR, LAST_CLUSTER_YEAR = 2000, 2100

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


def ensure_cluster_year(year: int) -> None:
    if not FIRST_CLUSTER_YEAR <= year <= LAST_CLUSTER_YEAR:
        raise InvalidCluster(_("Năm chưa hợp lý, hãy kiểm tra lại."), field="year")


def turns_from(order: Sequence[int], leading: int | None) -> list[int]:
    """The rotation as it goes on after the unit that leads now: who comes next stands first."""
    if leading not in order:
        return list(order)
    following = order.index(leading) + 1
    return [*order[following:], *order[:following]]
