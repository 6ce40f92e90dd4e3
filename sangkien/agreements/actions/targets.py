"""Give and revise targets."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.agreements import permissions, places, rules
from sangkien.agreements.actions import placing
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.errors import InvalidTarget
from sangkien.agreements.models import Target
from sangkien.agreements.places import Holder, When
from sangkien.agreements.rules import Measure
from sangkien.core import paths
from sangkien.core.errors import ChangedMeanwhile, DomainError, ManyErrors, NotAllowed
from sangkien.programmes.models import Period
from sangkien.programmes.queries import takes_part
from sangkien.units.models import Cluster, Unit

__all__ = [
    "Handed",
    "Measure",
    "Wanted",
    "ensure_counted",
    "hand_down",
    "remove_target",
    "set_many",
    "set_target",
]


@transaction.atomic
def set_target(
    when: When,
    holder: Holder,
    *,
    measure: Measure,
    origin: TargetOrigin,
    by: Actor,
    at: dt.datetime,
    note: str = "",
    reason: str = "",
    seen: int | None = None,
) -> Target:
    """ "Giao chỉ tiêu" for a period of a programme or a span of days, or revise it: an existing one
    of the same kind, subject and origin is replaced, as long as it may be.

    `seen` is the target that the person had on the screen, 0 for none: when somebody else was
    faster, nothing is done.
    """
    current = places.standing(when, holder, measure, origin)
    given = _Given(origin=origin, note=note, reason=reason, seen=seen)
    return _set(when, holder, measure, given, current=current, by=by, at=at)


@dataclass(frozen=True, kw_only=True)
class _Given:
    """How a target is given, beside what it aims at."""

    origin: TargetOrigin
    note: str
    seen: int | None
    reason: str = ""


def _set(
    when: When,
    holder: Holder,
    measure: Measure,
    given: _Given,
    *,
    current: Target | None,
    by: Actor,
    at: dt.datetime,
) -> Target:
    """`current` is the one that stands there now."""
    ensure_may_set(when, holder, given.origin, by)
    rules.ensure_sensible(measure)
    target = placing.made(
        when, holder, measure, given.origin, by=by, at=at, note=given.note, reason=given.reason
    )
    if current is not None and _says(current, target):
        return current
    if given.seen is not None and given.seen != (current.pk if current else 0):
        raise ChangedMeanwhile(placing.changed_words(current), field="value")
    if current is not None and current.aim != target.aim:
        placing.ensure_free(current, reason=given.reason, by=by, at=at)
    return placing.put(target, replaces=current, by=by, at=at)


def _says(current: Target, target: Target) -> bool:
    return current.aim == target.aim and current.note == target.note


def ensure_may_set(when: When, holder: Holder, origin: TargetOrigin, by: Actor) -> None:
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
    if isinstance(when, Period):
        ensure_counted(when, unit)


def ensure_counted(period: Period, unit: Unit) -> None:
    """Raise unless what the unit does enters the figures of the period."""
    if not paths.contains(period.unit.path, unit.path):
        raise InvalidTarget(_("Đơn vị không thuộc phạm vi của giai đoạn này."), field="unit")
    if not takes_part(period.programme, unit):
        raise InvalidTarget(_("Chương trình không dành cho đơn vị này."), field="unit")


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
    ).select_related("unit", "cluster", "period", "set_by")
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
    measure = Measure(kind=TargetKind.COUNT, base=base, value=row.value)
    given = _Given(origin=TargetOrigin.ASSIGNED, note=note, seen=row.seen)
    return _set(period, row.holder, measure, given, current=current, by=by, at=at)


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What one holder gets of a target of the unit above; `key` and `seen` as in `Wanted`."""

    key: str
    holder: Unit | Cluster
    measure: Measure
    seen: int


@transaction.atomic
def hand_down(
    period: Period, rows: Sequence[Handed], *, by: Actor, at: dt.datetime, note: str = ""
) -> list[Target]:
    """ "Giao như nhau" or divided, of any kind, all of them or none; twice is once."""
    given: list[Target] = []
    refused: list[DomainError] = []
    for row in rows:
        try:
            target = set_target(
                period,
                row.holder,
                measure=row.measure,
                origin=TargetOrigin.ASSIGNED,
                by=by,
                at=at,
                note=note,
                seen=row.seen,
            )
        except NotAllowed:
            raise
        except DomainError as error:
            refused.append(type(error)(error.message, field=row.key))
        else:
            given.append(target)
    if refused:
        raise ManyErrors(refused)
    return given


@transaction.atomic
def remove_target(target: Target, *, by: Actor, at: dt.datetime, reason: str = "") -> Target:
    """ "Bỏ chỉ tiêu" that was set by mistake: it ends, its history stays."""
    ensure_may_set(target.runs, target.held_by, TargetOrigin(target.origin), by)
    if target.replaced_at is None:
        placing.ensure_free(target, reason=reason, by=by, at=at)
    placing.removed(target, by=by, at=at)
    target.refresh_from_db()
    return target
