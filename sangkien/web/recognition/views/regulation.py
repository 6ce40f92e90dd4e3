"""`/cong-nhan/don-vi/<code>/quy-dinh/`: the rules of recognition of a unit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.recognition.actions import regulating
from sangkien.recognition.queries import terms as queries
from sangkien.web.recognition.forms import RegulationForm, initial_of
from sangkien.web.recognition.frame import around, unit_for
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
def regulation(request: WorkRequest, unit_code: str) -> HttpResponse:
    unit = unit_for(request, unit_code, deciding=True)
    today, status = clock.today(), 200
    form = RegulationForm(
        request.POST or None, initial=initial_of(queries.terms(unit, on=today), on=today)
    )
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: regulating.set_regulation(
                unit, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu quy định công nhận."))
            return redirect("recognition:regulation", unit.code)
        status = tried.status
    found = next(iter(reversed(queries.in_force(unit, on=today))), None)
    context = {
        **around(request, unit, here="regulation", step=_("Quy định công nhận")),
        "form": form,
        "found": found,
        "is_own": found is not None and found.unit_id == unit.pk,
    }
    return render(request, "recognition/regulation.html", context, status=status)
