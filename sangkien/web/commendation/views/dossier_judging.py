"""The office where a dossier waits says what it thinks."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.commendation import permissions
from sangkien.commendation.actions import (
    dossiers_chain,
    dossiers_council,
    dossiers_deciding,
)
from sangkien.commendation.enums import DossierState, Outcome
from sangkien.commendation.queries import dossiers, rounds
from sangkien.commendation.queries.figures import figures_of
from sangkien.commendation.queries.rewarded import warnings_of
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.web.commendation import dossier_showing as showing
from sangkien.web.commendation.dossier_forms import BringForm, HigherForm, JudgeForm
from sangkien.web.shared.refusals import attempt
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from sangkien.commendation.models import Dossier

FORM = ["GET", "HEAD", "POST"]


def _waiting(request: WorkRequest, pk: int) -> "Dossier":
    dossier = dossiers.get_dossier(pk, actor=request.actor)
    waits = permissions.can_judge(request.actor, dossier) and dossier.item_id is None
    if not waits and not permissions.can_reconsider(request.actor, dossier):
        raise NotFound(_("Hồ sơ này không chờ đơn vị của bạn."))
    return dossier


def _outcomes(dossier: "Dossier") -> list[tuple[str, Any]]:
    """What fits where it stands."""
    if dossier.state == DossierState.SENT:
        fitting = [Outcome.COMPLETE, Outcome.INCOMPLETE]
    elif dossier.state == DossierState.PASSED:
        fitting = [Outcome.FAILED]
    elif dossier.waits_path != dossier.round.unit.path:
        fitting = [Outcome.FORWARDED, Outcome.FAILED]
    else:
        fitting = [Outcome.PASSED, Outcome.FAILED]
    return [(one.value, one.label) for one in fitting]


@require_http_methods(FORM)
def judge(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Xét hồ sơ": complete or not; afterwards proposed on, passed or failed."""
    dossier = _waiting(request, pk)
    lines: list[tuple[str, str]] = []
    if dossier.state == DossierState.SENT:
        documents = dossier.award.read.documents
        lines = [(one.key, one.name) for one in documents if not one.from_system]
    outcomes = _outcomes(dossier)
    only = {"outcome": outcomes[0][0]} if len(outcomes) == 1 else {}
    form = JudgeForm(
        request.POST or None,
        outcomes=outcomes,
        lines=lines,
        initial={"seen": dossier.version, **only},
    )
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _judged(request, dossier, form.cleaned_data))
        if tried.done is not None:
            messages.success(request, _("Đã ghi kết luận; đơn vị đề nghị nhận được thông báo."))
            return redirect("commendation:dossier", pk)
        status = tried.status
    context = {
        "dossier": dossier,
        "form": form,
        "lines": dossiers.checklist_of(dossier),
        "figures": figures_of(dossier, at=request.received_at),
        "warnings": warnings_of(dossier),
        "breadcrumb": showing.trail(dossier, _("Xét hồ sơ")),
    }
    return render(request, "commendation/dossier_judge.html", context, status=status)


def _judged(request: WorkRequest, dossier: "Dossier", values: dict[str, Any]) -> bool:
    outcome, seen, reason = Outcome(values["outcome"]), values["seen"], values["reason"]
    told: dict[str, Any] = {"by": request.actor, "at": request.received_at}
    if outcome == Outcome.COMPLETE:
        dossiers_chain.accept([(dossier, seen)], **told)
    elif outcome == Outcome.INCOMPLETE:
        lacking = values.get("lacking", [])
        dossiers_chain.ask_more(dossier, lacking=lacking, reason=reason, seen=seen, **told)
    elif outcome == Outcome.FORWARDED:
        dossiers_chain.forward([(dossier, seen)], reason=reason, **told)
    elif dossier.state == DossierState.PASSED:
        dossiers_deciding.reconsider(dossier, reason=reason, seen=seen, **told)
    else:
        is_passed = outcome == Outcome.PASSED
        dossiers_deciding.decide(dossier, is_passed=is_passed, reason=reason, seen=seen, **told)
    return True


@require_http_methods(FORM)
def bring(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Đưa ra kỳ họp hội đồng"."""
    dossier = _waiting(request, pk)
    is_ready = dossier.state == DossierState.COMPLETE
    if not is_ready or dossier.waits_path != dossier.round.unit.path:
        raise NotFound(_("Hồ sơ này chưa thẩm định xong ở đơn vị mở đợt xét."))
    today = local_day(request.received_at)
    sessions = dossiers.sessions_for(request.actor, dossier.round.unit, on=today)
    form = BringForm(request.POST or None, sessions=sessions)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: dossiers_council.bring(
                [dossier], form.chosen, by=request.actor, at=request.received_at
            ),
        )
        if tried.done is not None:
            messages.success(request, _("Đã đưa hồ sơ vào chương trình họp."))
            return redirect("commendation:dossier", pk)
        status = tried.status
    context = {
        "dossier": dossier,
        "form": form,
        "has_sessions": bool(sessions),
        "breadcrumb": showing.trail(dossier, _("Đưa ra hội đồng")),
    }
    return render(request, "commendation/dossier_bring.html", context, status=status)


@require_http_methods(FORM)
def higher(request: WorkRequest, pk: int) -> HttpResponse:
    """ "Đạt, đề nghị khen cao hơn": choose the award of a round of a unit above."""
    dossier = dossiers.get_dossier(pk, actor=request.actor)
    if not permissions.can_run(request.actor, dossier.round):
        raise NotFound(_("Hồ sơ này không chờ đơn vị của bạn."))
    awards = rounds.higher_awards(
        dossier.round.unit, holder_kind=dossier.holder_kind, at=request.received_at
    )
    form = HigherForm(request.POST or None, awards=awards, initial={"seen": dossier.version})
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _raised(request, dossier, form))
        if tried.done is not None:
            messages.success(request, _("Đã lập hồ sơ đề nghị khen cao hơn."))
            return redirect("commendation:dossier", tried.done.pk)
        status = tried.status
    context = {
        "dossier": dossier,
        "form": form,
        "has_awards": bool(awards),
        "breadcrumb": showing.trail(dossier, _("Đề nghị khen cao hơn")),
    }
    return render(request, "commendation/dossier_higher.html", context, status=status)


def _raised(request: WorkRequest, dossier: "Dossier", form: HigherForm) -> "Dossier":
    chosen = form.chosen
    return dossiers_deciding.propose_higher(
        dossier,
        chosen.round,
        chosen.award,
        reason=form.cleaned_data["reason"],
        seen=form.cleaned_data["seen"],
        by=request.actor,
        at=request.received_at,
    )
