"""`/du-lieu-cua-toi/`: what is held about the reader, to see, correct and take away."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.actions import changing
from sangkien.core import clock, workdays
from sangkien.privacy import exporting, queries
from sangkien.privacy.enums import Purpose
from sangkien.privacy.queries import Section
from sangkien.web.privacy.forms import PhoneForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One kind of data as the page lists it."""

    label: str
    records: list[list[tuple[str, str]]]


@require_safe
def index(request: WorkRequest) -> HttpResponse:
    today = clock.today()
    days = workdays.vietnam()
    context = {
        "person": request.user,
        "sections": [_shown(section) for section in queries.held_about(request.user.pk)],
        "consent_text": queries.text_for(Purpose.PUBLIC_NAME, on=today),
        "honours": queries.standing_consents(request.user, Purpose.HONOUR),
        "requests": [
            (
                row,
                workdays.clock_words(row.next_due_on, today=today, calendar=days)
                if row.is_open
                else "",
            )
            for row in queries.own_requests(request.actor)
        ],
    }
    return render(request, "privacy/mine.html", context)


def _shown(section: Section) -> Shown:
    return Shown(
        label=section.label,
        records=[
            [(str(fact.label), exporting.written(fact.value)) for fact in record]
            for record in section.records
        ],
    )


@require_safe
def export_json(request: WorkRequest) -> HttpResponse:
    sections = queries.held_about(request.user.pk)
    return _file(
        exporting.as_json(sections, at=clock.now()).encode(), "application/json", "du-lieu.json"
    )


@require_safe
def export_pdf(request: WorkRequest) -> HttpResponse:
    sections = queries.held_about(request.user.pk)
    pdf = exporting.as_pdf(sections, name=request.user.full_name, at=clock.now())
    return _file(pdf, "application/pdf", "du-lieu.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@sensitive_post_parameters("current")
@require_http_methods(["GET", "HEAD", "POST"])
def change_phone(request: WorkRequest) -> HttpResponse:
    """ "Đổi số điện thoại", with the own password."""
    form = PhoneForm(request.POST or None, initial={"phone": request.user.phone or ""})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: changing.change_phone(
                request.user, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu số điện thoại."))
            return redirect("privacy:mine")
        status = tried.status
    return render(request, "privacy/phone.html", {"form": form}, status=status)
