"""`/tai-khoan/thiet-bi/`: where the person is signed in, and signing out from afar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sangkien.accounts import queries
from sangkien.accounts.actions import sessions
from sangkien.core import clock
from sangkien.web.shared.work import WorkRequest


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    now = clock.now()
    found = queries.sessions_of(request.user, at=now)
    own = request.session.session_key
    context = {
        "sessions": [(session, session.pk == own) for session in found],
        "has_others": any(session.pk != own for session in found),
        "now": now,
    }
    return render(request, "accounts/sessions.html", context)


@require_POST
def end(request: WorkRequest) -> HttpResponse:
    """One of them, or all but this one; the button that was pressed says which."""
    handle, now = request.POST.get("session", ""), clock.now()
    if handle == "others":
        staying = request.session.session_key
        ended = sessions.end_others(request.user, but=staying, by=request.actor, at=now)
    else:
        ended = sessions.end(request.user, handle, by=request.actor, at=now)
    if ended:
        messages.success(request, _("Đã đăng xuất %(count)d thiết bị.") % {"count": ended})
    else:
        messages.info(request, _("Thiết bị đó đã đăng xuất trước rồi."))
    return redirect("accounts:sessions")
