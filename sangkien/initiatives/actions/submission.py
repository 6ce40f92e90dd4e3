"""Send an initiative, correct it, take it back."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core.errors import DomainError, ManyErrors, NotAllowed
from sangkien.core.periods import local_day
from sangkien.initiatives import conditions, permissions, rules, secrecy
from sangkien.initiatives.actions import correcting, passing
from sangkien.initiatives.actions.authors import Credit, people_problems, rows_of
from sangkien.initiatives.actions.drafting import (
    ensure_known,
    ensure_may_register,
    insert_once,
    new_initiative,
)
from sangkien.initiatives.actions.moving import checked_reason, move
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import ClosedForEntry, DecidedMeanwhile, NotEligible
from sangkien.initiatives.events import (
    InitiativeCorrected,
    InitiativeSubmitted,
    InitiativeWithdrawn,
)
from sangkien.initiatives.models import CoAuthor, Initiative
from sangkien.programmes.models import Programme, Ruleset
from sangkien.programmes.plans import plans_above
from sangkien.programmes.queries import is_aimed_at, phase_windows, ruleset_at
from sangkien.programmes.rules import PhaseWindow, applied_problem, closed_reason, phase_at
from sangkien.units.models import Unit


@transaction.atomic
def submit(
    initiative: Initiative,
    *,
    by: Actor,
    received_at: dt.datetime,
    at: dt.datetime,
    note: str = "",
) -> Initiative:
    """ "Gửi sáng kiến", or send a returned one again, with a `note` to the officer.

    `received_at` is when the request arrived: one that arrives before the close counts, however
    long the server takes. The first sending decides phase and campaigns for good; a correction is
    accepted after the close too, because its first sending was in time. Sending what was sent
    already changes nothing and gives the same initiative.
    """
    if not permissions.is_own(by, initiative):
        raise NotAllowed(_("Chỉ tác giả hoặc người nhập mới gửi được sáng kiến này."))
    if initiative.state_enum == State.SUBMITTED:
        return initiative
    rules.ensure_move(initiative.state_enum, State.SUBMITTED)
    if not initiative.is_editable:
        raise NotAllowed(_("Sáng kiến đã có kết quả, chỉ công đoàn cơ sở mở lại được."))
    ready = readiness(initiative, received_at=received_at, at=at)
    if ready.closed:
        raise ClosedForEntry(ready.closed)
    raise_all(ready.problems)
    try:
        if initiative.state_enum == State.RETURNED:
            return _send_again(initiative, note=note, by=by, received_at=received_at, at=at)
        return _send_first(initiative, ready, by=by, received_at=received_at, at=at)
    except DecidedMeanwhile:  # a double tap: the other request was a moment faster
        fresh = Initiative.objects.get(pk=initiative.pk)
        if fresh.state_enum != State.SUBMITTED:
            raise
        return fresh


def _send_first(
    initiative: Initiative,
    ready: "Readiness",
    *,
    by: Actor,
    received_at: dt.datetime,
    at: dt.datetime,
) -> Initiative:
    return move(
        initiative,
        State.SUBMITTED,
        event=InitiativeSubmitted,
        by=by,
        at=at,
        place=passing.first_place(
            ruleset_id=ready.ruleset_id, unit_path=initiative.unit_path, since=received_at
        ),
        phase_id=ready.phase_id,
        ruleset_id=ready.ruleset_id,
        received_at=received_at,
    )


def _send_again(
    initiative: Initiative, *, note: str, by: Actor, received_at: dt.datetime, at: dt.datetime
) -> Initiative:
    """The review begins anew, under the rules of the first sending."""
    words = correcting.checked_note(note)
    place = passing.first_place(
        ruleset_id=initiative.ruleset_id, unit_path=initiative.unit_path, since=received_at
    )
    moved = move(
        initiative,
        State.SUBMITTED,
        event=InitiativeCorrected,
        by=by,
        at=at,
        place=place,
    )
    correcting.keep_after(moved, note=words, at=at)
    return moved


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """What still keeps an initiative from being sent; `closed` is empty while it is open."""

    problems: tuple[DomainError, ...]
    closed: str = ""
    phase_id: int | None = None
    ruleset_id: int | None = None


def readiness(initiative: Initiative, *, received_at: dt.datetime, at: dt.datetime) -> Readiness:
    """Everything that is missing or wrong, and whether anything may be sent at all now."""
    initiative = secrecy.whole(initiative)
    phases = phase_windows(initiative.programme)
    if initiative.phase_id is None:
        phase = phase_at(phases, received_at)
    else:
        phase = next((p for p in phases if p.period_id == initiative.phase_id), None)
    coauthors = list(initiative.coauthors.all())
    ruleset = conditions.ruleset_of(initiative, at=received_at)
    found = _problems(initiative, coauthors, phase=phase, at=at)
    found += conditions.problems(initiative, ruleset, phase=phase, at=at)
    return Readiness(
        problems=tuple(found),
        closed="" if initiative.phase_id else _closed(initiative, phases, phase, received_at),
        phase_id=phase.period_id if phase else None,
        ruleset_id=ruleset.pk if ruleset else None,
    )


def _closed(
    initiative: Initiative,
    phases: Sequence[PhaseWindow],
    phase: PhaseWindow | None,
    received_at: dt.datetime,
) -> str:
    """Why nothing may be sent for this unit at an instant: the phase, the audience, a plan."""
    programme = initiative.programme
    if phase is None:
        return closed_reason(phases, received_at)
    if not is_aimed_at(programme, initiative.unit_path):
        return _(
            "Chương trình này dành cho các đơn vị khác, không gồm đơn vị của bạn. Nội dung bạn đã "
            "nhập vẫn được giữ trong bản nháp."
        )
    plan = plans_above(programme, initiative.unit_path, phase.period_id)
    return plan.closed_reason(received_at)


def raise_all(found: Sequence[DomainError]) -> None:
    if found:
        raise found[0] if len(found) == 1 else ManyErrors(list(found))


def _problems(
    initiative: Initiative,
    coauthors: Sequence[CoAuthor],
    *,
    phase: PhaseWindow | None,
    at: dt.datetime,
) -> list[DomainError]:
    """Everything that keeps an initiative from being sent; the same check wherever it enters."""
    found = check(initiative, coauthors=coauthors, phase=phase, at=at)
    return [*found, *people_problems(initiative.author_id, coauthors)]


def check(
    initiative: Initiative,
    *,
    coauthors: Sequence[CoAuthor],
    phase: PhaseWindow | None,
    at: dt.datetime,
) -> list[DomainError]:
    """Content, shares and dates, against the rules and the programme."""
    programme = initiative.programme
    found = rules.problems(
        content_checked(initiative, coauthors),
        kinds=[kind.value for kind in programme.accepted_kinds],
        field_ids=[field.pk for field in programme.fields_in_order],
    )
    if initiative.first_applied_on is not None:
        problem = applied_problem(initiative.first_applied_on, phase=phase, today=local_day(at))
        if problem is not None:
            found.append(NotEligible(problem, field="first_applied_on"))
    if initiative.decided_on is not None and initiative.decided_on > local_day(at):
        problem = _("Ngày quyết định không được ở tương lai.")
        found.append(NotEligible(problem, field="decided_on"))
    return found


def content_checked(
    initiative: Initiative, coauthors: Sequence[CoAuthor] | None = None
) -> rules.Content:
    """What the rules look at; the co-authors are read unless they are given."""
    initiative = secrecy.whole(initiative)
    if coauthors is None:
        coauthors = list(initiative.coauthors.all())
    return rules.Content(
        title=initiative.title,
        before=initiative.before,
        solution=initiative.solution,
        effect=initiative.effect,
        kind=initiative.kind,
        field_id=initiative.field_id,
        first_applied_on=initiative.first_applied_on,
        benefit_vnd=initiative.benefit_vnd,
        benefit_basis=initiative.benefit_basis,
        recognised_by=initiative.recognised_by,
        decision_number=initiative.decision_number,
        decided_on=initiative.decided_on,
        author_share_bp=initiative.author_share_bp,
        shares=tuple(rules.Share(name=row.name, share_bp=row.share_bp) for row in coauthors),
    )


def register(
    programme: Programme,
    unit: Unit,
    *,
    author: User,
    content: dict[str, object],
    author_share_bp: int,
    credits: list[Credit],
    request_key: uuid.UUID,
    by: Actor,
    received_at: dt.datetime,
    at: dt.datetime,
) -> Initiative:
    """ "Đăng ký sáng kiến" in one go, for oneself or on behalf of a member.

    The credit stays with `author`; `by` is recorded as the one who entered it. The same
    `request_key` again gives the same initiative. `content` holds CONTENT_FIELDS.
    """
    ensure_known(content)
    ensure_may_register(programme, unit, author, by)
    phases = phase_windows(programme)
    phase = phase_at(phases, received_at)
    ruleset = ruleset_at(programme, received_at)
    values = {
        **content,
        **_as_sent(unit, phase, ruleset, received_at=received_at),
        "author_share_bp": author_share_bp,
    }
    initiative = new_initiative(
        programme, unit, author=author, request_key=request_key, by=by, at=at, values=values
    )
    if closed := _closed(initiative, phases, phase, received_at):
        return _sent_before(request_key, by=by, closed=closed)
    rows = rows_of(initiative, credits, at=at)
    found = _problems(initiative, rows, phase=phase, at=at)
    judged = secrecy.whole(initiative)
    raise_all([*found, *conditions.problems(judged, ruleset, phase=phase, at=at)])
    return insert_once(initiative, event=InitiativeSubmitted, by=by, at=at, coauthors=rows)[0]


def _as_sent(
    unit: Unit, phase: PhaseWindow | None, ruleset: Ruleset | None, *, received_at: dt.datetime
) -> dict[str, object]:
    """What the sending decides for good, and where it waits first."""
    place = passing.first_place(
        ruleset_id=ruleset.pk if ruleset else None, unit_path=unit.path, since=received_at
    )
    return {
        **place.values(),
        "state": State.SUBMITTED,
        "phase_id": phase.period_id if phase else None,
        "ruleset": ruleset,
        "received_at": received_at,
    }


def _sent_before(request_key: uuid.UUID, *, by: Actor, closed: str) -> Initiative:
    """A retry that comes after the close finds what was received in time; nothing else does."""
    earlier = Initiative.objects.filter(request_key=request_key).first()
    if earlier is None or not permissions.is_own(by, earlier):
        raise ClosedForEntry(closed)
    return earlier


@transaction.atomic
def withdraw(initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime) -> Initiative:
    """ "Rút sáng kiến": it leaves all figures; the record stays."""
    if not permissions.is_own(by, initiative):
        raise NotAllowed(_("Chỉ tác giả hoặc người nhập mới rút được sáng kiến này."))
    rules.ensure_move(initiative.state_enum, State.WITHDRAWN)
    return move(
        initiative,
        State.WITHDRAWN,
        event=InitiativeWithdrawn,
        by=by,
        at=at,
        reason=checked_reason(reason),
    )
