"""`/khoang-ap-dung/`: other days of application for a running phase take two people."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.core import clock
from sangkien.programmes import permissions, queries
from sangkien.programmes import windows as rules
from sangkien.programmes.actions import windows
from sangkien.programmes.enums import WindowState
from sangkien.web.programmes.forms.windows import WindowDecisionForm, WindowForm
from sangkien.web.programmes.views.managing import breadcrumb, managed
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from django.forms import BaseForm

    from sangkien.programmes.models import Period, WindowChange


@require_http_methods(["GET", "HEAD", "POST"])
def window(request: WorkRequest, slug: str, number: int) -> HttpResponse:
    """What holds, what is proposed, what was decided; sent, it is a proposal."""
    phase = _phase(request, slug, number)
    if request.method != "POST":
        return _page(request, phase)
    form = WindowForm(request.POST)
    tried = attempt(
        form,
        lambda: windows.propose_window(
            phase,
            form.days(),
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=clock.now(),
        ),
    )
    if tried.done is None:
        return _page(request, phase, propose=form, status=tried.status)
    messages.success(request, _("Đã đề nghị. Người khác cùng phụ trách sẽ đọc và duyệt."))
    return redirect("programmes:window", slug, number)


@require_POST
def decide(request: WorkRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Approved by a second person, declined, or taken back by who proposed it."""
    phase = _phase(request, slug, number)
    change = rules.get_change(phase, pk)
    form = WindowDecisionForm(request.POST)
    by: dict[str, Any] = {"by": request.actor, "at": clock.now()}

    def act() -> "WindowChange":
        if request.POST.get("decision") == "approve":
            return windows.approve_window(change, **by)
        return windows.decline_window(change, reason=form.cleaned_data["reason"], **by)

    tried = attempt(form, act)
    if tried.done is None:
        return _page(request, phase, decide=form, status=tried.status)
    words = {
        WindowState.APPROVED: _("Đã duyệt. Khoảng áp dụng mới có hiệu lực ngay."),
        WindowState.DECLINED: _("Đã ghi: không đổi khoảng áp dụng."),
    }
    messages.success(request, words[WindowState(tried.done.state)])
    return redirect("programmes:window", slug, number)


def _phase(request: WorkRequest, slug: str, number: int) -> "Period":
    programme = managed(request, slug)
    phase = queries.get_phase(programme, number)
    phase.programme = programme
    return phase


def _page(
    request: WorkRequest,
    phase: "Period",
    *,
    propose: "BaseForm | None" = None,
    decide: "BaseForm | None" = None,
    status: int = 200,
) -> HttpResponse:
    waiting = rules.proposed(phase)
    if waiting is not None:
        waiting.period = phase
    initial = {"applied_from": phase.applied_from, "applied_to": phase.applied_to}
    context = {
        "programme": phase.programme,
        "phase": phase,
        "days": rules.days_of(phase),
        "is_relied_on": rules.is_relied_on(phase, at=clock.now()),
        "waiting": waiting,
        "wanted": rules.wanted(waiting) if waiting else None,
        "may_approve": waiting is not None
        and permissions.can_approve_window(request.actor, waiting),
        "is_own": waiting is not None and waiting.proposed_by_id == request.actor.user_id,
        "history": [(one, rules.was(one), rules.wanted(one)) for one in rules.history(phase)],
        "propose": propose or WindowForm(initial=initial),
        "decide": decide or WindowDecisionForm(),
        "breadcrumb": breadcrumb(phase.programme, here=_("Đổi khoảng áp dụng")),
    }
    return render(request, "programmes/window.html", context, status=status)
