"""`/sang-kien/<code>/bi-mat/`: keep it as a trade secret, or do so no longer."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives import permissions
from sangkien.initiatives.actions import sealing
from sangkien.web.initiatives.forms.secrecy import DiscloseForm
from sangkien.web.initiatives.views import finding
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative

KEEP, DISCLOSE = "giu", "thoi"


@require_http_methods(["GET", "HEAD", "POST"])
def secrecy(request: WorkRequest, code: str) -> HttpResponse:
    """What it means, and one button; opening it again has to be confirmed. Twice is once."""
    initiative = finding.own(request, code)
    if request.method != "POST":
        return _page(request, initiative, DiscloseForm())
    if request.POST.get("intent") == KEEP:
        sealing.keep_secret(initiative, by=request.actor, at=clock.now())
        messages.success(request, _("Từ nay sáng kiến này được giữ bí mật kinh doanh."))
        return redirect("initiatives:detail", initiative.code)
    form = DiscloseForm(request.POST)
    tried = attempt(form, lambda: sealing.disclose(initiative, by=request.actor, at=clock.now()))
    if tried.done is None:
        return _page(request, initiative, form, status=tried.status)
    messages.success(request, _("Đã thôi giữ bí mật. Sáng kiến được đọc như mọi sáng kiến khác."))
    return redirect("initiatives:detail", initiative.code)


def _page(
    request: WorkRequest, initiative: "Initiative", form: DiscloseForm, *, status: int = 200
) -> HttpResponse:
    may_keep = permissions.can_keep_secret(request.actor, initiative)
    if not may_keep and not initiative.is_secret:
        raise NotFound(_("Chỉ giữ bí mật được trước khi sáng kiến được xác nhận."))
    context = {
        "initiative": initiative,
        "form": form,
        "may_disclose": permissions.can_disclose(request.actor, initiative),
    }
    return render(request, "initiatives/secrecy.html", context, status=status)
