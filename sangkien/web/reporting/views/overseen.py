"""`/che-do-bao-cao/giam-sat/`: for auditors, what the units of their scope owe; nothing to press."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day, months_later
from sangkien.reporting import permissions, queries
from sangkien.web.reporting import lines
from sangkien.web.reporting.sides import month_of, tabs_of
from sangkien.web.shared import paging
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """What is overdue, or everything whose term ends in a month."""
    actor, now = request.actor, request.received_at
    if not permissions.oversees(actor):
        raise NotFound(_("Không tìm thấy trang này."))
    typed = request.GET.get("thang", "")
    month = month_of(typed, local_day(now)) if typed else None
    rows, more = queries.overseen_page(
        actor, at=now, month=month, after=paging.dated(request.GET.get("sau"))
    )
    here = reverse("reporting:overseen")
    shown = month or local_day(now).replace(day=1)
    kept = f"thang={shown:%Y-%m}&" if month else ""
    context = {
        "tabs": tabs_of(actor, current="overseen"),
        "parts": [
            Link(label=_("Quá hạn chưa nộp"), url=here, current=month is None),
            Link(
                label=_("Lịch tháng"),
                url=f"{here}?thang={shown:%Y-%m}",
                current=month is not None,
            ),
        ],
        "month": month,
        "earlier_url": f"{here}?thang={months_later(shown, -1):%Y-%m}",
        "later_url": f"{here}?thang={months_later(shown, 1):%Y-%m}",
        "rows": [lines.line(row, now=now) for row in rows],
        "first_url": f"{here}?{kept}" if request.GET.get("sau") else "",
        "following_url": f"{here}?{kept}sau={rows[-1].due_on}.{rows[-1].pk}" if more else "",
    }
    return render(request, "reporting/overseen.html", context)
