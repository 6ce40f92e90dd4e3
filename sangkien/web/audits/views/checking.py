"""One initiative of a sample, and the end of an audit."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.audits import permissions, queries
from sangkien.audits.actions import checking
from sangkien.audits.enums import Finding
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.web.audits.forms import DropForm, FindingForm, FinishForm
from sangkien.web.audits.views.lists import trail
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.audits.models import Audit, AuditItem

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def item(request: WorkRequest, pk: int) -> HttpResponse:
    """Whoever audits writes a finding and goes on to the next; authors and the CĐCS read what did not
    pass.
    """
    found = queries.get_item(pk, actor=request.actor)
    audit = found.audit
    audits = permissions.can_audit(request.actor, audit.unit)
    form = FindingForm(
        request.POST or None,
        initial={"finding": found.finding, "reason": found.reason, "seen": found.finding},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: checking.check(
                found,
                finding=Finding(form.cleaned_data["finding"]),
                reason=form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi kết quả mẫu số %(n)s.") % {"n": found.position})
            return redirect(_onwards(found, to_list=request.POST.get("back") == "list"))
        status = tried.status
    step = _("Mẫu số %(n)s") % {"n": found.position}
    context = {
        "item": found,
        "audit": audit,
        "initiative": found.initiative,
        "form": form if audits and (form.is_bound or audit.is_open) else None,
        "is_barred": audits and permissions.is_barred(request.actor, found.initiative),
        "breadcrumb": trail(audit, step=step) if audits else _own_trail(found),
    }
    return render(request, "audits/item.html", context, status=status)


def _own_trail(found: "AuditItem") -> list[Link]:
    """For authors and the CĐCS, who have no list of audits."""
    initiative = found.initiative
    url = reverse("initiatives:detail", args=[initiative.code])
    return [Link(label=initiative.title, url=url), Link(label=_("Kết quả hậu kiểm"))]


def _onwards(found: "AuditItem", *, to_list: bool) -> str:
    """The next one that nobody checked, from here on; else the audit. Who tapped in the list stays
    there.
    """
    above = reverse("audits:detail", args=[found.audit_id])
    if to_list:
        return f"{above}?muc=chua-kiem"
    following = queries.next_unchecked(found)
    return above if following is None else reverse("audits:item", args=[following])


@require_http_methods(FORM)
def finish(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Chốt kết quả": by somebody who wrote down none of the findings."""
    audit = _audited(request, pk)
    form = FinishForm(request.POST if request.method == "POST" else None)
    return _ending(
        request,
        audit,
        form,
        lambda: checking.finish(
            audit,
            unchecked_reason=form.cleaned_data["unchecked_reason"],
            by=request.actor,
            at=clock.now(),
        ),
        template="audits/finish.html",
        step=_("Chốt kết quả"),
        done=_("Đã chốt kết quả hậu kiểm."),
    )


@require_http_methods(FORM)
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bỏ đợt hậu kiểm", with a reason; its sample stays to be read."""
    audit = _audited(request, pk)
    form = DropForm(request.POST if request.method == "POST" else None)
    return _ending(
        request,
        audit,
        form,
        lambda: checking.drop(
            audit, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
        ),
        template="audits/drop.html",
        step=_("Bỏ đợt này"),
        done=_("Đã bỏ đợt hậu kiểm. Mẫu đã rút vẫn xem được."),
    )


def _audited(request: WorkRequest, pk: int) -> "Audit":
    audit = queries.get_audit(pk, actor=request.actor)
    if not permissions.can_audit(request.actor, audit.unit):
        raise NotFound(_("Không tìm thấy trang này."))
    return audit


def _ending(
    request: WorkRequest,
    audit: "Audit",
    form: BaseForm,
    act: Callable[[], object],
    *,
    template: str,
    step: str,
    done: str,
) -> HttpResponse:
    """Both ways in which an open audit ends: a page that asks, and what it does."""
    if not audit.is_open:
        return redirect("audits:detail", audit.pk)
    status = 200
    if request.method == "POST":
        tried = attempt(form, act)
        if tried.done is not None:
            messages.success(request, done)
            return redirect("audits:detail", audit.pk)
        status = tried.status
    context = {
        "audit": audit,
        "form": form,
        "outcome": queries.outcome_of(audit),
        "has_checked": queries.has_checked(audit, actor=request.actor),
        "now": clock.now(),
        "breadcrumb": trail(audit, step=step),
    }
    return render(request, template, context, status=status)
