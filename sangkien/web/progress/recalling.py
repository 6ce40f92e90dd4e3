""" "Xem lại lúc…": the figures of a unit at a day and an hour of the past."""

import datetime as dt
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from sangkien.core.periods import VIETNAM
from sangkien.progress import queries
from sangkien.progress.queries import Recalled, UnitScreen
from sangkien.web.progress.asking import EARLIEST, LATEST


@dataclass(frozen=True, kw_only=True)
class Recall:
    """What was typed, and what it shows or why it does not."""

    day: str = ""
    hour: str = ""
    found: Recalled | None = None
    error: str = ""

    @property
    def is_asked(self) -> bool:
        return bool(self.day or self.hour)


def recall(query: QueryDict, screen: UnitScreen, *, at: dt.datetime) -> Recall:
    """`luc`: the day, `gio`: the time of the day; a day alone is its end."""
    day, hour = query.get("luc", "")[:10], query.get("gio", "")[:5]
    if not day and not hour:
        return Recall()
    asked = _instant(day, hour)
    error = ""
    if asked is None:
        error = _("Ngày hoặc giờ chưa đúng. Hãy chọn ngày, ví dụ 15/11/2026, và giờ, ví dụ 13:30.")
    elif not queries.is_past(asked, at=at):
        error = _("Chỉ xem lại được lúc đã qua. Số hiện tại ở đầu trang này.")
    if asked is None or error:
        return Recall(day=day, hour=hour, error=error)
    found = queries.recalled(screen.unit, screen.period, asked)
    return Recall(day=day, hour=hour, found=found)


def _instant(day: str, hour: str) -> dt.datetime | None:
    try:
        found = dt.date.fromisoformat(day)
        time = dt.time.fromisoformat(hour) if hour else None
    except ValueError:
        return None
    if not EARLIEST <= found <= LATEST:
        return None
    if time is None:
        return dt.datetime.combine(found, dt.time(), VIETNAM) + dt.timedelta(days=1)
    return dt.datetime.combine(found, time.replace(tzinfo=None), VIETNAM)
