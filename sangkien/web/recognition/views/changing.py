"""What an officer changes later: influence, certificates, the end of a recognition."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.recognition import permissions
from sangkien.recognition.actions import changing
from sangkien.recognition.enums import Influence
from sangkien.recognition.queries import decisions as queries
from sangkien.recognition.queries import offices
from sangkien.recognition.queries.terms import terms
from sangkien.recognition.rules import STEPS
from sangkien.web.recognition.forms import RaiseForm, ReissueForm, RevokeForm
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.recognition.models import Recognition

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@recently_proven
def revoke(request: WorkRequest, code: str) -> HttpResponse:
    recognition = _changeable(request, code)
    form = RevokeForm(request.POST or None)
    return _answer(
        request,
        recognition,
        form,
        lambda: changing.revoke(recognition, **form.cleaned_data, by=request.actor, at=clock.now()),
        page="revoke",
        said=_("Đã hủy công nhận và thu hồi giấy chứng nhận; tác giả đọc được lý do."),
    )


@require_http_methods(METHODS)
@recently_proven
def reissue(request: WorkRequest, pk: int) -> HttpResponse:
    certificate = queries.get_certificate(pk, actor=request.actor)
    recognition = _changeable(request, certificate.recognition.initiative.code)
    form = ReissueForm(request.POST or None, initial={"name": certificate.name})
    return _answer(
        request,
        recognition,
        form,
        lambda: changing.reissue(
            certificate, **form.cleaned_data, by=request.actor, at=clock.now()
        ),
        page="reissue",
        said=_("Đã cấp giấy chứng nhận mới; giấy cũ ghi rõ đã được thay."),
        certificate=certificate,
    )


@require_http_methods(METHODS)
@recently_proven
def raise_influence(request: WorkRequest, code: str) -> HttpResponse:
    recognition = queries.get_recognition(code, actor=request.actor)
    units = offices.raising_units(request.actor, recognition, on=clock.today())
    step = STEPS.index(Influence(recognition.influence)) + 1
    if not recognition.is_in_force or not units or step >= len(STEPS):
        raise NotFound(_("Không nâng được mức ảnh hưởng của sáng kiến này."))
    unit, new = units[0], STEPS[step]
    needed = terms(unit, on=clock.today()).evidence_for(new)
    form = RaiseForm(request.POST or None, needed=needed)
    return _answer(
        request,
        recognition,
        form,
        lambda: changing.raise_influence(
            recognition, new, unit=unit, **form.cleaned_data, by=request.actor, at=clock.now()
        ),
        page="raise",
        said=_("Đã nâng mức ảnh hưởng và cấp lại giấy chứng nhận; giấy cũ dẫn đến giấy mới."),
        new=new,
        raising=unit,
    )


def _changeable(request: WorkRequest, code: str) -> "Recognition":
    """One in force that the reader's unit made."""
    recognition = queries.get_recognition(code, actor=request.actor)
    if not permissions.can_decide(request.actor, recognition.decision.unit):
        raise NotFound(_("Không tìm thấy trang này."))
    return recognition


def _answer(
    request: WorkRequest,
    recognition: "Recognition",
    form: Form,
    act: Callable[[], object],
    *,
    page: str,
    said: str,
    **context: Any,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        tried = attempt(form, act)
        if tried.done is not None:
            messages.success(request, said)
            return redirect("recognition:of_initiative", recognition.initiative.code)
        status = tried.status
    values = {"recognition": recognition, "initiative": recognition.initiative, "form": form}
    return render(request, f"recognition/{page}.html", {**values, **context}, status=status)
