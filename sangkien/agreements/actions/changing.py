"""Changes of targets that are in force: asked by one person, decided by another one."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements import permissions, rules
from sangkien.agreements.actions import placing
from sangkien.agreements.actions.reporting import held
from sangkien.agreements.enums import ChangeState, TargetBase, TargetOrigin
from sangkien.agreements.errors import InForce, InvalidTarget, WrongStep
from sangkien.agreements.events import (
    TargetChangeApproved,
    TargetChangeAsked,
    TargetChangeEvent,
    TargetChangeRefused,
    TargetChangeWithdrawn,
)
from sangkien.agreements.measures import Measure
from sangkien.agreements.models import Target, TargetChange
from sangkien.core import db, text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record


@dataclass(frozen=True, kw_only=True)
class Wish:
    """The numbers that are asked for instead of those that stand; `value` None ends the target."""

    value: Decimal | None
    most: Decimal | None = None
    each: Decimal | None = None
    base: TargetBase | None = None
    due_on: dt.date | None = None
    reason: str
    document: str


def foresee(target: Target, wish: Wish, *, by: Actor) -> Measure:
    """What the target would aim at; raises what asking for it would raise."""
    if by.user_id is None or not _may_ask(target, by):
        raise NotAllowed(_("Bạn không đề nghị điều chỉnh chỉ tiêu này."))
    _ensure_askable(target, wish)
    return aim_of(target, wish)


def _may_ask(target: Target, by: Actor) -> bool:
    is_ours = permissions.can_set(by, target.held_by, TargetOrigin.ASSIGNED)
    return is_ours or permissions.can_report(by, target.held_by)


@transaction.atomic
def ask_change(target: Target, wish: Wish, *, by: Actor, at: dt.datetime) -> TargetChange:
    """ "Đề nghị điều chỉnh chỉ tiêu": by the level that assigned it, or by the unit that holds it."""
    row = held(target)
    foresee(row, wish, by=by)
    asker = by.user_id or 0  # a person: `foresee` made sure
    is_ours = permissions.can_set(by, row.held_by, TargetOrigin.ASSIGNED)
    waiting = TargetChange.objects.filter(target=row, state=ChangeState.PENDING).first()
    if waiting is not None:
        if _says(waiting, wish, by=by):
            return waiting
        raise WrongStep(_("Chỉ tiêu này đã có một đề nghị điều chỉnh đang chờ duyệt."))
    change = _kept(
        TargetChange(
            target=row,
            value=wish.value,
            most=wish.most,
            each=wish.each,
            base=wish.base or "",
            due_on=wish.due_on,
            reason=wish.reason,
            document=wish.document,
            is_from_holder=not is_ours,
            asked_by_id=asker,
            asked_at=at,
        )
    )
    _note(TargetChangeAsked, change, row, by=by, at=at)
    return change


def _kept(change: TargetChange) -> TargetChange:
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError:
        words = _("Chỉ tiêu này đã có một đề nghị điều chỉnh đang chờ duyệt.")
        raise WrongStep(words) from None
    return change


def _says(change: TargetChange, wish: Wish, *, by: Actor) -> bool:
    """The same person sent the same form twice."""
    return (
        change.asked_by_id == by.user_id
        and change.value == wish.value
        and (change.most, change.each) == (wish.most, wish.each)
        and (change.base or "") == (wish.base or "")
        and change.due_on == wish.due_on
        and change.reason == wish.reason
        and change.document == wish.document
    )


def _ensure_askable(target: Target, wish: Wish) -> None:
    if not target.is_assigned:
        raise InvalidTarget(_("Chỉ tiêu tự đăng ký do đơn vị tự sửa."))
    if placing.is_pledged(target):
        raise InForce(_("Chỉ tiêu này theo giao ước đã ký: muốn sửa, các bên ký phụ lục."))
    if not text.has_words(wish.reason):
        raise InvalidTarget(_("Hãy ghi lý do điều chỉnh."), field="reason")
    if not text.has_words(wish.document):
        raise InvalidTarget(_("Hãy ghi số, ngày văn bản đề nghị điều chỉnh."), field="document")
    if wish.value is None:
        return
    wanted = aim_of(target, wish)
    rules.ensure_sensible(wanted)
    if wanted == target.aim:
        raise InvalidTarget(_("Số đề nghị giống chỉ tiêu hiện tại."), field="value")


def aim_of(target: Target, wish: Wish | TargetChange) -> Measure:
    """What the target would aim at."""
    aim = target.aim
    return replace(
        aim,
        value=aim.value if wish.value is None else wish.value,
        most=wish.most or aim.most,
        each=wish.each or aim.each,
        base=TargetBase(wish.base) if wish.base else aim.base,
        due_on=wish.due_on or aim.due_on,
    )


@transaction.atomic
def approve_change(
    change: TargetChange, *, by: Actor, at: dt.datetime, answer: str = ""
) -> TargetChange:
    """ "Duyệt điều chỉnh" by a second person of the level that assigns the target."""
    row, target = _decided_by(change, ChangeState.APPROVED, by=by)
    if target is None:
        return row
    approved = Actor(user_id=by.user_id, name=by.name, is_system=True)
    made = None
    if row.value is None:
        placing.removed(target, by=approved, at=at)
    else:
        origin = TargetOrigin(target.origin)
        made = placing.made(
            target.runs,
            target.held_by,
            aim_of(target, row),
            origin,
            by=approved,
            at=at,
            note=row.document,
            reason=row.reason,
        )
        placing.put(made, replaces=target, by=approved, at=at)
    return _decide(row, target, ChangeState.APPROVED, answer, by=by, at=at, made=made)


@transaction.atomic
def refuse_change(change: TargetChange, answer: str, *, by: Actor, at: dt.datetime) -> TargetChange:
    """ "Không duyệt điều chỉnh", with the reason; the target stands as it was."""
    if not text.has_words(answer):
        raise InvalidTarget(_("Hãy ghi vì sao không duyệt."), field="answer")
    row, target = _decided_by(change, ChangeState.REFUSED, by=by)
    if target is None:
        return row
    return _decide(row, target, ChangeState.REFUSED, answer, by=by, at=at)


@transaction.atomic
def withdraw_change(change: TargetChange, *, by: Actor, at: dt.datetime) -> TargetChange:
    """ "Rút đề nghị điều chỉnh" by who asked for it."""
    if by.user_id != change.asked_by_id:
        raise NotAllowed(_("Chỉ người đề nghị mới rút được đề nghị."))
    row, target = _open_one(change, ChangeState.WITHDRAWN)
    if target is None:
        return row
    return _decide(row, target, ChangeState.WITHDRAWN, "", by=by, at=at)


def _decided_by(
    change: TargetChange, state: ChangeState, *, by: Actor
) -> tuple[TargetChange, Target | None]:
    target = Target.objects.select_related("unit", "cluster__organiser").get(pk=change.target_id)
    if not permissions.can_set(by, target.held_by, TargetOrigin.ASSIGNED):
        raise NotAllowed(_("Bạn không duyệt điều chỉnh chỉ tiêu của đơn vị này."))
    if by.user_id is None or by.user_id == change.asked_by_id:
        raise NotAllowed(_("Người đề nghị không tự duyệt: cần người thứ hai."))
    return _open_one(change, state)


def _open_one(change: TargetChange, state: ChangeState) -> tuple[TargetChange, Target | None]:
    """The change as it stands now with its target; no target when it was so decided before."""
    target = db.locked(Target.objects.filter(pk=change.target_id)).get()
    row = TargetChange.objects.get(pk=change.pk)
    if row.state == state:
        return row, None
    if row.state != ChangeState.PENDING:
        raise WrongStep(_("Đề nghị này đã được trả lời. Hãy tải lại trang."))
    if target.replaced_at is not None and state == ChangeState.APPROVED:
        raise WrongStep(_("Chỉ tiêu đã thay đổi sau khi đề nghị. Hãy tải lại trang."))
    return row, Target.objects.select_related("period", "unit", "cluster__organiser").get(
        pk=target.pk
    )


def _decide(
    row: TargetChange,
    target: Target,
    state: ChangeState,
    answer: str,
    *,
    by: Actor,
    at: dt.datetime,
    made: Target | None = None,
) -> TargetChange:
    row.state, row.answer, row.made = state, answer, made
    row.answered_by_id, row.answered_at = by.user_id, at
    row.save()
    events: dict[ChangeState, type[TargetChangeEvent]] = {
        ChangeState.APPROVED: TargetChangeApproved,
        ChangeState.REFUSED: TargetChangeRefused,
        ChangeState.WITHDRAWN: TargetChangeWithdrawn,
    }
    _note(events[state], row, target, by=by, at=at)
    return row


def _note(
    event: type[TargetChangeEvent],
    change: TargetChange,
    target: Target,
    *,
    by: Actor,
    at: dt.datetime,
) -> None:
    happened = event(
        target_id=target.pk,
        period_id=target.period_id,
        unit_id=permissions.recorded_at(target.held_by).pk,
        value="" if change.value is None else str(change.value),
        change_id=change.pk,
        on=local_day(at),
    )
    record(happened, by=by, at=at)
