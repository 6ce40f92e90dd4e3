"""Change a valid initiative: put a slip right, or take it back for another review."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.core import clock
from sangkien.core.errors import DomainError, NotFound
from sangkien.initiatives import permissions, queries
from sangkien.initiatives.actions import amending
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import DecidedMeanwhile, NeedsReview, ReasonMissing
from sangkien.recognition.errors import AppealWaits
from sangkien.web.initiatives.forms.amending import AmendingForm, ChangingForm
from sangkien.web.initiatives.views import finding, reading
from sangkien.web.shared.refusals import CONFLICT, UNPROCESSABLE, each, show_at
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: WorkRequest, code: str) -> HttpResponse:
    """The form with what stands there now; what is more than a slip is told at its field."""
    initiative = finding.own(request, code)
    if not permissions.can_amend(request.actor, initiative):
        raise NotFound(_("Chỉ đính chính được sáng kiến đã hợp lệ."))
    form = AmendingForm(request.POST) if request.method == "POST" else AmendingForm.of(initiative)
    needs_review = False
    if request.method == "POST" and form.is_valid():
        try:
            amending.amend(
                initiative,
                changes=form.changes(),
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            show_at(form, refusal)
            needs_review = any(isinstance(one, NeedsReview) for one in each(refusal))
        else:
            messages.success(request, _("Đã đính chính. Bản trước vẫn được lưu và xem lại được."))
            return redirect("initiatives:detail", initiative.code)
    return _page(request, initiative, form, ChangingForm(), needs_review=needs_review)


def _page(
    request: WorkRequest,
    initiative: "Initiative",
    form: AmendingForm,
    changing: ChangingForm,
    *,
    needs_review: bool = False,
) -> HttpResponse:
    context = {
        "initiative": initiative,
        "form": form,
        "changing": changing,
        "needs_review": needs_review or bool(changing.errors),
        "is_recognised": initiative.state_enum == State.RECOGNISED,
    }
    status = UNPROCESSABLE if form.errors or changing.errors else 200
    return render(request, "initiatives/amend.html", context, status=status)


@require_POST
def take_back(request: WorkRequest, code: str) -> HttpResponse:
    """Back to the author, who changes what matters; the review begins anew."""
    initiative = finding.own(request, code)
    form = ChangingForm(request.POST)
    if form.is_valid():
        try:
            amending.begin_changes(
                initiative, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
            )
        except (ReasonMissing, NeedsReview, AppealWaits) as refusal:
            show_at(form, refusal)
        except DecidedMeanwhile as refusal:
            fresh = queries.get_initiative(code, actor=request.actor)
            return reading.page(request, fresh, conflict=str(refusal), status=CONFLICT)
        else:
            messages.success(request, _("Đã lấy lại để sửa. Sửa xong, gửi lại để được xét."))
            return redirect("initiatives:resume", initiative.code)
    return _page(request, initiative, AmendingForm.of(initiative), form)
