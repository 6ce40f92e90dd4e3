"""Dossiers of the own unit, the inbox of an office, one dossier with all that is known."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.access.permissions import Permission
from sangkien.commendation import permissions
from sangkien.commendation.actions import dossiers_chain
from sangkien.commendation.enums import DossierState, Outcome
from sangkien.commendation.queries import dossiers
from sangkien.commendation.queries.figures import figures_of
from sangkien.commendation.queries.rewarded import warnings_of
from sangkien.commendation.rules.forwarding import EDITABLE
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.web.commendation import dossier_showing as showing
from sangkien.web.commendation.dossier_forms import TogetherForm
from sangkien.web.shared import paging
from sangkien.web.shared.downloads import file_response
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

WITHDRAWABLE = (DossierState.SENT, DossierState.INCOMPLETE, DossierState.COMPLETE)


@require_safe
def own(request: WorkRequest) -> HttpResponse:
    """ "Hồ sơ đơn vị tôi đề nghị"."""
    actor = request.actor
    if not actor.can_somewhere(Permission.AWARD_PROPOSE):
        raise NotFound(_("Không tìm thấy trang này."))
    before = paging.number(request.GET.get("truoc"))
    rows, following = dossiers.own_page(actor, before=before)
    here, today = reverse("commendation:dossiers"), local_day(request.received_at)
    context = {
        "tabs": showing.tabs(
            actor, current="own", waiting=dossiers.inbox_counts(actor, today=today)[0]
        ),
        "rows": showing.rows_of(rows, dossiers.offices_named(rows), today=today),
        "exported": {},
        "first_url": here if before is not None else "",
        "following_url": f"{here}?truoc={following}" if following else "",
    }
    return render(request, "commendation/dossiers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request: WorkRequest) -> HttpResponse:
    """ "Hồ sơ chờ xét" at the offices of the reader; ticked ones are accepted or proposed together."""
    if not request.actor.can_somewhere(Permission.AWARD_MANAGE):
        raise NotFound(_("Không tìm thấy trang này."))
    if request.method != "POST":
        return _inbox(request)
    form = TogetherForm(request.POST)
    tried = attempt(form, lambda: _judged_together(request, form.cleaned_data["reason"]))
    if tried.done is None:
        return _inbox(request, form=form, status=tried.status)
    messages.success(request, tried.done)
    return redirect("commendation:dossier_inbox")


def _judged_together(request: WorkRequest, reason: str) -> str:
    """All that are ticked, or none."""
    pairs = [pair for typed in request.POST.getlist("selected") if (pair := _pair(typed))]
    picked = dossiers.picked(request.actor, pairs[: dossiers_chain.MOST_AT_ONCE + 1])
    told: dict[str, Any] = {"by": request.actor, "at": request.received_at}
    if request.POST.get("outcome") == Outcome.FORWARDED:
        count = dossiers_chain.forward(picked, reason=reason, **told)
        return _("Đã đề xuất %(n)d hồ sơ lên cấp trên.") % {"n": count}
    count = dossiers_chain.accept(picked, **told)
    return _("Đã xác nhận đủ hồ sơ: %(n)d.") % {"n": count}


def _pair(typed: str) -> tuple[int, int] | None:
    """ "17.3": the dossier and the version that was on the screen."""
    pk, _dot, seen = typed.partition(".")
    left, right = paging.number(pk), paging.number(seen)
    return (left, right) if left is not None and right is not None else None


def _ticked(request: WorkRequest) -> set[int]:
    """What was ticked stays so after a refusal."""
    pairs = (_pair(typed) for typed in request.POST.getlist("selected"))
    return {pair[0] for pair in pairs if pair is not None}


def _inbox(
    request: WorkRequest, *, form: TogetherForm | None = None, status: int = 200
) -> HttpResponse:
    actor, today = request.actor, local_day(request.received_at)
    is_late = request.GET.get("loc") == "qua-han"
    after = paging.number(request.GET.get("sau")) or 0
    rows, following = dossiers.inbox_page(actor, late_on=today if is_late else None, after=after)
    waiting, late = dossiers.inbox_counts(actor, today=today)
    here = reverse("commendation:dossier_inbox")
    kept = f"{here}?loc=qua-han&" if is_late else f"{here}?"
    context = {
        "tabs": showing.tabs(actor, current="inbox", waiting=waiting),
        "rows": showing.rows_of(
            rows, dossiers.offices_named(rows), today=today, ticked=_ticked(request)
        ),
        "waiting": waiting,
        "late": late,
        "is_late": is_late,
        "exported": {"loc": "qua-han" if is_late else ""},
        "form": form or TogetherForm(),
        "first_url": kept.rstrip("?&") if after else "",
        "following_url": f"{kept}sau={following}" if following else "",
        "now": request.received_at,
    }
    return render(request, "commendation/inbox.html", context, status=status)


@require_safe
def detail(request: WorkRequest, pk: int) -> HttpResponse:
    actor, now = request.actor, request.received_at
    dossier = dossiers.get_dossier(pk, actor=actor)
    writes = permissions.can_propose(actor, dossier.proposer)
    office = dossiers.offices_named([dossier]).get(dossier.waits_path, "")
    steps = dossiers.steps_of(dossier)
    context = {
        "dossier": dossier,
        "breadcrumb": showing.trail(dossier),
        "standing": showing.standing(dossier, office),
        "term": showing.term_of(dossier, today=local_day(now)),
        "is_late": dossier.due_on is not None and dossier.due_on < local_day(now),
        "lines": dossiers.checklist_of(dossier),
        "figures": figures_of(dossier, at=now),
        "warnings": warnings_of(dossier),
        "timeline": showing.timeline(steps),
        "asked": showing.asked(dossier, steps),
        "may_write": writes and dossier.state in EDITABLE,
        "may_withdraw": writes and dossier.state in WITHDRAWABLE,
        **_may(request, dossier),
    }
    return render(request, "commendation/dossier.html", context)


def _may(request: WorkRequest, dossier: Any) -> dict[str, bool]:
    """What the reader may say about it; `is_own` tells why nothing."""
    judges = permissions.can_judge(request.actor, dossier) and dossier.item_id is None
    is_own = permissions.is_own_work(request.actor, dossier)
    at_the_top = dossier.waits_path == dossier.round.unit.path
    needs_vote = dossier.award.read.vote is not None
    is_complete = dossier.state == DossierState.COMPLETE
    decides = permissions.can_run(request.actor, dossier.round) and not is_own
    may_bring = judges and not is_own and is_complete and at_the_top and needs_vote
    passed = dossier.state == DossierState.PASSED
    return {
        "is_own": judges and is_own,
        "may_bring": may_bring,
        "may_judge": judges and not is_own and not may_bring,
        "may_reconsider": passed and permissions.can_reconsider(request.actor, dossier),
        "may_raise": decides
        and (passed or (judges and is_complete and at_the_top and not needs_vote)),
    }


@require_safe
def file(request: WorkRequest, pk: int, file_pk: int) -> HttpResponseBase:
    dossier = dossiers.get_dossier(pk, actor=request.actor)
    return file_response(dossiers.get_file(dossier, file_pk).file)
