"""Open review meetings: recording, confirming, reading, printing."""

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.papers import printing
from sangkien.papers import queries as papers
from sangkien.papers.actions import issuing
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.official import OfficialPaper
from sangkien.papers.printing import Stamp
from sangkien.scoring import permissions, writing
from sangkien.scoring.actions import reviewing
from sangkien.scoring.queries import grid as grids
from sangkien.scoring.queries import reviews as queries
from sangkien.scoring.queries import subjects, years
from sangkien.web.scoring.review_forms import MinutesForm, SeenMinutesForm
from sangkien.web.scoring.views.comparing import YEAR, address
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import CONFLICT, attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.papers.models import IssuedPaper
    from sangkien.scoring.models import Card, ReviewMeeting

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def record(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Ghi biên bản họp rà soát" of one cluster of an opening; `?ky=nam` of its year."""
    arena = grids.get_arena(pk, actor=request.actor, cluster=request.GET.get("cum", ""))
    is_year = request.GET.get("ky") == YEAR
    if not arena.is_managed or (is_year and not years.has_halves(arena.opening)):
        raise NotFound(_("Không tìm thấy trang này."))
    now, cluster_id = clock.now(), arena.cluster.pk if arena.cluster else None
    about = subjects.subject(arena.opening, cluster_id, is_year=is_year, at=now)
    form = MinutesForm(
        request.POST or None,
        cards=about.cards,
        equals=about.equals(at=now),
        initial={
            "request_key": uuid.uuid4(),
            "held_on": clock.today(),
            "secretary": request.actor.name,
            "present": [str(card.unit_id) for card in about.cards],
        },
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form, lambda: _noted(request, arena, form, is_year=is_year), names=form.names
        )
        if tried.done is not None:
            messages.success(request, _("Đã ghi biên bản. Nhờ người khác của đơn vị xác nhận."))
            return redirect("scoring:review", tried.done.pk)
        status = tried.status
    context = {
        "form": form,
        "name": arena.name,
        "when": arena.opening.year_words if is_year else arena.opening.when,
        "back": address(arena, "ranking", ky=YEAR if is_year else ""),
        "is_new": True,
    }
    return render(request, "scoring/review_form.html", context, status=status)


def _noted(
    request: WorkRequest, arena: grids.Arena, form: MinutesForm, *, is_year: bool
) -> "ReviewMeeting":
    return reviewing.note_down(
        arena.opening,
        arena.cluster.pk if arena.cluster else None,
        form.minutes(),
        is_year=is_year,
        request_key=form.cleaned_data["request_key"] or uuid.uuid4(),
        by=request.actor,
        at=clock.now(),
    )


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    row = queries.get_meeting(pk, actor=request.actor)
    cards = subjects.cards_of(row)
    said = row.minutes
    context = {
        "row": row,
        "name": writing.place_words(row),
        "minutes": said,
        "present": [card.unit for card in cards if card.unit_id in said.present],
        "absent": [card.unit for card in cards if card.unit_id not in said.present],
        "decided": [
            (card.unit, said.decided[card.pk]) for card in cards if card.pk in said.decided
        ],
        "settled": writing.settled(row, cards),
        "results": [(card.unit, *writing.result(row.result_of(card))) for card in cards]
        if _reads_results(request, row, cards)
        else [],
        "as_of": row.confirmed_at or request.received_at,
        "may_write": permissions.can_write_minutes(request.actor, row),
        "may_confirm": permissions.can_confirm(request.actor, row),
        "seen": SeenMinutesForm(initial={"seen": row.version}),
        "back": _ranking_url(row),
    }
    return render(request, "scoring/review.html", context)


def _ranking_url(row: "ReviewMeeting") -> str:
    arena = grids.Arena(
        opening=row.opening, cluster=row.cluster, clusters=(), has_loose=False, is_managed=False
    )
    return address(arena, "ranking", ky=YEAR if row.is_year else "")


@require_http_methods(FORM)
def edit(request: WorkRequest, pk: int) -> HttpResponse:
    row = queries.get_meeting(pk, actor=request.actor)
    if not permissions.can_write_minutes(request.actor, row):
        raise NotFound(_("Biên bản này không sửa được nữa."))
    now = clock.now()
    about = subjects.subject_of(row, at=now)
    initial = MinutesForm.initial_of(row.minutes, row.version)
    form = MinutesForm(
        request.POST or None, cards=about.cards, equals=about.equals(at=now), initial=initial
    )
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: reviewing.write(
                row,
                form.minutes(),
                seen=form.cleaned_data["seen"] or 0,
                by=request.actor,
                at=clock.now(),
            ),
            names=form.names,
        )
        if tried.done is not None:
            messages.success(request, _("Đã lưu biên bản."))
            return redirect("scoring:review", row.pk)
        status = tried.status
        if status == CONFLICT:  # saving again is then meant
            row.refresh_from_db()
            form.data = request.POST.copy()
            form.data["seen"] = str(row.version)
    context = {
        "form": form,
        "row": row,
        "name": writing.place_words(row),
        "when": row.when,
        "back": _ranking_url(row),
    }
    return render(request, "scoring/review_form.html", context, status=status)


@require_POST
@recently_proven
def confirm(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Xác nhận biên bản" by somebody who wrote nothing of it."""
    row = queries.get_meeting(pk, actor=request.actor)
    if not permissions.can_confirm(request.actor, row):
        raise NotFound(_("Biên bản này không chờ bạn xác nhận."))
    form = SeenMinutesForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    reviewing.confirm(row, seen=seen, by=request.actor, at=clock.now())
    done = _("Đã xác nhận biên bản. Từ nay công bố kết quả được.")
    if row.is_year:
        done = _("Đã xác nhận biên bản. Xếp hạng cả năm theo kết quả phân định trong biên bản.")
    messages.success(request, done)
    return redirect("scoring:review", pk)


@require_POST
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Bỏ bản nháp biên bản"."""
    row = queries.get_meeting(pk, actor=request.actor)
    if not permissions.can_write_minutes(request.actor, row):
        raise NotFound(_("Biên bản này không bỏ được nữa."))
    reviewing.drop(row, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ bản nháp biên bản."))
    return redirect(_ranking_url(row))


def _reads_results(request: WorkRequest, row: "ReviewMeeting", cards: "list[Card]") -> bool:
    """Units once all are published."""
    is_managed = permissions.can_manage(request.actor, row.opening.unit)
    if row.is_year:
        return is_managed or years.is_published(row.opening, row.cluster_id)
    return is_managed or all(card.is_final for card in cards)


def _made(request: WorkRequest, row: "ReviewMeeting") -> "IssuedPaper | Draft | OfficialPaper":
    """The issued minutes; before they are confirmed a draft. Units that do not read the results yet get
    what says nothing of them and is no paper of the register.
    """
    cards = subjects.cards_of(row)
    if not _reads_results(request, row, cards):
        return writing.paper(row, cards, has_results=False)
    if row.is_draft:
        return writing.draft(row, cards)
    return row.paper or writing.paper(row, cards, has_results=True)


def _stamp(row: "ReviewMeeting") -> Stamp | None:
    """Marks a copy of minutes that were issued as what it is."""
    return Stamp(label="", issued_on=row.held_on) if row.paper is not None else None


@require_safe
def pdf(request: WorkRequest, pk: int) -> HttpResponseBase:
    row = queries.get_meeting(pk, actor=request.actor)
    made = _made(request, row)
    if isinstance(made, OfficialPaper):
        file = printing.as_pdf(made, stamp=_stamp(row))
    else:
        file = issuing.preview(made) if isinstance(made, Draft) else papers.pdf_of(made)
    return pdf_response(file, f"bien-ban-ra-soat-{pk}.pdf")


@require_safe
def word(request: WorkRequest, pk: int) -> HttpResponseBase:
    row = queries.get_meeting(pk, actor=request.actor)
    made = _made(request, row)
    if isinstance(made, OfficialPaper):
        file = printing.as_docx(made, stamp=_stamp(row))
    else:
        file = issuing.preview_docx(made) if isinstance(made, Draft) else papers.docx_of(made)
    return docx_response(file, f"bien-ban-ra-soat-{pk}.docx")
