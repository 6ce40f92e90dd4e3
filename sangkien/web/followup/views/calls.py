"""`…/goi/`: whom to call and what to say, the result in two taps; messages that are sent by hand."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.followup import permissions, queries
from sangkien.followup.actions import answering
from sangkien.followup.enums import CallOutcome
from sangkien.followup.queries import Place
from sangkien.messages import quiet
from sangkien.web.followup.forms import CallForm
from sangkien.web.followup.frame import framed, here, url
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.accounts.models import User
    from sangkien.followup.models import Urging


@dataclass(frozen=True, kw_only=True)
class Person:
    """An officer with the ways to reach them; no number for those who may not see it."""

    name: str
    phone: str
    sms: str
    zalo: str


@dataclass(frozen=True, kw_only=True)
class Call:
    """A line of the list."""

    urging: "Urging"
    people: list[Person]
    form: CallForm


@require_http_methods(["GET", "HEAD", "POST"])
def calls(request: WorkRequest, unit_code: str, slug: str) -> HttpResponse:
    """The open calls of the office, and the messages of two days that it sends by hand."""
    now = clock.now()
    place = here(request, unit_code, slug, at=now)
    waiting = queries.calls(place.issuer, place.period)
    wrong: CallForm | None = None
    asked, status = None, 200
    if request.method == "POST":
        asked = number(request.POST.get("urging", ""))
        urging = next((row for row in waiting if row.pk == asked), None)
        outcome = request.POST.get("outcome", "")
        if urging is None or outcome not in CallOutcome.values:
            raise NotFound(_("Không tìm thấy cuộc gọi này trong danh sách."))
        wrong = CallForm(request.POST)
        tried = attempt(wrong, lambda: _noted(request, urging, CallOutcome(outcome), wrong))
        if tried.done is not None:
            said = {"unit": urging.unit.label, "outcome": CallOutcome(outcome).label}
            messages.success(request, _("%(unit)s: %(outcome)s.") % said)
            return redirect(url(place, "calls"))
        status = tried.status
    texts = queries.texts_by_hand(place.issuer, place.period, at=now)
    allowed = quiet.allowed_from(now)
    context = {
        **framed(place, "calls", label=_("Gọi điện, nhắn tin")),
        "calls": _lines(request, place, waiting, wrong=wrong, wrong_pk=asked),
        "texts": _lines(request, place, texts),
        "waits_until": allowed if allowed > now else None,
        "today": clock.today(),
        "form": wrong,
        "outcomes": CallOutcome,
    }
    return render(request, "followup/calls.html", context, status=status)


def _noted(
    request: WorkRequest, urging: "Urging", outcome: CallOutcome, form: CallForm
) -> "Urging":
    return answering.note_call(
        urging,
        outcome=outcome,
        words=form.cleaned_data["words"],
        call_on=form.cleaned_data["call_on"],
        by=request.actor,
        at=clock.now(),
    )


def _lines(
    request: WorkRequest,
    place: Place,
    rows: "list[Urging]",
    *,
    wrong: CallForm | None = None,
    wrong_pk: int | None = None,
) -> list[Call]:
    people = queries.officers_of([row.unit_id for row in rows], on=clock.today())
    return [
        Call(
            urging=row,
            people=[_person(request, row, one) for one in people.get(row.unit_id, ())],
            form=wrong if wrong is not None and row.pk == wrong_pk else _fresh(row),
        )
        for row in rows
    ]


def _fresh(row: "Urging") -> CallForm:
    """Each form of the page has fields of its own names for the screen reader."""
    return CallForm(auto_id=f"goi-{row.pk}-%s")


def _person(request: WorkRequest, row: "Urging", user: "User") -> Person:
    phone = user.phone or ""
    if not phone or not permissions.can_see_phones(request.actor, row):
        return Person(name=user.full_name, phone="", sms="", zalo="")
    return Person(
        name=user.full_name,
        phone=phone,
        sms=f"sms:{phone}?body={quote(row.text)}",
        zalo=f"https://zalo.me/{phone}",
    )
