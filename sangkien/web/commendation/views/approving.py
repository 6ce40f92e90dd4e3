"""The second person: books what was proposed, agrees that a list is cancelled, or says no."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.commendation.actions import funds, paying
from sangkien.commendation.queries import approving, money
from sangkien.core import clock
from sangkien.core.errors import DomainError
from sangkien.web.commendation.forms.money import DropForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest


@require_POST
def book(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Duyệt, ghi sổ"."""
    row = approving.get_draft(pk, actor=request.actor)
    pressed(
        request,
        lambda: funds.book(row, by=request.actor, at=clock.now()),
        done=_("Đã duyệt và ghi sổ quỹ."),
    )
    return redirect("commendation:fund", row.fund_id)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Không ghi sổ", with the reason."""
    row = approving.get_draft(pk, actor=request.actor)
    form = DropForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: funds.drop(row, **form.cleaned_data, by=request.actor, at=clock.now()),
        )
        if tried.done is not None:
            messages.success(request, _("Khoản này không ghi sổ."))
            return redirect("commendation:fund", row.fund_id)
        status = tried.status
    words = _("Không ghi sổ")
    context = {"fund": row.fund, "draft": row, "form": form, "title": words, "action": words}
    return render(request, "commendation/fund_form.html", context, status=status)


@require_POST
def cancel(request: WorkRequest, pk: int) -> HttpResponse:
    row = money.get_list(pk, actor=request.actor)
    pressed(
        request,
        lambda: paying.confirm_cancel(row, by=request.actor, at=clock.now()),
        done=_("Đã hủy danh sách chi."),
    )
    return redirect("commendation:payment", row.pk)


@require_POST
def keep(request: WorkRequest, pk: int) -> HttpResponse:
    row = money.get_list(pk, actor=request.actor)
    pressed(
        request,
        lambda: paying.keep(row, by=request.actor, at=clock.now()),
        done=_("Danh sách chi được giữ như cũ."),
    )
    return redirect("commendation:payment", row.pk)


def pressed(request: WorkRequest, act: Callable[[], object], *, done: str) -> None:
    """What a single button does; the refusal is said on the page from which it came."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
