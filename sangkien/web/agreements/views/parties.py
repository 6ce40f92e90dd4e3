"""What the parties do: say, sign, bring the signed paper; and how it ends."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.agreements import permissions
from sangkien.agreements.actions import amending, certifying, consulting, signing
from sangkien.agreements.enums import Outcome, Verdict
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.web.agreements.forms import (
    CertificateForm,
    CloseForm,
    OpinionForm,
    PaperForm,
    SignForm,
)
from sangkien.web.agreements.frame import Reading
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from django.forms import BaseForm

    from sangkien.agreements.models import Edition, Party


def _asked(reading: Reading) -> "Edition":
    """What was sent to the parties and is not signed by all yet."""
    edition = reading.open
    if edition is None or not edition.digest:
        raise NotFound(_("Không có bản nào đang chờ các bên."))
    return edition


def _page(
    reading: Reading,
    template: str,
    form: "BaseForm",
    *,
    step: str,
    status: int = 200,
    party: "Party | None" = None,
) -> HttpResponse:
    edition = reading.open
    context = {
        **reading.around(step=step),
        "form": form,
        "party": party,
        "edition": edition,
        "words": edition.words if edition else None,
    }
    return render(reading.request, template, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: WorkRequest, pk: int, place: int) -> HttpResponse:
    reading = Reading(request, pk)
    party, edition = reading.party(place), _asked(reading)
    reading.ensure(may=permissions.can_answer(request.actor, party))
    form = OpinionForm(
        request.POST or None, initial={"seen": edition.digest}, is_relayed=party.is_outside
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: consulting.give_opinion(
                reading.agreement,
                party,
                verdict=Verdict(form.cleaned_data["verdict"]),
                words=form.cleaned_data["words"],
                seen=form.cleaned_data["seen"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi nhận ý kiến."))
            return redirect("agreements:detail", pk)
        status = tried.status
    step = _("Ý kiến của %(party)s") % {"party": party.name}
    return _page(reading, "agreements/opinion.html", form, step=step, status=status, party=party)


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proven
def sign(request: WorkRequest, pk: int, place: int) -> HttpResponse:
    reading = Reading(request, pk)
    party, edition = reading.party(place), _asked(reading)
    reading.ensure(may=permissions.can_sign(request.actor, party))
    form = SignForm(request.POST or None, initial={"seen": edition.digest})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: signing.sign(
                reading.agreement,
                party,
                seen=form.cleaned_data["seen"],
                address=request.client_address,
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ký thay mặt %(party)s.") % {"party": party.name})
            return redirect("agreements:detail", pk)
        status = tried.status
    return _page(
        reading, "agreements/sign.html", form, step=_("Ký giao ước"), status=status, party=party
    )


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proven
def paper(request: WorkRequest, pk: int, place: int) -> HttpResponse:
    way = Way(
        form=PaperForm,
        keep=signing.sign_on_paper,
        template="agreements/paper.html",
        step=_("Nộp bản đã ký"),
        done=_("Đã lưu bản đã ký của %(party)s."),
    )
    return _bring(request, pk, place, way)


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proven
def certificate(request: WorkRequest, pk: int, place: int) -> HttpResponse:
    """Sign with a tool of one's own; where the server cannot read such signatures, say so."""
    way = Way(
        form=CertificateForm,
        keep=certifying.sign_with_certificate,
        template="agreements/certificate.html",
        step=_("Ký số"),
        done=_("Đã nhận chữ ký số của %(party)s."),
    )
    return _bring(request, pk, place, way)


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a file that somebody signed elsewhere comes in."""

    form: type[PaperForm | CertificateForm]
    keep: "Callable[..., Edition]"
    template: str
    step: str
    done: str


def _bring(request: WorkRequest, pk: int, place: int, way: Way) -> HttpResponse:
    reading = Reading(request, pk)
    party, edition = reading.party(place), _asked(reading)
    reading.ensure(may=permissions.can_bring_paper(request.actor, party))
    form = way.form(request.POST or None, request.FILES or None, initial={"seen": edition.digest})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: way.keep(
                reading.agreement,
                party,
                form.cleaned_data["file"],
                seen=form.cleaned_data["seen"],
                address=request.client_address,
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, way.done % {"party": party.name})
            return redirect("agreements:detail", pk)
        status = tried.status
    return _page(reading, way.template, form, step=way.step, status=status, party=party)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: WorkRequest, pk: int) -> HttpResponse:
    reading = Reading(request, pk)
    reading.ensure(may=reading.drafts and reading.agreement.is_in_force)
    form = CloseForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: amending.close(
                reading.agreement,
                outcome=Outcome(form.cleaned_data["outcome"]),
                words=form.cleaned_data["words"],
                by=request.actor,
                at=clock.now(),
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã tổng kết giao ước."))
            return redirect("agreements:detail", pk)
        status = tried.status
    return _page(reading, "agreements/close.html", form, step=_("Tổng kết giao ước"), status=status)
