"""`/sang-kien/<code>/`: one initiative, with what the reader may do about it."""

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sangkien.access.actor import Actor
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.core.periods import local_day
from sangkien.initiatives import (
    canned,
    conditions,
    evidence,
    permissions,
    queries,
    stages,
    waiting,
)
from sangkien.initiatives.enums import State
from sangkien.programmes.enums import StepKind
from sangkien.recognition.judging import is_heard
from sangkien.recognition.queries import decisions as recognised
from sangkien.recognition.queries import waiting as recognition
from sangkien.web.initiatives import showing
from sangkien.web.initiatives.forms.decisions import (
    BY_MISTAKE,
    UPWARDS,
    ObjectionForm,
    ReasonForm,
)
from sangkien.web.shared import exhibits, verdicts, way
from sangkien.web.shared.work import WorkRequest

if TYPE_CHECKING:
    from datetime import date

    from sangkien.initiatives.models import Decision, Initiative, Overdue

QUEUE, JUST_DONE = "hang-doi", "vua-xet"  # in addresses: working through the queue, after which
MOST_COUNTED = 100
NO_FORMS: Mapping[str, BaseForm] = {}


@require_safe
def detail(request: WorkRequest, code: str) -> HttpResponse:
    return page(request, queries.get_initiative(code, actor=request.actor))


def page(
    request: WorkRequest,
    initiative: "Initiative",
    *,
    forms: Mapping[str, BaseForm] = NO_FORMS,
    share_form: BaseForm | None = None,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    """`forms` are those that were refused, with what was typed; `conflict` says who was first."""
    actor = request.actor
    queries.with_authors(initiative)  # first: who is credited decides what the reader may do
    decisions = queries.decisions_of(initiative)
    overdue = waiting.overdue_of(initiative)
    can = _may(actor, initiative, decisions, overdue, today=clock.today())
    corrections = [showing.corrected(one) for one in queries.corrections_of(initiative)]
    context = {
        "initiative": initiative,
        "recognised": recognised.told(initiative),
        **_before_council(actor, initiative),
        **_on_the_way(initiative, decisions, reader_id=actor.user_id),
        "overdue": overdue if can["remind"] else None,
        "stands_in": can["stand_in"],
        "share_form": share_form or ObjectionForm(),
        "corrections": corrections,
        "is_amended": any(one.is_amendment for one in corrections),
        **_evidence(initiative),
        **_by_the_rules(initiative, is_reviewed=permissions.is_reviewer(actor, initiative)),
        "authors": showing.authors(initiative),
        "reason": next((one for one in reversed(decisions) if one.reason), None),
        "timeline": showing.timeline(queries.happenings(initiative), corrections),
        "may": can,
        "is_kept_from_review": permissions.is_kept_from_review(actor, initiative),
        "conflict": conflict,
        "in_queue": request.GET.get(QUEUE) or request.POST.get(QUEUE, ""),
        **just_done(request),
        "reason_forms": _reason_forms(actor, can, forms),
        "refused_form": share_form or next(iter(forms.values()), None),
    }
    return render(request, "initiatives/detail.html", context, status=status)


def _before_council(actor: Actor, initiative: "Initiative") -> dict[str, Any]:
    """What a council said of it, and for who decides at that step, where to bring it before one."""
    unit = recognition.deciding_unit(actor, initiative)
    is_before = initiative.waits_for == StepKind.RECOGNISE or is_heard(initiative)
    terms = queries.recognition_terms([initiative.pk]) if is_before else {}
    return {
        "recognition_due_on": terms.get(initiative.pk),
        "not_recognised": recognised.refusal_of(initiative),
        "council_unit": unit,
        "request_key": uuid.uuid4() if unit else None,
    }


def _reason_forms(
    actor: Actor, can: Mapping[str, bool], forms: Mapping[str, BaseForm]
) -> dict[str, BaseForm]:
    """One for each verdict that asks for a reason, with the reasons to choose from."""
    offered = canned.reasons_of(actor) if can["review"] else []
    return {
        str(outcome): forms.get(outcome) or ReasonForm(outcome=outcome, canned=offered)
        for outcome in _reasons_asked(can)
    }


def _on_the_way(
    initiative: "Initiative", decisions: "Sequence[Decision]", *, reader_id: int | None
) -> dict[str, Any]:
    """How far it came, both clocks, and what its co-authors say."""
    now = clock.now()
    return {
        "stages": way.lines(initiative, decisions, today=local_day(now), with_names=True),
        "author_waits": way.author_waits(initiative, now=now, reader_id=reader_id),
        "own_share": showing.own_share(initiative, reader_id),
        "objectors": ", ".join(row.name for row in permissions.objections(initiative)),
        "verdict": verdicts.of(initiative.waits_for),
        "passed_up": waiting.passing_up_of(initiative),
    }


def _may(
    actor: Actor,
    initiative: "Initiative",
    decisions: "Sequence[Decision]",
    overdue: "Overdue | None",
    *,
    today: "date",
) -> dict[str, bool]:
    stands_in = (
        permissions.stands_in(actor, overdue, today=today)
        and not permissions.decides_now(actor, initiative)
        and not permissions.has_interest(actor, initiative)
    )
    last = decisions[-1] if decisions else None
    return {
        "add_evidence": permissions.can_add_evidence(actor, initiative),
        "publish": permissions.can_publish_photos(actor, initiative),
        "edit": permissions.can_edit(actor, initiative),
        "review": stands_in or permissions.can_review(actor, initiative),
        "stand_in": stands_in,
        "pass_up": permissions.can_pass_up(actor, initiative),
        "remind": permissions.watches(actor, overdue),
        "amend": permissions.can_amend(actor, initiative) and not initiative.is_closed,
        "keep_secret": permissions.can_keep_secret(actor, initiative),
        "disclose": initiative.is_secret and permissions.can_disclose(actor, initiative),
        "withdraw": permissions.can_withdraw(actor, initiative),
        "discard": permissions.can_discard(actor, initiative),
        "reopen": permissions.can_reopen(actor, initiative, last),
        "answer": permissions.can_answer(actor, initiative),
    }


def _evidence(initiative: "Initiative") -> dict[str, Any]:
    rows = evidence.shown(initiative)
    return {"rows": rows, "exhibits": [exhibits.of(row, code=initiative.code) for row in rows]}


def _by_the_rules(initiative: "Initiative", *, is_reviewed: bool) -> dict[str, Any]:
    """What was answered to the programme, and for whoever reviews it, which conditions are met."""
    now = clock.now()
    ruleset = conditions.ruleset_of(initiative, at=now)
    return {
        "answered": showing.answered(initiative, ruleset),
        "findings": conditions.findings(initiative, at=now) if is_reviewed else (),
    }


def just_done(request: WorkRequest) -> dict[str, Any]:
    """What the officer decided a moment ago, whether it can be taken back, and how many wait."""
    actor, code = request.actor, request.GET.get(JUST_DONE, "")
    if not code:
        return {}
    try:
        done = queries.with_authors(queries.get_initiative(code, actor=actor))
    except NotFound:
        return {}
    decided = (State.CONFIRMED, State.RECOGNISED, State.RETURNED, State.REJECTED)
    if done.state_enum not in decided or not permissions.is_reviewer(actor, done):
        return {}
    last = queries.last_decision(done)
    left = waiting.review_queue_size(actor, most=MOST_COUNTED + 1)
    return {
        "done": done,
        "done_words": showing.decided_words(done, stages.kind_of(done, last)),
        "may_undo": permissions.can_reopen(actor, done, last),
        "by_mistake": BY_MISTAKE,
        "left": min(left, MOST_COUNTED),
        "is_many_left": left > MOST_COUNTED,
    }


def _reasons_asked(can: Mapping[str, bool]) -> list[str]:
    asked: dict[str, list[str]] = {
        "review": [State.RETURNED, State.REJECTED],
        "pass_up": [UPWARDS],
        "withdraw": [State.WITHDRAWN],
        "reopen": [State.SUBMITTED],
    }
    return [outcome for action, outcomes in asked.items() if can[action] for outcome in outcomes]
