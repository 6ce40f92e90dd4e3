"""`…/goi/`: whom to call and what to say, the result in two taps; messages that are sent by hand."""

from dataclasses import dataclass
from http import HTTPStatus
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
from sangkien.followup.actions import answering, contacting
from sangkien.followup.enums import CallOutcome
from sangkien.messages import quiet
from sangkien.web.followup.forms import CallForm, ContactForm
from sangkien.web.followup.frame import framed, here, url
from sangkien.web.shared.paging import number
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.accounts.models import User
    from sangkien.followup.models import Contact, Urging


OK = HTTPStatus.OK


@dataclass(frozen=True, kw_only=True)
class Person:
    """An officer with the ways to reach them; no number for those who may not see it."""

    name: str
    phone: str
    sms: str
    zalo: str


@dataclass(frozen=True, kw_only=True)
class Call:
    """A line of the list; `contact` is the number of the unit itself where one was noted."""

    urging: "Urging"
    people: list[Person]
    form: CallForm
    contact: "Contact | None"
    contact_form: ContactForm
    may_note: bool

    @property
    def has_number(self) -> bool:
        return self.contact is not None or any(one.phone for one in self.people)


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What was refused, at its line."""

    pk: int | None = None
    form: CallForm | None = None
    contact_form: ContactForm | None = None
    status: int = OK


@require_http_methods(["GET", "HEAD", "POST"])
def calls(request: WorkRequest, unit_code: str, slug: str) -> HttpResponse:
    """The open calls of the office, and the messages of two days that it sends by hand."""
    now = clock.now()
    place = here(request, unit_code, slug, at=now)
    waiting = queries.calls(place.issuer, place.period)
    wrong = Wrong()
    if request.method == "POST":
        urging = _asked(request, waiting)
        refused = _SAVED.get(request.POST.get("intent", ""), _save_outcome)(request, urging)
        if refused is None:
            return redirect(f"{url(place, 'calls')}#goi-{urging.pk}")
        wrong = refused
    texts = queries.texts_by_hand(place.issuer, place.period, at=now)
    allowed = quiet.allowed_from(now)
    context = {
        **framed(place, "calls", label=_("Gọi điện, nhắn tin")),
        "calls": _lines(request, waiting, wrong=wrong),
        "texts": _lines(request, texts, wrong=wrong),
        "waits_until": allowed if allowed > now else None,
        "form": wrong.form or wrong.contact_form,
        "outcomes": CallOutcome,
    }
    return render(request, "followup/calls.html", context, status=wrong.status)


def _asked(request: WorkRequest, waiting: "list[Urging]") -> "Urging":
    asked = number(request.POST.get("urging", ""))
    urging = next((row for row in waiting if row.pk == asked), None)
    if urging is None:
        raise NotFound(_("Không tìm thấy cuộc gọi này trong danh sách."))
    return urging


def _save_outcome(request: WorkRequest, urging: "Urging") -> Wrong | None:
    typed = request.POST.get("outcome", "")
    if typed not in CallOutcome.values:
        raise NotFound(_("Không tìm thấy cuộc gọi này trong danh sách."))
    outcome, form = CallOutcome(typed), CallForm(request.POST)
    tried = attempt(
        form,
        lambda: answering.note_call(
            urging,
            outcome=outcome,
            words=form.cleaned_data["words"],
            call_on=form.cleaned_data["call_on"],
            by=request.actor,
            at=clock.now(),
        ),
    )
    if tried.done is None:
        return Wrong(pk=urging.pk, form=form, status=tried.status)
    said = {"unit": urging.unit.label, "outcome": outcome.label}
    messages.success(request, _("%(unit)s: %(outcome)s.") % said)
    return None


def _save_contact(request: WorkRequest, urging: "Urging") -> Wrong | None:
    form = ContactForm(request.POST)
    tried = attempt(
        form,
        lambda: contacting.note_contact(
            urging.unit, **form.cleaned_data, by=request.actor, at=clock.now()
        ),
    )
    if tried.done is None:
        return Wrong(pk=urging.pk, contact_form=form, status=tried.status)
    messages.success(request, _("Đã lưu số điện thoại của %(unit)s.") % _named(urging))
    return None


def _remove_contact(request: WorkRequest, urging: "Urging") -> Wrong | None:
    contacting.remove_contact(urging.unit, by=request.actor, at=clock.now())
    messages.success(request, _("Đã xóa số điện thoại của %(unit)s.") % _named(urging))
    return None


_SAVED = {"contact": _save_contact, "contact_remove": _remove_contact}


def _named(urging: "Urging") -> dict[str, str]:
    return {"unit": urging.unit.label}


def _lines(request: WorkRequest, rows: "list[Urging]", *, wrong: Wrong) -> list[Call]:
    ids = [row.unit_id for row in rows]
    people = queries.officers_of(ids, on=clock.today())
    contacts = queries.contacts_of(ids)
    return [
        Call(
            urging=row,
            people=[_person(request, row, one) for one in people.get(row.unit_id, ())],
            form=(wrong.form if row.pk == wrong.pk else None) or _fresh(row),
            contact=contacts.get(row.unit_id)
            if permissions.can_see_phones(request.actor, row)
            else None,
            contact_form=(wrong.contact_form if row.pk == wrong.pk else None)
            or _fresh_contact(row, contacts.get(row.unit_id)),
            may_note=permissions.can_urge(request.actor, row.unit),
        )
        for row in rows
    ]


def _fresh(row: "Urging") -> CallForm:
    """Each form of the page has fields of its own names for the screen reader."""
    return CallForm(auto_id=f"goi-{row.pk}-%s")


def _fresh_contact(row: "Urging", known: "Contact | None") -> ContactForm:
    typed = {"phone": known.phone, "whose": known.whose} if known else None
    return ContactForm(auto_id=f"so-{row.pk}-%s", initial=typed)


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
