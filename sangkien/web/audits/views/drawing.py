"""`/hau-kiem/lap/<code>/`: choose whom to audit, see how many there are, draw."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.audits import permissions, queries
from sangkien.audits.actions import drawing
from sangkien.audits.actions.drawing import Wanted
from sangkien.audits.enums import SizeBy
from sangkien.audits.rules import LEAST_CHECKED
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.progress.queries import valid_below
from sangkien.units.queries import get_unit
from sangkien.web.audits.forms import DrawForm
from sangkien.web.audits.views.lists import trail
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.units.models import Unit

USUAL_DAYS, USUAL_PERCENT = 30, 5


@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: WorkRequest, code: str) -> HttpResponse:
    """Two buttons: look at the population first, or draw at once."""
    unit = get_unit(code, actor=request.actor)
    if not permissions.can_audit(request.actor, unit):
        raise NotFound(_("Bạn không lập đợt hậu kiểm của đơn vị này."))
    form = _form(request, unit)
    status, foreseen = 200, None
    if request.method == "POST" and request.POST.get("intent") == "preview":
        looked = attempt(
            form,
            lambda: drawing.foresee(unit, _wanted(form), by=request.actor, at=clock.now()),
            names=_typed_at(form),
        )
        foreseen, status = looked.done, 200 if looked.done else looked.status
    elif request.method == "POST":
        tried = attempt(
            form,
            lambda: drawing.draw(
                unit,
                _wanted(form),
                request_key=form.cleaned_data["request_key"],
                by=request.actor,
                at=clock.now(),
            ),
            names=_typed_at(form),
        )
        if tried.done is not None:
            messages.success(request, _("Đã rút mẫu ngẫu nhiên. Ghi kết quả từng sáng kiến ở đây."))
            return redirect("audits:detail", tried.done.pk)
        status = tried.status
    context = {
        "unit": unit,
        "form": form,
        "foreseen": foreseen,
        "least": LEAST_CHECKED,
        "now": clock.now(),
        "breadcrumb": trail(step=_("Lập đợt hậu kiểm")),
    }
    return render(request, "audits/draw.html", context, status=status)


def _form(request: WorkRequest, unit: "Unit") -> DrawForm:
    today = local_day(request.received_at)
    return DrawForm(
        request.POST or None,
        below=queries.subjects_below(unit),
        periods=queries.periods_of(unit, at=request.received_at),
        initial={
            "request_key": uuid.uuid4(),
            "by": SizeBy.PERCENT.value,
            "value": USUAL_PERCENT,
            "due_on": today + dt.timedelta(days=USUAL_DAYS),
        },
    )


def _typed_at(form: DrawForm) -> dict[str, str]:
    """What is wrong with the unit stands where it was named."""
    return {"subject": "unit_code"} if form.data.get("unit_code", "").strip() else {}


def _wanted(form: DrawForm) -> Wanted:
    """Call after `is_valid`; the population of a large branch is the figure of the totals."""
    values = form.cleaned_data
    subject, period = values["unit"], values["chosen_period"]
    return Wanted(
        subject=subject,
        period=period,
        by=SizeBy(values["by"]),
        value=values["value"],
        due_on=values["due_on"],
        population=valid_below(subject, period),
    )
