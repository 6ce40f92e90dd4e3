"""`/hau-kiem/`: audits of the reader's offices; one of them with its sample and its result."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sangkien.access.permissions import Permission
from sangkien.audits import permissions, queries
from sangkien.audits.enums import Finding
from sangkien.audits.rules import LEAST_CHECKED, seed_text
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.programmes.enums import PeriodKind
from sangkien.reports.sheets import made_workbook
from sangkien.web.shared import downloads, paging
from sangkien.web.shared.rows import Link
from sangkien.web.shared.templatetags import vi
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.audits.models import Audit, AuditItem

PARTS = {
    "chua-kiem": ("", gettext_lazy("Chưa kiểm")),
    "khong-dat": (Finding.FAILED.value, gettext_lazy("Không đạt")),
    "sai-sot": (Finding.MINOR.value, gettext_lazy("Sai sót nhỏ")),
    "dung": (Finding.RIGHT.value, gettext_lazy("Đúng")),
}


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """What the reader's offices audit, and finished ones about the units they look after."""
    actor = request.actor
    if not actor.can_somewhere(Permission.PROGRESS_VIEW):
        raise NotFound(_("Không tìm thấy trang này."))
    before = paging.number(request.GET.get("truoc"))
    rows, following = queries.audits_page(actor, before=before)
    here, today = reverse("audits:index"), local_day(request.received_at)
    context = {
        "units": queries.auditing_units(actor),
        "rows": [(row, row.is_open and row.due_on < today) for row in rows],
        "first_url": here if before is not None else "",
        "following_url": f"{here}?truoc={following}" if following else "",
        "now": request.received_at,
    }
    return render(request, "audits/index.html", context)


def trail(audit: "Audit | None" = None, *, step: str = "") -> list[Link]:
    links = [Link(label=_("Hậu kiểm"), url=reverse("audits:index"))]
    if audit is not None:
        url = reverse("audits:detail", args=[audit.pk])
        links.append(Link(label=audit.subject.label, url=url))
    return [*links, Link(label=step)] if step else links


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """The sample in the order of the draw, with what was found so far."""
    audit = queries.get_audit(pk, actor=request.actor)
    asked = request.GET.get("muc", "")
    part = PARTS[asked][0] if asked in PARTS else None
    after = paging.number(request.GET.get("sau"))
    rows, following = queries.items_page(audit, finding=part, after=after or 0)
    here, outcome = reverse("audits:detail", args=[pk]), queries.outcome_of(audit)
    chosen = f"muc={asked}&" if part is not None else ""
    factor = queries.factors([audit.subject_id], audit.period).get(audit.subject_id)
    context = {
        "audit": audit,
        "rows": rows,
        "outcome": outcome,
        "factor": factor,
        "seed_text": seed_text(audit.pk, audit.drawn_at),
        "least": LEAST_CHECKED,
        "is_overdue": audit.is_open and audit.due_on < local_day(request.received_at),
        "audits": permissions.can_audit(request.actor, audit.unit) and audit.is_open,
        "dropped_before": queries.dropped_before(audit),
        "has_checked": queries.has_checked(audit, actor=request.actor),
        "parts": _parts(here, asked if part is not None else ""),
        "first_url": f"{here}?{chosen}" if after else "",
        "following_url": f"{here}?{chosen}sau={following}" if following else "",
        "is_whole": audit.period.kind == PeriodKind.WHOLE,
        "as_of": audit.finished_at or audit.dropped_at or request.received_at,
        "breadcrumb": trail(audit),
    }
    return render(request, "audits/detail.html", context)


def _parts(here: str, current: str) -> list[Link]:
    return [
        Link(label=_("Cả mẫu"), url=here, current=not current),
        *(
            Link(label=str(label), url=f"{here}?muc={key}", current=key == current)
            for key, (_finding, label) in PARTS.items()
        ),
    ]


@require_safe
def workbook(request: WorkRequest, pk: int) -> HttpResponseBase:
    """The whole sample as an Excel file, with what is needed to draw it again."""
    audit = queries.get_audit(pk, actor=request.actor)
    above = [
        _("Hậu kiểm: %(unit)s") % {"unit": audit.subject.name},
        f"{audit.period.programme.title}: {audit.period.name}",
        _("Rút %(size)s trong %(population)s sáng kiến hợp lệ lúc %(at)s; hạt giống %(seed)s")
        % {
            "size": vi.number(audit.size),
            "population": vi.number(audit.population),
            "at": vi.when(audit.drawn_at),
            "seed": audit.seed,
        },
    ]
    names = [
        *(_("STT"), _("Mã sáng kiến"), _("Tên sáng kiến"), _("Đơn vị")),
        *(_("Kết quả"), _("Lý do, ghi chú"), _("Người kiểm"), _("Ghi lúc")),
    ]
    made = made_workbook(above, [(_("Mẫu hậu kiểm"), names, _lines(queries.items_of(audit)))])
    return downloads.workbook_response(made, f"hau-kiem-{audit.subject.code}-{audit.pk}.xlsx")


def _lines(items: "Sequence[AuditItem]") -> Iterator[list[str | int]]:
    for item in items:
        yield [
            item.position,
            item.initiative.reference,
            item.initiative.title,
            item.initiative.unit.label,
            item.get_finding_display() if item.finding else _("Chưa kiểm"),
            item.reason,
            item.checked_by.full_name if item.checked_by else "",
            vi.when(item.checked_at) if item.checked_at else "",
        ]
