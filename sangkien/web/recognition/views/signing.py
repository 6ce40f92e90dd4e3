"""`/cong-nhan/quyet-dinh/<pk>/ky/`: the signature, by who has just proved to be there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.recognition import permissions
from sangkien.recognition.actions import signing
from sangkien.recognition.queries import decisions as queries
from sangkien.recognition.queries import offices
from sangkien.web.recognition.forms import SeenForm
from sangkien.web.recognition.frame import around
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proven
def sign(request: WorkRequest, pk: int) -> HttpResponse:
    found = queries.get_decision(pk, actor=request.actor)
    if not permissions.can_decide(request.actor, found.unit):
        raise NotFound(_("Không tìm thấy quyết định này."))
    if not found.is_draft:
        return redirect("recognition:decision", found.pk)
    form = SeenForm(request.POST or None, initial={"seen": found.version})
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: signing.sign(
                found,
                seen=form.cleaned_data["seen"],
                address=request.client_address,
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ký quyết định."))
            return redirect("recognition:decision", found.pk)
        return _page(request, pk, form, status=tried.status)
    return _page(request, pk, form)


def _page(request: WorkRequest, pk: int, form: SeenForm, *, status: int = 200) -> HttpResponse:
    found = queries.get_decision(pk, actor=request.actor)
    context = {
        **around(request, found.unit, here="decisions", step=_("Ký quyết định")),
        "decision": found,
        "standing": queries.standing(found),
        "form": form,
        "is_drafter": offices.is_drafter(found, request.actor),
        "needs_other": offices.needs_other(found, request.actor, on=clock.today()),
    }
    return render(request, "recognition/sign.html", context, status=status)
