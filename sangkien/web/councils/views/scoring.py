"""One item: what it is about, the own sheet, and the summary once scoring is over."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.core import clock
from sangkien.councils import queries
from sangkien.councils.actions import scoring
from sangkien.councils.queries import showing
from sangkien.councils.queries.summaries import summaries
from sangkien.councils.rules import marking, tables
from sangkien.councils.rules.tables import points_words
from sangkien.web.councils.forms.scoring import SheetForm
from sangkien.web.councils.forms.shared import ReasonForm
from sangkien.web.councils.frame import Reading
from sangkien.web.councils.views import attached, secrets
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.councils.models import AgendaItem, Sheet

SUBMIT = "submit"


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: WorkRequest, pk: int, item_pk: int) -> HttpResponse:
    """ "Phiếu chấm của tôi"; two buttons, save and submit."""
    reading = Reading(request, pk)
    found = showing.get_item(reading.session, item_pk)
    sheet = _own(reading, found)
    form = _form(request, found, sheet)
    status = 200
    if request.method == "POST":
        reading.ensure(form is not None and reading.is_inside)
        assert form is not None  # noqa: S101 - for the type checker
        tried = attempt(form, lambda: _saved(request, found, form), names=form.names)
        if tried.done is not None:
            return _after(request, reading, tried.done)
        status = tried.status
    context = {
        **reading.around(step=_("Nội dung %(n)d") % {"n": found.number}),
        "item": found,
        "sheet": sheet,
        "form": form,
        "parts": list(form.parts()) if form else [],
        "files": attached.shown(reading, found),
        **_standing(reading, found),
        **secrets.shown(reading, found),
    }
    return render(request, "councils/item.html", context, status=status)


def _own(reading: Reading, found: "AgendaItem") -> "Sheet | None":
    seat = reading.office.seat
    return showing.own_sheets(reading.session, seat).get(found.pk) if seat else None


def _form(request: WorkRequest, found: "AgendaItem", sheet: "Sheet | None") -> SheetForm | None:
    if not found.is_scored or found.session.table is None:
        return None
    return SheetForm(
        request.POST if request.method == "POST" else None,
        table=tables.read(found.session.table.content),
        marks=marking.load(sheet.marks) if sheet else {},
        initial={"remark": sheet.remark if sheet else ""},
    )


def _saved(request: WorkRequest, found: "AgendaItem", form: SheetForm) -> "Sheet":
    return scoring.save_sheet(
        found,
        form.marks(),
        remark=form.cleaned_data["remark"],
        is_submitted=request.POST.get("intent") == SUBMIT,
        by=request.actor,
        at=clock.now(),
    )


def _after(request: WorkRequest, reading: Reading, sheet: "Sheet") -> HttpResponse:
    """Back to the agenda after submitting, where the next item waits; else on with this one."""
    if sheet.submitted_at is None:
        messages.success(request, _("Đã lưu, chưa nộp. Chỉ mình bạn thấy phiếu này."))
        return redirect("councils:item", reading.session.pk, sheet.item_id)
    messages.success(request, _("Đã nộp phiếu chấm nội dung %(n)d.") % {"n": sheet.item.number})
    return redirect(f"{reverse('councils:session', args=[reading.session.pk])}#noi-dung-hop")


def _standing(reading: Reading, found: "AgendaItem") -> dict[str, Any]:
    """What the reader may do with the item, and the summary when it may be seen."""
    sat = reading.sitting()
    seat = sat.seat_of(reading.request.actor)
    is_aside = seat is not None and sat.has_interest(seat, found.pk)
    is_kept = found.pk in reading.kept_from
    sees_scores = reading.may_see_scores and not is_kept
    summary = summaries([found]).get(found.pk) if sees_scores else None
    result = None
    is_blind = is_kept or (reading.session.is_scoring and found.is_scored)
    if reading.may_see_votes and not is_blind:
        result = queries.decided([found])[0]
    may_unlock = reading.office.may_preside and reading.session.is_scoring
    return {
        "is_aside": is_aside,
        "may_score": seat is not None
        and not is_aside
        and not sat.is_away(seat)
        and reading.session.is_scoring,
        "summary": _told(summary) if summary else None,
        "result": result,
        "interests": [
            row for row in showing.interests_of(reading.session) if row.item_id == found.pk
        ],
        "locked": [
            one
            for one in (showing.locked_sheets(found) if may_unlock else [])
            if one.seat.user_id != reading.request.actor.user_id
        ],
    }


def _told(summary: marking.Summary) -> dict[str, Any]:
    return {
        "sheets": summary.sheets,
        "used": summary.used,
        "total": points_words(summary.total),
        "lowest": points_words(summary.lowest),
        "highest": points_words(summary.highest),
        "spread": points_words(summary.spread),
        "is_passing": summary.is_passing,
        "grade": summary.grade,
        "findings": summary.findings,
        "criteria": [
            {
                "name": one.criterion.name,
                "mean": points_words(one.mean),
                "most": points_words(one.criterion.most),
                "lowest": points_words(one.lowest),
                "highest": points_words(one.highest),
                "passing": ""
                if one.criterion.passing is None
                else points_words(one.criterion.passing),
                "is_passing": one.is_passing,
            }
            for one in summary.criteria
        ],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: WorkRequest, pk: int, item_pk: int, sheet_pk: int) -> HttpResponse:
    """ "Mở khóa phiếu chấm" by the chair, with a reason."""
    reading = Reading(request, pk)
    reading.ensure(reading.office.may_preside)
    found = showing.get_item(reading.session, item_pk)
    sheet = showing.get_sheet(found, sheet_pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: scoring.unlock(
                sheet, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã mở khóa phiếu chấm."))
            return redirect("councils:item", reading.session.pk, found.pk)
        status = tried.status
    context = {
        **reading.around(step=_("Mở khóa phiếu chấm")),
        "form": form,
        "heading": _("Mở khóa phiếu chấm"),
        "about": f"{sheet.seat.user.full_name}: {found.title}",
        "act": _("Mở khóa"),
    }
    return render(request, "councils/reason.html", context, status=status)
