"""Carry out a reorganisation, now, on its day, or in the background when it is large."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units import rules
from sangkien.units.actions import tree
from sangkien.units.actions.reorganising import belonging, branches, counting, foreseeing, papers
from sangkien.units.actions.reorganising.stepping import Ref, Steps, peers, steps_of
from sangkien.units.consequences import Changes, Moved, followers
from sangkien.units.enums import ActState
from sangkien.units.errors import InvalidPlan
from sangkien.units.events import ReorganisationCancelled, ReorganisationPlanned, UnitsReorganised
from sangkien.units.models import Reorganisation, Succession, Unit
from sangkien.units.plans import NewUnit, Plan

LOCK = 7_306_001  # one act at a time
AT_ONCE = 500  # larger branches are moved by the worker


@transaction.atomic
def decide(
    plan: Plan,
    *,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
    fingerprint: str | None = None,
) -> Reorganisation:
    """ "Sắp xếp tổ chức": now, or later by the worker when the day is to come or much changes.

    `fingerprint` is that of the preview which the officer has seen; when something has changed
    since, nothing is done. The same `request_key` again gives the same act.
    """
    db.exclusive(LOCK)
    earlier = Reorganisation.objects.filter(request_key=request_key).first()
    if earlier is not None:
        return _own(earlier, by)
    rules.ensure_effective(plan.effective_on, today=local_day(at))
    steps = steps_of(plan, by=by)
    if fingerprint is not None:
        _ensure_seen(plan, steps, fingerprint, by=by, at=at)
    act = _write_down(plan, steps, request_key=request_key, by=by, at=at)
    if plan.effective_on > local_day(at) or (counting.size(steps) > AT_ONCE and not by.is_system):
        event = ReorganisationPlanned(
            unit_id=act.at_unit_id, act_id=act.pk, effective_on=act.effective_on
        )
        record(event, by=by, at=at)
        return act
    return _carry_out(act, plan, steps, by=by, at=at)


def _own(earlier: Reorganisation, by: Actor) -> Reorganisation:
    if earlier.prepared_by_id != by.user_id:
        raise NotAllowed(_("Biểu mẫu này đã được người khác gửi."))
    return earlier


def _ensure_seen(plan: Plan, steps: Steps, fingerprint: str, *, by: Actor, at: dt.datetime) -> None:
    shown = foreseeing.foresee(plan, by=by, steps=steps)
    if shown.needs_reason and not plan.reason.strip():
        raise InvalidPlan(
            _("Đơn vị chưa đủ ngưỡng thành lập, hãy ghi lý do vẫn thực hiện."), field="reason"
        )
    if shown.fingerprint != fingerprint:
        raise ChangedMeanwhile(
            _("Dữ liệu vừa thay đổi so với bản xem trước. Hãy xem lại rồi xác nhận.")
        )


def _write_down(
    plan: Plan, steps: Steps, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Reorganisation:
    return Reorganisation.objects.create(
        request_key=request_key,
        kind=plan.kind,
        state=ActState.PLANNED,
        at_unit=steps.at_unit,
        effective_on=plan.effective_on,
        number=plan.document.number,
        signed_on=plan.document.signed_on,
        issued_by=plan.document.issued_by,
        note=plan.document.note,
        is_verified=plan.document.is_verified,
        file=papers.ensured(plan.document.file_id, by=by),
        reason=plan.reason,
        plan=plan.stored(),
        prepared_by_id=by.user_id,
        prepared_at=at,
    )


def _carry_out(
    act: Reorganisation, plan: Plan, steps: Steps, *, by: Actor, at: dt.datetime
) -> Reorganisation:
    for follower in followers():
        follower.begin()
    report = counting.report(plan, steps)
    changes = _change_tree(act, plan, steps, by=by, at=at)
    kept: dict[str, Any] = {
        "members": belonging.leave(
            changes.ended, changes.heirs, day=plan.effective_on, carries=plan.carries_members
        ),
        "grants": belonging.hand_over(
            changes, carries=plan.carries_grants, reason=act.document, by=by
        ),
    }
    for follower in followers():
        kept[follower.name] = follower.apply(changes, by=by, at=at)
    stored = {**_stored(changes), "renamed": _old_names(steps), "kept": kept}
    act.move_to(ActState.DONE, done_at=at, changes=stored, report=report)
    event = UnitsReorganised(
        unit_id=act.at_unit_id, act_id=act.pk, kind=act.kind, effective_on=act.effective_on
    )
    record(event, by=by, at=at)
    return act


def _change_tree(
    act: Reorganisation, plan: Plan, steps: Steps, *, by: Actor, at: dt.datetime
) -> Changes:
    day = plan.effective_on
    opened = {new: _opened(new, steps, day=day, by=by, at=at) for new, _level, _up in steps.opens}

    def real(ref: Ref) -> Unit:
        return opened[ref] if isinstance(ref, NewUnit) else Unit.objects.get(pk=ref.pk)

    branches.remember(steps.roots, day=day, act=act)
    branches.remember_alone([unit for unit, _new in steps.renames], day=day, act=act)
    moved = _hang([*steps.moves, *((e.unit, e.hangs) for e in steps.ends if e.hangs)], real)
    Unit.objects.filter(pk__in=steps.ended, closed_on=None).update(closed_on=day)
    for unit, new in steps.renames:
        former = branches.with_former(unit)
        branches.call(unit, name=new.name, short_name=new.short_name, former_names=former)
    Succession.objects.bulk_create(
        Succession(
            predecessor=unit, successor=real(to), on=day, document=act.document[:300], act=act
        )
        for unit, to in steps.successions
    )
    return Changes(
        effective_on=day,
        moved=tuple(moved),
        opened=tuple(unit.pk for unit in opened.values()),
        renamed=tuple(unit.pk for unit, _new in steps.renames),
        ended=steps.ended,
        heirs={end.unit.pk: real(end.heir).pk for end in steps.ends if end.heir is not None},
        peers=peers(steps),
        carries_members=plan.carries_members,
        carries_targets=plan.carries_targets,
    )


def _hang(pairs: Sequence[tuple[Unit, Ref]], real: Callable[[Ref], Unit]) -> list[Moved]:
    """All that goes from one superior to another at once."""
    groups: dict[tuple[int | None, Ref], list[int]] = defaultdict(list)
    for unit, to in pairs:
        groups[unit.parent_id, to].append(unit.pk)
    return [
        moved
        for (_parent, to), unit_ids in groups.items()
        for moved in branches.hang(unit_ids, real(to))
    ]


def _opened(new: NewUnit, steps: Steps, *, day: dt.date, by: Actor, at: dt.datetime) -> Unit:
    level, parent = next((level, up) for made, level, up in steps.opens if made is new)
    return tree.open_unit(
        code=new.code,
        name=new.name,
        short_name=new.short_name,
        level=level,
        parent=parent,
        opened_on=day,
        by=by,
        at=at,
    )


def _old_names(steps: Steps) -> list[list[Any]]:
    return [
        [unit.pk, unit.name, unit.short_name, unit.former_names] for unit, _new in steps.renames
    ]


def _stored(changes: Changes) -> dict[str, Any]:
    return {
        "moved": [
            [m.unit_id, m.old_parent_id, m.new_parent_id, m.old_path, m.new_path]
            for m in changes.moved
        ],
        "opened": list(changes.opened),
        "ended": sorted(changes.ended),
        "heirs": [[pk, heir] for pk, heir in changes.heirs.items()],
    }


@transaction.atomic
def cancel(act: Reorganisation, *, by: Actor, at: dt.datetime) -> Reorganisation:
    """ "Hủy": while it waits for its day, or could not be carried out."""
    foreseeing.ensure_manages(act, by)
    if act.state_enum not in {ActState.PLANNED, ActState.FAILED} or not act.move_to(
        ActState.CANCELLED, undone_at=at, undone_by_id=by.user_id
    ):
        raise ChangedMeanwhile(_("Quyết định này vừa được xử lý, hãy tải lại trang."))
    record(ReorganisationCancelled(unit_id=act.at_unit_id, act_id=act.pk), by=by, at=at)
    return act


def waiting(*, today: dt.date) -> QuerySet[Reorganisation]:
    due = Reorganisation.objects.filter(state=ActState.PLANNED, effective_on__lte=today)
    return due.order_by("effective_on", "pk")


def run_due(now: dt.datetime, actor_of: Any) -> int:
    """Carry out what waits and whose day has come, each in its own transaction, as the person who
    decided it: who lost the right meanwhile, or what no longer fits, is said at the act.
    """
    done = 0
    for pk in list(waiting(today=local_day(now)).values_list("pk", flat=True)[:20]):
        try:
            done += _run_one(pk, now, actor_of)
        except DomainError as refusal:
            Reorganisation.objects.filter(pk=pk, state=ActState.PLANNED).update(
                state=ActState.FAILED, problem=str(refusal)
            )
    return done


@transaction.atomic
def _run_one(pk: int, now: dt.datetime, actor_of: Any) -> int:
    db.exclusive(LOCK)
    found = Reorganisation.objects.filter(pk=pk, state=ActState.PLANNED)
    act = found.select_related("prepared_by", "at_unit").first()
    if act is None:
        return 0
    by = _who_decided(act, now, actor_of)
    plan = Plan.restored(act.plan)
    _carry_out(act, plan, steps_of(plan, by=by), by=by, at=now)
    return 1


def _who_decided(act: Reorganisation, now: dt.datetime, actor_of: Any) -> Actor:
    """With the rights of this moment; an account that was closed meanwhile has none."""
    if act.prepared_by is None:
        return Actor.system()
    if not act.prepared_by.is_active:
        raise NotAllowed(_("Tài khoản của người ra quyết định đã khóa."))
    by: Actor = actor_of(act.prepared_by, at=now)
    return by
