"""`/sang-kien/ly-do-mau/`: the reasons that a unit keeps for its officers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import DomainError, NotFound
from sangkien.initiatives import canned
from sangkien.initiatives.actions import canning
from sangkien.initiatives.enums import State
from sangkien.web.initiatives.forms.decisions import COMMON, CannedForm
from sangkien.web.shared.refusals import UNPROCESSABLE, show_at
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
def reasons(request: WorkRequest) -> HttpResponse:
    """Own ones with a button to let go of each, those of the units above, the shipped ones."""
    units = canned.keeping_units(request.actor)
    if not units:
        raise NotFound(_("Không tìm thấy trang này."))
    if "drop" in request.POST:
        return _drop(request)
    posted = request.method == "POST"
    form = CannedForm(request.POST if posted else None, units=units)
    if posted and form.is_valid():
        try:
            canning.keep_reason(
                form.unit(),
                outcome=State(form.cleaned_data["outcome"]),
                words=form.cleaned_data["words"],
                by=request.actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            show_at(form, refusal)
        else:
            messages.success(request, _("Đã thêm lý do mẫu."))
            return redirect("initiatives:canned")
    own = {unit.pk for unit in units}
    rows = canned.reasons_of(request.actor)
    context = {
        "form": form,
        "own": [row for row in rows if row.unit_id in own],
        "above": [row for row in rows if row.unit_id not in own],
        "shipped": [
            (outcome.label, words) for outcome in canning.KEPT_FOR for words in COMMON[outcome]
        ],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "initiatives/canned.html", context, status=status)


def _drop(request: WorkRequest) -> HttpResponse:
    """A second tap finds nothing and leads on like the first."""
    typed = request.POST.get("drop", "")
    rows = canned.reasons_of(request.actor)
    reason = next((row for row in rows if str(row.pk) == typed), None)
    if reason is not None:
        canning.drop_reason(reason, by=request.actor, at=clock.now())
        messages.success(request, _("Đã bỏ lý do mẫu."))
    return redirect("initiatives:canned")
