"""`/don-vi/<code>/doan-vien/kich-hoat/`: codes with which people open their accounts."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sangkien.access.permissions import Permission
from sangkien.core import clock
from sangkien.core.errors import NotAllowed
from sangkien.messages import queries as outbox
from sangkien.messages.enums import TextKey
from sangkien.messages.errors import TooManyMessages
from sangkien.papers.rendering import render as render_pdf
from sangkien.units import queries
from sangkien.units.actions import activation
from sangkien.web.shared.paging import number
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import UNPROCESSABLE
from sangkien.web.shared.templatetags.vi import day
from sangkien.web.shared.work import WorkRequest
from sangkien.web.units.finding import unit_for
from sangkien.web.units.frame import around

if TYPE_CHECKING:
    from sangkien.units.models import Membership, Unit

SHEET_LASTS = 3600  # seconds in which the shown sheet may be fetched as PDF


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: WorkRequest, code: str) -> HttpResponse:
    """ "Phiếu kích hoạt" of a unit: how many wait; sent, the slips with new codes.

    The codes are in this answer and nowhere else; whoever loses it makes new ones.
    """
    unit = unit_for(request, code, Permission.ACCOUNT_OPEN)
    today, now = clock.today(), clock.now()
    if request.method != "POST":
        return _overview(request, unit)
    part = number(request.POST.get("part")) or 1
    issued = activation.make_sheet(unit, part=part, by=request.actor, at=now)
    if not issued:
        messages.info(request, _("Không còn ai chờ kích hoạt trong phần này."))
        return redirect("units:activation", unit.code)
    slips = _slips(unit, issued)
    paper = {
        "unit": unit.name,
        "address": _address(),
        "made": day(today),
        "people": slips,
    }
    context = {
        **around(request, unit, here="members", step=_("Phiếu kích hoạt")),
        "slips": slips,
        "address": _address(),
        "signed": signing.dumps(paper, salt=_salt(request, unit), compress=True),
    }
    return render(request, "units/activation_sheet.html", context)


def _overview(request: WorkRequest, unit: "Unit") -> HttpResponse:
    state = queries.activation_state(unit, on=clock.today())
    context = {
        **around(request, unit, here="members", step=_("Kích hoạt tài khoản")),
        "state": state,
        "parts": range(1, state.parts + 1),
        "now": clock.now(),
    }
    return render(request, "units/activation.html", context)


def _slips(unit: "Unit", issued: list[activation.Issued]) -> list[dict[str, str]]:
    """What stands on each slip; the note is a text that officers may change."""
    note = outbox.get_wording(TextKey.SHEET)
    return [
        {
            "name": one.user.full_name,
            "member": one.user.member_code,
            "code": in_two(one.code),
            "note": note.filled(
                {
                    "ho_ten": one.user.full_name,
                    "don_vi": unit.label,
                    "han": day(one.expires_at),
                }
            ),
        }
        for one in issued
    ]


def in_two(code: str) -> str:
    """ "4729503186" -> "47295 03186": read aloud in two breaths."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def _address() -> str:
    """The page of the activation under the public address, whatever host was asked for."""
    return f"{settings.BASE_URL}{reverse('accounts:activate')}"


def _salt(request: WorkRequest, unit: "Unit") -> str:
    return f"sangkien.sheet.{request.user.pk}.{unit.pk}"


@require_POST
def pdf(request: WorkRequest, code: str) -> HttpResponse:
    """The sheet on the screen as PDF: the same codes, carried by the page under our signature."""
    unit = unit_for(request, code, Permission.ACCOUNT_OPEN)
    try:
        paper: dict[str, Any] = signing.loads(
            request.POST.get("sheet", ""), salt=_salt(request, unit), max_age=SHEET_LASTS
        )
    except signing.BadSignature:
        messages.error(request, _("Phiếu này đã quá một giờ. Hãy lập phiếu mới."))
        return redirect("units:activation", unit.code)
    response = HttpResponse(render_pdf("activation_sheet", paper), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"phieu-kich-hoat-{unit.code}.pdf"
    )
    return response


@recently_proven
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: WorkRequest, code: str, pk: int) -> HttpResponse:
    """A code for one person, to read out or to send; also for who forgot the secret."""
    unit = unit_for(request, code, Permission.ACCOUNT_OPEN)
    membership = queries.get_activatable(unit, pk, on=clock.today())
    context = {
        **around(request, unit, here="members", step=_("Mã kích hoạt")),
        "person": membership.user,
        "can_reach": outbox.can_reach(membership.user),
        "refusal": _refusal(request, membership),
        "address": _address(),
    }
    if request.method != "POST":
        return render(request, "units/activation_code.html", context)
    try:
        issued = activation.issue_code(
            membership,
            by=request.actor,
            at=clock.now(),
            by_message=request.POST.get("way") == "message",
        )
    except TooManyMessages as refusal:
        context |= {"stopped": str(refusal), "can_reach": False}
        return render(request, "units/activation_code.html", context, status=UNPROCESSABLE)
    context |= {"issued": issued, "code": "" if issued.is_sent else in_two(issued.code)}
    return render(request, "units/activation_code.html", context)


def _refusal(request: WorkRequest, membership: "Membership") -> str:
    """Why the officer may not do it for this person, said before the button is pressed."""
    try:
        activation.ensure_within_reach(membership.user, by=request.actor, on=clock.today())
    except NotAllowed as refusal:
        return str(refusal)
    return ""
