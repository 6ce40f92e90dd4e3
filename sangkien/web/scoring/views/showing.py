"""Lists, one table, putting it in force."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.scoring import permissions, queries
from sangkien.scoring.actions import tables
from sangkien.scoring.enums import TableState
from sangkien.web.scoring import drawing
from sangkien.web.scoring.forms import EnforceForm
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

PARTS = {
    "ap-dung": (gettext_lazy("Đang áp dụng"), (TableState.IN_FORCE,)),
    "dang-soan": (gettext_lazy("Đang soạn"), (TableState.DRAFT,)),
    "truoc": (gettext_lazy("Bản trước"), (TableState.REPLACED,)),
}
FIRST = "ap-dung"


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """Tables of the reader's units and of those above, and the published examples."""
    actor = request.actor
    _ensure_officer(request)
    asked = request.GET.get("muc", "")
    part = asked if asked in PARTS else FIRST
    before = number(request.GET.get("sau"))
    page = queries.tables_page(actor, PARTS[part][1], before=before)
    here = reverse("scoring:index")
    context = {
        "tabs": [
            Link(label=str(label), url=f"{here}?muc={key}", current=key == part)
            for key, (label, _states) in PARTS.items()
        ],
        "rows": page.rows,
        "first_url": f"{here}?muc={part}" if before is not None else "",
        "following_url": f"{here}?muc={part}&sau={page.following}" if page.following else "",
        "units": queries.organising_units(actor),
        "examples": [(key, table.name) for key, table in queries.shipped().items()],
    }
    return render(request, "scoring/index.html", context)


def _ensure_officer(request: WorkRequest) -> None:
    if not request.actor.can_somewhere(Permission.UNIT_VIEW):
        raise NotFound(_("Không tìm thấy trang này."))


@require_safe
def example(request: WorkRequest, key: str) -> HttpResponse:
    _ensure_officer(request)
    table = queries.get_shipped(key)
    context = {"table": table, "lines": drawing.lines(table), "bands": drawing.bands(table)}
    return render(request, "scoring/example.html", context)


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    row = queries.get_table(pk, actor=request.actor)
    may_write = permissions.can_write(request.actor, row)
    context = {
        "row": row,
        "table": row.table,
        "lines": drawing.lines(row.table),
        "bands": drawing.bands(row.table),
        "sums": drawing.sums(row.table),
        "ties": drawing.ties(row.table),
        "review": drawing.review(row.table, is_asked=row.needs_review),
        "may_write": may_write,
        "may_enforce": permissions.can_enforce(request.actor, row),
        "may_open": permissions.can_open(request.actor, row),
        "may_renew": permissions.can_renew(request.actor, row),
    }
    return render(request, "scoring/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enforce(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Ban hành" by somebody who wrote nothing of it."""
    row = queries.get_table(pk, actor=request.actor)
    if not permissions.can_enforce(request.actor, row):
        raise NotFound(_("Bảng điểm này không chờ bạn ban hành."))
    form = EnforceForm(request.POST or None, initial={"seen": row.version})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: tables.enforce(
                row,
                number=form.cleaned_data["number"],
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ban hành. Các đơn vị được chấm đọc được bảng này."))
            return redirect("scoring:detail", pk)
        status = tried.status
    context = {"row": row, "form": form, "sums": drawing.sums(row.table)}
    return render(request, "scoring/enforce.html", context, status=status)


@require_POST
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bỏ bản nháp"."""
    row = queries.get_table(pk, actor=request.actor)
    if not permissions.can_write(request.actor, row):
        raise NotFound(_("Bảng điểm này không phải bản nháp của bạn."))
    tables.drop(row, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("scoring:index")
