"""`/sang-kien/qua-han-cap-duoi/`: reviews that sleep in the units below; reminding them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.initiatives import waiting
from sangkien.initiatives.actions import escalating
from sangkien.web.initiatives import showing
from sangkien.web.initiatives.views.queue import queue_tabs
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
def sleeping(request: WorkRequest) -> HttpResponse:
    """The longest known first; a reminder to each unit whose turn it is."""
    if not request.actor.offices(Permission.INITIATIVE_ACCEPT):
        raise NotFound(_("Không tìm thấy trang này."))
    if request.method == "POST":
        return _remind(request)
    today = clock.today()
    rows, following = waiting.sleeping_below(request.actor, cursor=request.GET.get("sau"))
    names = waiting.unit_names(row.waits_path for row in rows)
    context = {
        "tabs": queue_tabs(request, below=True),
        "rows": [
            showing.sleeper(row, unit_name=names.get(row.waits_path, ""), today=today)
            for row in rows
        ],
        "following": following,
        "today": today,
    }
    return render(request, "initiatives/sleeping.html", context)


def _remind(request: WorkRequest) -> HttpResponse:
    """`only` is the button of one row; else those that are ticked."""
    only = request.POST.get("only")
    codes = [only] if only else request.POST.getlist("selected")
    chosen = waiting.selected_below(request.actor, codes)
    if not chosen:
        messages.warning(request, _("Chưa chọn sáng kiến nào để nhắc."))
        return redirect("initiatives:sleeping")
    done, refused = escalating.remind_many(chosen, by=request.actor, at=clock.now())
    if done:
        words = ngettext("Đã nhắc về %(n)d sáng kiến.", "Đã nhắc về %(n)d sáng kiến.", done)
        messages.success(request, words % {"n": done})
    for why in dict.fromkeys(refused):
        messages.warning(request, why)
    return redirect("initiatives:sleeping")
