"""`/tep-da-xuat/`: lists on their way into a file, and the files that are ready."""

import uuid
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.exports import queries
from sangkien.exports.actions import asking
from sangkien.exports.enums import Format, State
from sangkien.exports.errors import InvalidExport
from sangkien.web.exports.forms import AskForm
from sangkien.web.shared.charts import Bar
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.drawing import drawn
from sangkien.web.shared.paging import number
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.exports.models import Export

# Signs and colours; a word always stands beside them.
BADGES = {
    State.WAITING: ("plain", "clock"),
    State.RUNNING: ("info", "loader"),
    State.DONE: ("success", "check"),
    State.FAILED: ("danger", "octagon-alert"),
    State.CANCELLED: ("plain", "x"),
    State.EXPIRED: ("plain", "archive"),
}


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    """ "Tệp đã xuất" of the reader."""
    before = number(request.GET.get("truoc"))
    found, following = queries.own(request.actor, before=before)
    here = reverse("exports:index")
    context = {
        "rows": [(export, *BADGES[State(export.state)]) for export in found],
        "newer": here if before is not None else "",
        "older": f"{here}?truoc={following}" if following else "",
    }
    return render(request, "exports/index.html", context)


@require_POST
def ask(request: WorkRequest) -> HttpResponse:
    """ "Xuất Excel", "Xuất CSV" beside a list."""
    form = AskForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Biểu mẫu đã cũ. Mời mở lại danh sách rồi bấm xuất."))
        return redirect("exports:index")
    asked = form.cleaned_data
    try:
        export = asking.ask(
            asked["kind"],
            dict(parse_qsl(asked["parameters"])),
            format=Format(asked["format"]),
            request_key=uuid.uuid5(asked["request_key"], asked["format"]),  # one for each button
            by=request.actor,
            at=clock.now(),
        )
    except InvalidExport as refusal:
        messages.error(request, str(refusal))
        return redirect("exports:index")
    return redirect("exports:detail", export.pk)


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    """How far it is; while it is written the page asks again by itself."""
    export = queries.get_export(pk, actor=request.actor)
    colour, sign = BADGES[State(export.state)]
    context = {
        "export": export,
        "colour": colour,
        "sign": sign,
        "bar": _bar(export),
        "ahead": queries.ahead_of(export) if export.state == State.WAITING else 0,
        "here": reverse("exports:detail", args=[export.pk]),
        "breadcrumb": [
            Link(label=_("Tệp đã xuất"), url=reverse("exports:index")),
            Link(label=export.title or _("Bản xuất")),
        ],
    }
    return render(request, "exports/detail.html", context)


def _bar(export: "Export") -> SafeString | str:
    if export.percent is None:
        return ""
    return drawn(Bar(value=f"{export.percent}%", target="", pace="", is_reached=False))


@require_POST
def take(request: WorkRequest, pk: int) -> HttpResponseBase:
    """ "Tải tệp". Sent, not followed, because who took it is written down."""
    export = queries.get_export(pk, actor=request.actor)
    try:
        asking.take(export, by=request.actor, at=clock.now())
    except InvalidExport as refusal:
        messages.error(request, str(refusal))
        return redirect("exports:detail", export.pk)
    if export.file is None:
        raise NotFound(_("Tệp này không còn nữa. Hãy xuất lại danh sách."))
    return file_response(export.file)


@require_POST
def cancel(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Dừng"."""
    export = queries.get_export(pk, actor=request.actor)
    asking.cancel(export, by=request.actor, at=clock.now())
    messages.success(request, _("Đã dừng, không có tệp nào được giữ lại."))
    return redirect("exports:index")
