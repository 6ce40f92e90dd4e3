"""`/kiem-tra/`: plans and visits; `/kiem-tra/kien-nghi/`: what is to be put right."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.inspections import permissions, queries
from sangkien.inspections.enums import InspectionKind
from sangkien.web.shared import paging
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.access.actor import Actor

PARTS = {
    "": ("open", gettext_lazy("Chờ khắc phục")),
    "qua-han": ("overdue", gettext_lazy("Quá hạn")),
    "cho-xem": ("answered", gettext_lazy("Chờ đoàn xem")),
    "da-xong": ("closed", gettext_lazy("Đã khắc phục")),
}
KINDS = {"kiem-tra": InspectionKind.INSPECTION, "giam-sat": InspectionKind.SUPERVISION}


def _ensure_concerned(actor: "Actor") -> None:
    """Officers who inspect or are inspected, and auditors."""
    if not (actor.can_somewhere(Permission.REPORT_SEND) or permissions.oversees_somewhere(actor)):
        raise NotFound(_("Không tìm thấy trang này."))


def _sections(current: str) -> list[Link]:
    return [
        Link(
            label=_("Các đợt"), url=reverse("inspections:index"), current=current == "inspections"
        ),
        Link(
            label=_("Kiến nghị khắc phục"),
            url=reverse("inspections:findings"),
            current=current == "findings",
        ),
    ]


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """What the reader's units inspect, and where they are inspected."""
    actor = request.actor
    _ensure_concerned(actor)
    typed = request.GET.get("loai", "")
    kind = KINDS[typed].value if typed in KINDS else ""
    before = paging.number(request.GET.get("truoc"))
    units, oversees = queries.inspecting_units(actor), permissions.oversees_somewhere(actor)
    rows, following = queries.inspections_page(actor, kind=kind, before=before)
    here = reverse("inspections:index")
    chosen = f"loai={typed}" if kind else ""
    context = {
        "tabs": _sections("inspections"),
        "kinds": [
            Link(label=_("Tất cả"), url=here, current=not kind),
            *(
                Link(label=str(one.label), url=f"{here}?loai={key}", current=one.value == kind)
                for key, one in KINDS.items()
            ),
        ],
        "units": units,
        "oversees": oversees,
        "reports": actor.can_somewhere(Permission.REPORT_SEND),
        "lists_plans": bool(units) or oversees,
        "rows": rows,
        "own": queries.own_visits(actor),
        "first_url": f"{here}?{chosen}" if before is not None else "",
        "following_url": f"{here}?{chosen}&truoc={following}" if following else "",
        "now": request.received_at,
    }
    return render(request, "inspections/index.html", context)


@require_safe
def findings(request: WorkRequest) -> HttpResponse:
    """The register of findings, the earliest day first."""
    _ensure_concerned(request.actor)
    today = local_day(request.received_at)
    asked = request.GET.get("muc", "")
    part = asked if asked in PARTS else ""
    after = paging.dated(request.GET.get("sau", ""))
    rows, more = queries.findings_page(request.actor, part=PARTS[part][0], on=today, after=after)
    here = reverse("inspections:findings")
    context = {
        "tabs": _sections("findings"),
        "parts": [
            Link(label=str(label), url=f"{here}?muc={key}" if key else here, current=key == part)
            for key, (_part, label) in PARTS.items()
        ],
        "rows": [(row, row.is_overdue_on(today)) for row in rows],
        "first_url": f"{here}?muc={part}" if after else "",
        "following_url": f"{here}?muc={part}&sau={rows[-1].due_on}.{rows[-1].pk}" if more else "",
    }
    return render(request, "inspections/findings.html", context)
