"""Plain rules of the organisation."""

import datetime as dt
import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from sangkien.core import periods
from sangkien.units.errors import InvalidCluster, InvalidGrant, InvalidPlan, InvalidUnit

# The founding day of the Vietnamese trade unions stands for "before our records": no source gives
# the day on which each federation was set up.
BEFORE_RECORDS = dt.date(1929, 7, 28)

MOST_PEOPLE = 100_000_000  # more than the country has workers: a typing error

# Half a year: long enough for a leave or until the next congress, short enough that nobody stays
# "acting" for a term. Whoever needs longer is given the office itself, or gets another decision.
MOST_ACTING_MONTHS = 6

# From which day on, how many months a role may stand without somebody looking at it again.
REVIEW_MONTHS = ((BEFORE_RECORDS, 12),)

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


MOST_YEARS_AHEAD = 2


def ensure_effective(day: dt.date, *, today: dt.date | None = None) -> None:
    """A day on which a reorganisation may take effect: later than our records, not far ahead."""
    if day <= BEFORE_RECORDS:
        raise InvalidPlan(_("Ngày có hiệu lực chưa hợp lý."), field="effective_on")
    if today is not None and day > today.replace(year=today.year + MOST_YEARS_AHEAD, day=1):
        raise InvalidPlan(_("Ngày có hiệu lực nhiều nhất là hai năm nữa."), field="effective_on")


def ensure_term(
    since_on: dt.date, until_on: dt.date | None, *, is_acting: bool, from_on: dt.date
) -> None:
    """The dates of a role; an acting one ends within half a year of the day `from_on`."""
    if until_on is not None and until_on < since_on:
        raise InvalidGrant(_("Ngày kết thúc phải sau ngày bắt đầu."), field="until_on")
    if not is_acting:
        return
    if until_on is None:
        raise InvalidGrant(_("Quyền phụ trách phải có ngày kết thúc."), field="until_on")
    latest = periods.months_later(from_on, MOST_ACTING_MONTHS)
    if until_on > latest:
        raise InvalidGrant(
            _("Quyền phụ trách dài nhất 6 tháng, ở đây là đến hết ngày %(day)s.")
            % {"day": f"{latest:%d/%m/%Y}"},
            field="until_on",
        )


def review_due_before(today: dt.date) -> dt.date:
    """Roles last looked at before this day are overdue for the review."""
    months = next(months for since, months in reversed(REVIEW_MONTHS) if since <= today)
    return periods.months_later(today, -months)


def ensure_cluster_year(year: int) -> None:
    if not FIRST_CLUSTER_YEAR <= year <= LAST_CLUSTER_YEAR:
        raise InvalidCluster(_("Năm chưa hợp lý, hãy kiểm tra lại."), field="year")


def turns_from(order: Sequence[int], leading: int | None) -> list[int]:
    """The rotation as it goes on after the unit that leads now: who comes next stands first."""
    if leading not in order:
        return list(order)
    following = order.index(leading) + 1
    return [*order[following:], *order[:following]]
