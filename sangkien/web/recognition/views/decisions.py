"""Drafts and decisions of a unit."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.papers.actions import issuing
from sangkien.papers.actions.issuing import Draft
from sangkien.recognition import permissions, writing
from sangkien.recognition.actions import drafting
from sangkien.recognition.queries import decisions as queries
from sangkien.recognition.queries import offices
from sangkien.recognition.queries.terms import terms
from sangkien.web.recognition.forms import DecisionForm
from sangkien.web.recognition.frame import around, file_name, unit_for
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.recognition.models import RecognitionDecision

ROWS = 50  # of a long list on one page
REFRESH_SECONDS = 3


@require_safe
def of_unit(request: WorkRequest, unit_code: str) -> HttpResponse:
    unit = unit_for(request, unit_code)
    before = number(request.GET.get("truoc", ""))
    page = queries.decisions_of(unit, actor=request.actor, before=before)
    here = reverse("recognition:decisions", args=[unit.code])
    context = {
        **around(request, unit, here="decisions", step=_("Quyết định")),
        "rows": page.rows,
        "first_url": here if before is not None else "",
        "following_url": f"{here}?truoc={page.following}" if page.following else "",
    }
    return render(request, "recognition/decisions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: WorkRequest, pk: int) -> HttpResponse:
    """A draft to be filled in, or what was signed."""
    found = queries.get_decision(pk, actor=request.actor)
    if not found.is_draft:
        return _signed(request, found)
    drafted = _own_draft(request, found)
    current = terms(drafted.unit, on=clock.today())
    if request.method != "POST":
        return _page(request, drafted, DecisionForm(initial=_initial(drafted), terms=current))
    form = DecisionForm(request.POST, terms=current)
    tried = attempt(
        form,
        lambda: drafting.revise(
            drafted,
            drafting.Words(**{k: v for k, v in form.cleaned_data.items() if k != "seen"}),
            seen=form.cleaned_data["seen"],
            by=request.actor,
            at=clock.now(),
        ),
    )
    if tried.done is None:
        return _page(request, drafted, form, status=tried.status)
    if "sign" in request.POST:
        return redirect("recognition:sign", drafted.pk)
    messages.success(request, _("Đã lưu dự thảo."))
    return redirect("recognition:decision", drafted.pk)


def _own_draft(request: WorkRequest, found: "RecognitionDecision") -> "RecognitionDecision":
    """Drafts are the affair of the unit alone."""
    if not permissions.can_decide(request.actor, found.unit):
        raise NotFound(_("Không tìm thấy quyết định này."))
    return found


def _initial(drafted: "RecognitionDecision") -> dict[str, object]:
    return {
        "title": drafted.title,
        "decided_on": drafted.decided_on,
        "own_number": drafted.own_number,
        "influence": drafted.influence,
        "signer_name": drafted.signer_name,
        "signer_post": drafted.signer_post,
        "bases": drafted.bases,
        "seen": drafted.version,
    }


def _page(
    request: WorkRequest, drafted: "RecognitionDecision", form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    context = {
        **around(request, drafted.unit, here="decisions", step=_("Dự thảo quyết định")),
        **_rows(request, drafted),
        "decision": drafted,
        "form": form,
        "is_drafter": offices.is_drafter(drafted, request.actor),
        "needs_other": offices.needs_other(drafted, request.actor, on=clock.today()),
    }
    return render(request, "recognition/draft.html", context, status=status)


def _rows(request: WorkRequest, found: "RecognitionDecision") -> dict[str, object]:
    after = number(request.GET.get("sau", "")) or 0
    rows = queries.listed(found, after=after, limit=ROWS + 1)
    here = reverse("recognition:decision", args=[found.pk])
    following = rows[ROWS - 1].position if len(rows) > ROWS else None
    return {
        "rows": rows[:ROWS],
        "standing": queries.standing(found),
        "first_url": here if after else "",
        "following_url": f"{here}?sau={following}" if following else "",
    }


def _signed(request: WorkRequest, found: "RecognitionDecision") -> HttpResponse:
    """Comes back by itself until everything is released."""
    context = {
        **around(request, found.unit, here="decisions", step=_("Quyết định")),
        **_rows(request, found),
        "decision": found,
        "seconds": REFRESH_SECONDS,
    }
    response = render(request, "recognition/decision.html", context)
    if not found.is_released:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@require_safe
def preview(request: WorkRequest, pk: int) -> HttpResponseBase:
    """Marked all over, without number and code."""
    draft = _to_preview(request, pk)
    return pdf_response(issuing.preview(draft), file_name(f"xem-truoc-quyet-dinh-{pk}"))


@require_safe
def preview_docx(request: WorkRequest, pk: int) -> HttpResponseBase:
    draft = _to_preview(request, pk)
    return docx_response(
        issuing.preview_docx(draft), file_name(f"xem-truoc-quyet-dinh-{pk}", "docx")
    )


def _to_preview(request: WorkRequest, pk: int) -> Draft:
    found = queries.get_decision(pk, actor=request.actor)
    if not found.is_draft:
        raise NotFound(_("Quyết định này đã ký."))
    drafted = _own_draft(request, found)
    current = terms(drafted.unit, on=clock.today())
    return writing.decision_draft(drafted, queries.listed(drafted), terms=current)


@require_POST
def discard(request: WorkRequest, pk: int) -> HttpResponse:
    drafted = _own_draft(request, queries.get_decision(pk, actor=request.actor))
    drafting.discard(drafted, by=request.actor, at=clock.now())
    messages.success(request, _("Đã hủy dự thảo; các sáng kiến lại chờ công nhận."))
    return redirect("recognition:waiting", drafted.unit.code)


@require_POST
def leave_out(request: WorkRequest, pk: int, position: int) -> HttpResponse:
    drafted = _own_draft(request, queries.get_decision(pk, actor=request.actor))
    drafting.leave_out(drafted, position, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ một sáng kiến khỏi dự thảo; sáng kiến lại chờ công nhận."))
    return redirect("recognition:decision", drafted.pk)
