"""Give and revise targets."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements import permissions, rules
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.errors import InvalidTarget
from sangkien.agreements.events import TargetRemoved, TargetRevised, TargetSet
from sangkien.agreements.models import Target
from sangkien.agreements.rules import Measure
from sangkien.core import numbers, paths
from sangkien.core.errors import ChangedMeanwhile, DomainError, ManyErrors, NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.programmes.models import Period
from sangkien.programmes.queries import takes_part
from sangkien.units.models import Cluster, Unit

__all__ = ["Measure", "Wanted", "ensure_counted", "remove_target", "set_many", "set_target"]


@transaction.atomic
def set_target(
    period: Period,
    holder: Unit | Cluster,
    *,
    measure: Measure,
    origin: TargetOrigin,
    by: Actor,
    at: dt.datetime,
    note: str = "",
    seen: int | None = None,
) -> Target:
    """ "Giao chỉ tiêu", or revise it: an existing one of the same kind and origin is replaced.

    `seen` is the target that the person had on the screen, 0 for none: when somebody else was
    faster, nothing is done.
    """
    unit = _ensure_may_set(period, holder, origin, by)
    rules.ensure_sensible(measure)
    current = _current(period, holder, measure.kind, origin)
    if current is not None and _says(current, measure, note):
        return current
    if seen is not None and seen != (current.pk if current else 0):
        raise ChangedMeanwhile(_changed_words(current), field="value")
    _end(current, at=at)
    target = _insert(
        Target(
            period=period,
            kind=measure.kind,
            base=measure.base,
            origin=origin,
            denominator=measure.denominator or "",
            value=measure.value,
            note=note,
            set_by_id=by.user_id,
            set_at=at,
            **_held_by(holder),
        )
    )
    _record(target, unit, replaces=current, by=by, at=at)
    return target


def _current(
    period: Period, holder: Unit | Cluster, kind: TargetKind, origin: TargetOrigin
) -> Target | None:
    standing = Target.objects.filter(period=period, kind=kind, origin=origin, replaced_at=None)
    return standing.filter(**_held_by(holder)).select_related("set_by").first()


def _end(current: Target | None, *, at: dt.datetime) -> None:
    if current is None:
        return
    if Target.objects.filter(pk=current.pk, replaced_at=None).update(replaced_at=at) != 1:
        raise ChangedMeanwhile(_changed_words(None), field="value")


def _insert(target: Target) -> Target:
    """The database lets one of two first targets in; the other one is told."""
    try:
        with transaction.atomic():
            target.save(force_insert=True)
    except IntegrityError:
        raise ChangedMeanwhile(_changed_words(None), field="value") from None
    return target


def _changed_words(current: Target | None) -> str:
    if current is None or current.set_by is None:
        return _("Chỉ tiêu này vừa được người khác sửa, hãy tải lại trang.")
    return _("Chỉ tiêu này vừa được %(name)s đặt là %(value)s, hãy tải lại trang.") % {
        "name": current.set_by.full_name,
        "value": numbers.written(current.value),
    }


def _held_by(holder: Unit | Cluster) -> dict[str, Unit | Cluster]:
    return {"unit": holder} if isinstance(holder, Unit) else {"cluster": holder}


def _says(target: Target, measure: Measure, note: str) -> bool:
    return (
        target.value == measure.value
        and target.base == measure.base
        and target.denominator == (measure.denominator or "")
        and target.note == note
    )


def _ensure_may_set(
    period: Period, holder: Unit | Cluster, origin: TargetOrigin, by: Actor
) -> Unit:
    """Returns the unit at which the target is recorded."""
    unit = permissions.recorded_at(holder)
    if not permissions.can_set(by, holder, origin):
        if origin == TargetOrigin.ASSIGNED and permissions.can_set(
            by, holder, TargetOrigin.SELF_SET
        ):
            raise InvalidTarget(
                _("Chỉ tiêu giao cho đơn vị mình do cấp trên ghi; bạn ghi chỉ tiêu tự đăng ký."),
                field="origin",
            )
        raise NotAllowed(_("Bạn không giao được chỉ tiêu cho đơn vị này."))
    ensure_counted(period, unit)
    return unit


def ensure_counted(period: Period, unit: Unit) -> None:
    """Raise unless what the unit does enters the figures of the period."""
    if not paths.contains(period.unit.path, unit.path):
        raise InvalidTarget(_("Đơn vị không thuộc phạm vi của giai đoạn này."), field="unit")
    if not takes_part(period.programme, unit):
        raise InvalidTarget(_("Chương trình không dành cho đơn vị này."), field="unit")


def _record(
    target: Target, unit: Unit, *, replaces: Target | None, by: Actor, at: dt.datetime
) -> None:
    if replaces is None:
        record(
            TargetSet(
                target_id=target.pk,
                period_id=target.period_id,
                unit_id=unit.pk,
                value=str(target.value),
            ),
            by=by,
            at=at,
        )
        return
    record(
        TargetRevised(
            target_id=target.pk,
            period_id=target.period_id,
            unit_id=unit.pk,
            value=str(target.value),
            old_value=str(replaces.value),
        ),
        by=by,
        at=at,
    )


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One row of a table of targets: `key` names the row in refusals, `value` None is empty.

    `seen` is the target that stood in the row when the table was opened, 0 for none.
    """

    key: str
    holder: Unit | Cluster
    value: Decimal | None
    seen: int


@transaction.atomic
def set_many(
    period: Period,
    rows: Sequence[Wanted],
    *,
    base: TargetBase,
    by: Actor,
    at: dt.datetime,
    note: str = "",
) -> list[Target]:
    """ "Giao chỉ tiêu cho các đơn vị" in one go, numbers of initiatives, all of them or none.

    What was refused is said row by row; the transaction then leaves everything as it was. A row
    whose number stands already is left alone, with its own base and document.
    """
    standing = _standing(period, [row.holder for row in rows])
    given: list[Target] = []
    refused: list[DomainError] = []
    for row in rows:
        current = standing.get(row.holder)
        try:
            changed = _set_row(period, row, current, base=base, by=by, at=at, note=note)
        except NotAllowed:
            raise
        except DomainError as error:
            refused.append(type(error)(error.message, field=row.key))
        else:
            given += [changed] if changed else []
    if refused:
        raise ManyErrors(refused)
    return given


def _standing(period: Period, holders: Sequence[Unit | Cluster]) -> dict[Unit | Cluster, Target]:
    """The assigned numbers in force by who holds them, in one query."""
    mine = Q(unit__in=[h for h in holders if isinstance(h, Unit)]) | Q(
        cluster__in=[h for h in holders if isinstance(h, Cluster)]
    )
    found = Target.objects.filter(
        mine, period=period, kind=TargetKind.COUNT, origin=TargetOrigin.ASSIGNED, replaced_at=None
    ).select_related("unit", "cluster")
    return {holder: target for target in found if (holder := target.unit or target.cluster)}


def _set_row(
    period: Period,
    row: Wanted,
    current: Target | None,
    *,
    base: TargetBase,
    by: Actor,
    at: dt.datetime,
    note: str,
) -> Target | None:
    if row.value is None:
        if current is None:
            return None
        raise InvalidTarget(_("Muốn bỏ chỉ tiêu đã giao, hãy dùng nút “Bỏ” ở bảng chỉ tiêu."))
    if current is not None and current.value == row.value:
        return None
    return set_target(
        period,
        row.holder,
        measure=Measure(kind=TargetKind.COUNT, base=base, value=row.value),
        origin=TargetOrigin.ASSIGNED,
        by=by,
        at=at,
        note=note,
        seen=row.seen,
    )


@transaction.atomic
def remove_target(target: Target, *, by: Actor, at: dt.datetime) -> Target:
    """ "Bỏ chỉ tiêu" that was set by mistake: it ends, its history stays."""
    holder = target.unit or target.cluster
    if holder is None:  # pragma: no cover - the database refuses such a row
        raise InvalidTarget(_("Chỉ tiêu không gắn với đơn vị nào."))
    unit = _ensure_may_set(target.period, holder, TargetOrigin(target.origin), by)
    if Target.objects.filter(pk=target.pk, replaced_at=None).update(replaced_at=at):
        event = TargetRemoved(
            target_id=target.pk,
            period_id=target.period_id,
            unit_id=unit.pk,
            value=str(target.value),
        )
        record(event, by=by, at=at)
    target.refresh_from_db()
    return target
