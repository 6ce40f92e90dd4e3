"""Write a target in the place of the one that stands: what all acts on targets share."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements import permissions, rules
from sangkien.agreements.enums import TargetOrigin
from sangkien.agreements.errors import InForce, InvalidTarget
from sangkien.agreements.events import TargetRemoved, TargetRevised, TargetSet
from sangkien.agreements.measures import Measure
from sangkien.agreements.models import PledgeTarget, Target, TargetResult
from sangkien.agreements.places import (
    Holder,
    When,
    during,
    held_by,
    is_in_force,
    subject_of,
)
from sangkien.core import numbers
from sangkien.core.errors import ChangedMeanwhile
from sangkien.journal.actions.recording import record

PLAIN = ("value", "most", "each", "measure", "of", "due_on", "weight", "counted")


def made(
    when: When,
    holder: Holder,
    aim: Measure,
    origin: TargetOrigin,
    *,
    by: Actor,
    at: dt.datetime,
    note: str = "",
    reason: str = "",
) -> Target:
    """The row, not written yet."""
    subject = subject_of(when, aim)
    return Target(
        kind=aim.kind,
        base=aim.base or "",
        origin=origin,
        denominator=aim.denominator or "",
        practices=aim.practices or "",
        subject=subject,
        subject_key=rules.key_of(subject),
        note=note,
        reason=reason,
        set_by_id=by.user_id,
        set_at=at,
        **{name: getattr(aim, name) for name in PLAIN},
        **held_by(holder),
        **during(when),
    )


def put(target: Target, *, replaces: Target | None, by: Actor, at: dt.datetime) -> Target:
    """Write it, end the one that stood there, and keep what was reported of that one."""
    end(replaces, at=at)
    target = _insert(target)
    if replaces is not None:
        TargetResult.objects.filter(target=replaces).update(target=target)
    _record(target, replaces=replaces, by=by, at=at)
    return target


def end(current: Target | None, *, at: dt.datetime) -> None:
    if current is None:
        return
    if Target.objects.filter(pk=current.pk, replaced_at=None).update(replaced_at=at) != 1:
        raise ChangedMeanwhile(changed_words(None), field="value")


def _insert(target: Target) -> Target:
    """The database lets one of two first targets in; the other one is told."""
    try:
        with transaction.atomic():
            target.save(force_insert=True)
    except IntegrityError:
        raise ChangedMeanwhile(changed_words(None), field="value") from None
    return target


def changed_words(current: Target | None) -> str:
    if current is None or current.set_by is None:
        return _("Chỉ tiêu này vừa được người khác sửa, hãy tải lại trang.")
    return _("Chỉ tiêu này vừa được %(name)s đặt là %(value)s, hãy tải lại trang.") % {
        "name": current.set_by.full_name,
        "value": numbers.written(current.value),
    }


def is_pledged(target: Target) -> bool:
    """Whether an agreement that was signed says so."""
    return PledgeTarget.objects.filter(target=target).exists()


def ensure_free(target: Target, *, reason: str, by: Actor, at: dt.datetime) -> None:
    """Raise where a change needs more than the hand of one person. The system itself only does
    what was approved or signed.
    """
    if by.is_system:
        return
    if is_pledged(target):
        raise InForce(
            _("Chỉ tiêu này theo giao ước đã ký: muốn sửa, các bên ký phụ lục."), field="value"
        )
    if not is_in_force(target, at=at):
        return
    if target.is_assigned:
        raise InForce(
            _("Chỉ tiêu đã có hiệu lực: hãy lập đề nghị điều chỉnh để người thứ hai duyệt."),
            field="value",
        )
    if not reason:
        raise InvalidTarget(_("Chỉ tiêu đang thực hiện: hãy ghi lý do sửa."), field="reason")


def removed(target: Target, *, by: Actor, at: dt.datetime) -> None:
    """End it without another one in its place; who removed it twice did it once."""
    if Target.objects.filter(pk=target.pk, replaced_at=None).update(replaced_at=at):
        record(TargetRemoved(**_told(target)), by=by, at=at)


def _record(target: Target, *, replaces: Target | None, by: Actor, at: dt.datetime) -> None:
    if replaces is None:
        record(TargetSet(**_told(target)), by=by, at=at)
    else:
        happened = TargetRevised(**_told(target), old_value=str(replaces.value))
        record(happened, by=by, at=at)


def _told(target: Target) -> dict[str, Any]:
    return {
        "target_id": target.pk,
        "period_id": target.period_id,
        "unit_id": permissions.recorded_at(target.held_by).pk,
        "value": str(target.value),
    }
