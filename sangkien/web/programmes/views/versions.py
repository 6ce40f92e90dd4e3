"""`/chuong-trinh/<slug>/the-le/`: the versions of the rules, and the second person's approval."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.programmes import permissions, queries
from sangkien.programmes.actions import rulesets
from sangkien.units.queries import levels
from sangkien.web.programmes import comparing
from sangkien.web.programmes.forms.versions import DecideForm, ProposeForm
from sangkien.web.programmes.views.managing import breadcrumb, managed
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from django.forms import BaseForm

    from sangkien.programmes.models import Programme, Ruleset


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: WorkRequest, slug: str) -> HttpResponse:
    """Every version with what it changed; sent, the one in preparation is proposed."""
    programme = managed(request, slug)
    if request.method != "POST":
        return _page(request, programme)
    prepared = _prepared(programme)
    form = ProposeForm(request.POST)
    tried = attempt(
        form,
        lambda: rulesets.propose_ruleset(
            prepared, **form.values(), by=request.actor, at=clock.now()
        ),
        names={"takes_effect_at": "effect_on"},
    )
    if tried.done is None:
        return _page(request, programme, propose=form, status=tried.status)
    messages.success(request, _("Đã đề nghị duyệt. Người khác cùng phụ trách sẽ đọc và duyệt."))
    return redirect("programmes:versions", slug=slug)


@require_POST
def decide(request: WorkRequest, slug: str) -> HttpResponse:
    """Approved or sent back, by somebody who wrote nothing of it."""
    programme = managed(request, slug)
    form = DecideForm(request.POST)
    if _is_done(request, programme, form):
        messages.info(request, _("Bạn đã duyệt thể lệ này."))
        return redirect("programmes:versions", slug=slug)
    prepared = _prepared(programme)
    by: dict[str, Any] = {"by": request.actor, "at": clock.now()}

    def act() -> "Ruleset":
        seen: dt.datetime = form.cleaned_data["seen"]
        if request.POST.get("decision") == "approve":
            return rulesets.approve_ruleset(prepared, seen=seen, **by)
        reason = form.cleaned_data["reason"]
        return rulesets.decline_ruleset(prepared, reason=reason, seen=seen, **by)

    tried = attempt(form, act)
    if tried.done is None:
        return _page(request, programme, decide=form, status=tried.status)
    if tried.done.is_in_preparation:
        messages.success(request, _("Đã gửi lại cho người soạn kèm điều cần sửa."))
    else:
        messages.success(request, _("Đã duyệt thể lệ."))
    return redirect("programmes:versions", slug=slug)


def _is_done(request: WorkRequest, programme: "Programme", form: DecideForm) -> bool:
    """The second tap on "Duyệt thể lệ"."""
    last = queries.ruleset_last_written(programme)
    return (
        request.POST.get("decision") == "approve"
        and form.is_valid()
        and last is not None
        and last.approved_by_id == request.actor.user_id
        and last.proposed_at == form.cleaned_data["seen"]
    )


def _prepared(programme: "Programme") -> "Ruleset":
    prepared = queries.ruleset_in_preparation(programme)
    if prepared is None or not programme.is_published:
        raise NotFound(_("Không có bản thể lệ nào đang soạn."))
    return prepared


def _page(
    request: WorkRequest,
    programme: "Programme",
    *,
    propose: "BaseForm | None" = None,
    decide: "BaseForm | None" = None,
    status: int = 200,
) -> HttpResponse:
    found = queries.rulesets(programme)
    prepared = next((one for one in found if one.is_in_preparation), None)
    if prepared is not None:
        prepared.programme = programme
    may_approve = prepared is not None and permissions.can_approve(request.actor, prepared)
    context = {
        "programme": programme,
        "versions": comparing.versions(found, levels(), now=clock.now()),
        "prepared": prepared,
        "may_propose": prepared is not None and programme.is_published and not prepared.is_proposed,
        "may_approve": may_approve,
        "propose": propose or ProposeForm(),
        "decide": decide or DecideForm(initial=_seen(prepared)),
        "breadcrumb": breadcrumb(programme, here=_("Các phiên bản thể lệ")),
    }
    return render(request, "programmes/versions.html", context, status=status)


def _seen(prepared: "Ruleset | None") -> dict[str, str]:
    at = prepared.proposed_at if prepared else None
    return {"seen": at.isoformat()} if at else {}
