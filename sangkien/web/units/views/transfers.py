"""`/don-vi/<code>/chuyen-sinh-hoat/`: people who move to another unit or come from one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.search.queries import search_units
from sangkien.units import queries
from sangkien.units.actions import transfers
from sangkien.units.enums import TransferState
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.finding import unit_for
from sangkien.web.units.frame import around
from sangkien.web.units.moving_forms import AnswerForm, TransferForm

if TYPE_CHECKING:
    from sangkien.units.models import Transfer, Unit

FORM = ["GET", "HEAD", "POST"]


@require_safe
def index(request: WorkRequest, code: str) -> HttpResponse:
    unit = unit_for(request, code, Permission.MEMBER_VIEW)
    today = clock.today()
    context = {
        **around(request, unit, here="members", step=_("Chuyển sinh hoạt")),
        "coming": queries.transfers_to(unit, on=today),
        "going": queries.transfers_from(unit),
        "today": today,
        "may_decide": request.actor.can(Permission.MEMBER_MANAGE, at=unit.path),
    }
    return render(request, "units/transfers.html", context)


@require_http_methods(FORM)
def send(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """ "Chuyển sinh hoạt công đoàn"."""
    unit = unit_for(request, code, Permission.MEMBER_MANAGE)
    membership = queries.get_member(unit, pk)
    if membership.until_on is not None:
        return redirect("units:member", unit.code, pk)
    form = TransferForm(request.POST or None, find=_meant, today=clock.today())
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: transfers.send(
                membership,
                form.unit(),
                moves_on=form.cleaned_data["moves_on"],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=clock.now(),
            ),
            names={"last_on": "moves_on"},
        )
        if tried.done is not None:
            messages.success(request, _told(tried.done))
            return redirect("units:member", unit.code, membership.pk)
        status = tried.status
    context = {
        **around(request, unit, here="members", step=_("Chuyển sinh hoạt")),
        "form": form,
        "membership": membership,
        "roles": queries.roles_of_member(membership, on=clock.today()),
    }
    return render(request, "units/transfer_send.html", context, status=status)


def _meant(typed: str) -> "Sequence[Unit]":
    """Units stand in the public list: naming them tells nothing about people."""
    today = clock.today()
    exact = queries.find_by_code(typed)
    if exact is not None:
        return [exact]
    return queries.standing_instead(search_units(typed[:200]), on=today)


def _told(transfer: "Transfer") -> str:
    words = {"name": transfer.user.full_name, "unit": transfer.to_unit.name}
    if transfer.state == TransferState.ACCEPTED:
        return _("Đã chuyển %(name)s sang %(unit)s.") % words
    return _("Đã gửi. %(name)s vẫn thuộc đơn vị này tới khi %(unit)s tiếp nhận.") % words


@require_http_methods(FORM)
def answer(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """Accept or refuse who comes; take back who goes. The button that was pressed says which."""
    unit = unit_for(request, code, Permission.MEMBER_MANAGE)
    transfer = queries.get_transfer(unit, pk)
    intent = request.POST.get("intent", "")
    form = AnswerForm(request.POST or None, refuses=intent == "refuse")
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _acted(request, unit, transfer, intent, form))
        if tried.done is not None:
            messages.success(request, _outcome(tried.done))
            return redirect("units:transfers", unit.code)
        status = tried.status
        transfer = queries.get_transfer(unit, pk)
    context = {
        **around(request, unit, here="members", step=_("Chuyển sinh hoạt")),
        "form": form,
        "transfer": transfer,
        "is_coming": transfer.to_unit_id == unit.pk,
        "is_open": transfer.is_open_on(clock.today()),
    }
    return render(request, "units/transfer.html", context, status=status)


def _acted(
    request: WorkRequest, unit: "Unit", transfer: "Transfer", intent: str, form: AnswerForm
) -> "Transfer":
    by, at = request.actor, clock.now()
    coming = transfer.to_unit_id == unit.pk
    if intent == "accept" and coming:
        return transfers.accept(transfer, by=by, at=at)
    if intent == "refuse" and coming:
        return transfers.refuse(transfer, answer=form.cleaned_data["answer"], by=by, at=at)
    if intent == "cancel" and not coming:
        return transfers.cancel(transfer, by=by, at=at)
    raise NotFound(_("Không có việc này."))


def _outcome(transfer: "Transfer") -> str:
    name = {"name": transfer.user.full_name}
    if transfer.state == TransferState.ACCEPTED:
        return _("Đã tiếp nhận %(name)s.") % name
    if transfer.state == TransferState.REFUSED:
        return _("Đã trả lời không tiếp nhận %(name)s.") % name
    return _("Đã rút lại; %(name)s vẫn thuộc đơn vị.") % name
