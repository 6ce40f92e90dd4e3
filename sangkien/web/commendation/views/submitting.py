""" "Tờ trình đề nghị khen thưởng": prepared by one person of a unit, signed by another."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sangkien.commendation import permissions, submission_writing
from sangkien.commendation.actions import submitting
from sangkien.commendation.queries import rounds
from sangkien.commendation.queries import submissions as queries
from sangkien.core import clock, text
from sangkien.core.errors import NotFound
from sangkien.papers.actions import issuing
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.queries import docx_of, pdf_of
from sangkien.recognition.queries.terms import terms
from sangkien.web.commendation import dossier_showing as showing
from sangkien.web.commendation.register_forms import (
    RevokeSubmissionForm,
    SignSubmissionForm,
    SubmissionForm,
)
from sangkien.web.shared import paging
from sangkien.web.shared.downloads import docx_response, pdf_response
from sangkien.web.shared.proving import recently_proven
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.rows import Link
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.commendation.models import Dossier, Round, Submission
    from sangkien.papers.models import IssuedPaper
    from sangkien.units.models import Unit


def _unit(request: WorkRequest, round_: "Round") -> "Unit | None":
    """The proposing unit that the reader chose, else the first one."""
    units = rounds.proposing_units(request.actor, round_)
    asked = request.GET.get("don-vi", "")
    found = [one for one in units if one.code == asked] or units
    return found[0] if found else None


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: WorkRequest, pk: int) -> HttpResponse:
    """What was submitted in a round, and what the reader's unit may submit."""
    round_ = rounds.get_round(pk, actor=request.actor)
    unit = _unit(request, round_)
    form = SubmissionForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if unit is None:
            raise NotFound(_("Bạn không đề nghị khen thưởng trong đợt này."))
        proposer = unit
        tried = attempt(
            form,
            lambda: submitting.prepare(
                round_, proposer, **form.cleaned_data, by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã lập dự thảo tờ trình; cần một người khác ký."))
            return redirect("commendation:submission_read", tried.done.pk)
        status = tried.status
    context = {
        "round_": round_,
        "breadcrumb": showing.round_trail(round_, _("Tờ trình")),
        "unit": unit,
        "form": form,
        "tabs": _tabs(request, round_, unit),
        **_listed(request, round_),
        **(_own(round_, unit) if unit is not None else {}),
    }
    return render(request, "commendation/submissions.html", context, status=status)


def _listed(request: WorkRequest, round_: "Round") -> dict[str, Any]:
    before = paging.number(request.GET.get("truoc"))
    rows, following = queries.submissions_page(round_, actor=request.actor, before=before)
    return {
        "rows": rows,
        "first_url": request.path if before is not None else "",
        "following_url": f"{request.path}?truoc={following}" if following else "",
    }


def _own(round_: "Round", unit: "Unit") -> dict[str, Any]:
    return {
        "draft": queries.draft_of(round_, unit),
        "waiting": queries.not_submitted(round_, unit),
        "addressee": queries.addressee(round_, unit),
    }


def _tabs(request: WorkRequest, round_: "Round", unit: "Unit | None") -> list[Link]:
    """Only for who proposes for several units."""
    units = rounds.proposing_units(request.actor, round_)
    links = [
        Link(label=one.label, url=f"{request.path}?don-vi={one.code}", current=one == unit)
        for one in units
    ]
    return links if len(links) > 1 else []


@require_safe
def read(request: WorkRequest, pk: int) -> HttpResponse:
    row = queries.get_submission(pk, actor=request.actor)
    context = {
        **_shown(row, queries.dossiers_of(row)),
        "may_sign": row.is_draft and permissions.can_sign_submission(request.actor, row),
        "may_revoke": not row.is_draft
        and not row.is_revoked
        and permissions.can_propose(request.actor, row.unit),
        "may_drop": row.is_draft and permissions.can_propose(request.actor, row.unit),
    }
    return render(request, "commendation/submission.html", context)


def _shown(row: "Submission", dossiers: "list[Dossier]", step: str = "") -> dict[str, Any]:
    name = row.paper.label if row.paper else _("Dự thảo tờ trình")
    return {
        "row": row,
        "dossiers": dossiers,
        "title": name if row.paper is None else _("Tờ trình số %(label)s") % {"label": name},
        "breadcrumb": [*showing.round_trail(row.round), Link(label=step or name)],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proven
def sign(request: WorkRequest, pk: int) -> HttpResponse:
    row = queries.get_submission(pk, actor=request.actor)
    if not permissions.can_propose(request.actor, row.unit):
        raise NotFound(_("Không tìm thấy tờ trình này."))
    if not row.is_draft:
        return redirect("commendation:submission_read", row.pk)
    dossiers = queries.dossiers_of(row)
    seen = submission_writing.stamp(_draft(row, dossiers))
    form = SignSubmissionForm(request.POST or None, initial={"seen": seen})
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: submitting.sign(
                row, seen=form.cleaned_data["seen"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã ký, ban hành tờ trình."))
            return redirect("commendation:submission_read", row.pk)
        status = tried.status
        form.data = {**form.data, "seen": seen}  # reading again is then meant
    context = {
        **_shown(row, dossiers, _("Ký")),
        "form": form,
        "may_sign": permissions.can_sign_submission(request.actor, row),
    }
    return render(request, "commendation/submission_sign.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proven
def revoke(request: WorkRequest, pk: int) -> HttpResponse:
    row = queries.get_submission(pk, actor=request.actor)
    may = permissions.can_propose(request.actor, row.unit)
    if row.is_draft or row.is_revoked or not may:
        raise NotFound(_("Tờ trình này không thu hồi được."))
    form = RevokeSubmissionForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: submitting.revoke(
                row, reason=form.cleaned_data["reason"], by=request.actor, at=clock.now()
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã thu hồi tờ trình; hồ sơ trong đó chờ tờ trình khác."))
            return redirect("commendation:submission_read", row.pk)
        status = tried.status
    context = {**_shown(row, [], _("Thu hồi")), "form": form}
    return render(request, "commendation/submission_revoke.html", context, status=status)


@require_POST
def drop(request: WorkRequest, pk: int) -> HttpResponse:
    row = queries.get_submission(pk, actor=request.actor)
    if not row.is_draft or not permissions.can_propose(request.actor, row.unit):
        raise NotFound(_("Tờ trình này không bỏ được nữa."))
    submitting.drop(row, by=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ dự thảo tờ trình."))
    return redirect("commendation:submissions", row.round_id)


@require_safe
def paper(request: WorkRequest, pk: int, kind: str) -> HttpResponseBase:
    """What was issued, or the preview of a draft."""
    row = queries.get_submission(pk, actor=request.actor)
    made = row.paper or _draft(row, queries.dossiers_of(row))
    return _answer(made, kind, f"to trinh {row.round.title}")


@require_safe
def preview(request: WorkRequest, pk: int, kind: str) -> HttpResponseBase:
    """What the reader's unit would submit now, without number and code."""
    round_ = rounds.get_round(pk, actor=request.actor)
    unit = _unit(request, round_)
    if unit is None:
        raise NotFound(_("Bạn không đề nghị khen thưởng trong đợt này."))
    made = _draft(queries.foreseen(round_, unit), queries.not_submitted(round_, unit))
    return _answer(made, kind, f"xem truoc to trinh {round_.title}")


def _draft(row: "Submission", dossiers: "list[Dossier]") -> Draft:
    today = clock.today()
    current = terms(row.unit, on=today)
    return submission_writing.submission_draft(row, dossiers, terms=current, issued_on=today)


def _answer(made: "IssuedPaper | Draft", kind: str, name: str) -> HttpResponseBase:
    stem = "-".join(text.fold(name).split())[:80]
    if kind == "pdf":
        file = issuing.preview(made) if isinstance(made, Draft) else pdf_of(made)
        return pdf_response(file, f"{stem}.pdf")
    if kind == "docx":
        file = issuing.preview_docx(made) if isinstance(made, Draft) else docx_of(made)
        return docx_response(file, f"{stem}.docx")
    raise NotFound(_("Không có dạng văn bản này."))
