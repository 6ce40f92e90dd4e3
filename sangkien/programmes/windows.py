"""The days in which an initiative must first have been applied: who may change them, and when.

Entries rely on them from the opening of the phase on: from then on two people decide.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.core import periods
from sangkien.core.errors import NotFound
from sangkien.programmes.enums import WindowState
from sangkien.programmes.errors import InvalidWindow
from sangkien.programmes.models import Period, Programme, WindowChange

MOST_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Days:
    """ "Khoảng áp dụng lần đầu", both days included; without days nothing is limited."""

    first: dt.date | None = None
    last: dt.date | None = None

    def __str__(self) -> str:
        """ "01/01/2026 – 31/05/2026"; "" where nothing is limited."""
        if self.first is None or self.last is None:
            return ""
        return f"{self.first:%d/%m/%Y} – {self.last:%d/%m/%Y}"


def days_of(phase: Period) -> Days:
    return Days(first=phase.applied_from, last=phase.applied_to)


def was(change: WindowChange) -> Days:
    return Days(first=change.was_from, last=change.was_to)


def wanted(change: WindowChange) -> Days:
    return Days(first=change.applied_from, last=change.applied_to)


def is_relied_on(phase: Period, *, at: dt.datetime) -> bool:
    """From the opening of a launched phase on, also after its end: what was returned is judged
    by the same days again.
    """
    return phase.programme.is_published and at >= phase.opens_at


def ensure_kept(phase: Period | None, days: Days, *, at: dt.datetime) -> None:
    """Raise when one person alone would change days that entries rely on."""
    if phase is None or not is_relied_on(phase, at=at) or days_of(phase) == days:
        return
    raise InvalidWindow(
        _(
            "%(phase)s đã mở nhận từ %(when)s, sáng kiến đang được xét theo khoảng áp dụng này nên "
            "một người không tự đổi được. Hãy dùng nút “Đổi khoảng áp dụng”: bạn đề nghị, người "
            "thứ hai cùng phụ trách duyệt."
        )
        % {"phase": phase.name, "when": periods.instant_words(phase.opens_at)},
        field="applied_from",
    )


def proposed(phase: Period) -> WindowChange | None:
    """What waits for a second person."""
    found = phase.window_changes.filter(state=WindowState.PROPOSED)
    return found.select_related("proposed_by").first()


def waiting(programme: Programme) -> list[WindowChange]:
    """What waits for a second person in any phase of a programme."""
    found = WindowChange.objects.filter(period__programme=programme, state=WindowState.PROPOSED)
    return list(found.select_related("period", "proposed_by").order_by("pk")[:MOST_SHOWN])


def history(phase: Period) -> list[WindowChange]:
    """What was decided, the latest first."""
    found = phase.window_changes.exclude(state=WindowState.PROPOSED)
    rows = found.select_related("proposed_by", "decided_by").order_by("-pk")
    return list(rows[:MOST_SHOWN])


def get_change(phase: Period, pk: int) -> WindowChange:
    found = phase.window_changes.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy đề nghị này."))
    found.period = phase
    return found
