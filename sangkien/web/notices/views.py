"""`/thong-bao/`: what happened to what concerns me."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.core import clock
from sangkien.notices import queries
from sangkien.notices.actions import telling
from sangkien.web.shared import notices
from sangkien.web.shared.paging import number
from sangkien.web.shared.work import WorkRequest


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    page = queries.notices_of(request.actor, before=number(request.GET.get("truoc")))
    context = {
        "notices": [notices.line(notice) for notice in page.rows],
        "following": page.following,
        "has_unread": any(notice.read_at is None for notice in page.rows),
    }
    return render(request, "notices/index.html", context)


@require_POST
def follow(request: WorkRequest, pk: int) -> HttpResponse:
    """On to the page in question; that it was read is noted on the way."""
    notice = telling.mark_read(pk, by=request.actor, at=clock.now())
    return redirect(notices.address(notice))


@require_POST
def read_all(request: WorkRequest) -> HttpResponse:
    """ "Đánh dấu đã đọc tất cả"."""
    telling.mark_all_read(by=request.actor, at=clock.now())
    messages.success(request, _("Đã đánh dấu tất cả là đã đọc."))
    return redirect("notices:index")
