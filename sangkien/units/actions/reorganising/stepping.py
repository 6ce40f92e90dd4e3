"""From what an officer asks for to the steps in the tree: who may, what fits, what follows."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Max, Q
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.units import rules
from sangkien.units.actions import tree
from sangkien.units.enums import ActKind
from sangkien.units.errors import InvalidPlan
from sangkien.units.models import Level, Position, Unit
from sangkien.units.plans import END, NewUnit, Plan

Ref = Unit | NewUnit
MOST_UNITS = 500  # named one by one in one act; branches below them may be of any size


@dataclass(frozen=True, kw_only=True)
class End:
    """A unit that ends. `heir` takes over its people; `hangs` is below whom it hangs afterwards.

    `whole`: everything that still stands below it ends, too.
    """

    unit: Unit
    heir: Ref | None = None
    hangs: Ref | None = None
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Steps:
    """A plan, read against the tree of now."""

    at_unit: Unit
    opens: Sequence[tuple[NewUnit, Level, Unit]] = ()
    moves: Sequence[tuple[Unit, Ref]] = ()
    ends: Sequence[End] = ()
    renames: Sequence[tuple[Unit, NewUnit]] = ()
    successions: Sequence[tuple[Unit, Ref]] = ()
    ended: frozenset[int] = field(default_factory=frozenset)

    @property
    def roots(self) -> list[Unit]:
        """The units whose whole branch gets other paths."""
        return [unit for unit, _to in self.moves] + [end.unit for end in self.ends if end.hangs]


def steps_of(plan: Plan, *, by: Actor) -> Steps:
    """Raises InvalidPlan or NotAllowed with what is in the way."""
    units = _units(plan)
    target = _target(plan)
    if not plan.document.number and not plan.document.note:
        raise InvalidPlan(_("Hãy ghi số văn bản quyết định."), field="number")
    steps = _MAKERS[plan.kind](plan, units, target)
    _ensure_allowed(steps, by)
    _ensure_new(plan, steps)
    _ensure_fits(plan, steps)
    return steps


def _ensure_new(plan: Plan, steps: Steps) -> None:
    """The units to open can be opened; of several, the field says which."""
    keys: set[str] = set()
    for index, (new, level, parent) in enumerate(steps.opens):
        try:
            key = tree.ensure_fits(code=new.code, name=new.name, level=level, parent=parent)
            if key in keys:
                raise InvalidPlan(_("Hai đơn vị mới không thể cùng một mã."), field="code")
        except DomainError as error:
            field = f"{error.field}_{index}" if len(steps.opens) > 1 else error.field
            raise InvalidPlan(error.message, field=field) from error
        keys.add(key)


def _units(plan: Plan) -> list[Unit]:
    if len(plan.unit_ids) > MOST_UNITS:
        raise InvalidPlan(
            _("Mỗi quyết định ghi nhiều nhất %(most)s đơn vị, hãy chia thành nhiều lần.")
            % {"most": MOST_UNITS},
            field="units",
        )
    if len(plan.unit_ids) < _LEAST.get(plan.kind, 1):
        raise InvalidPlan(_("Hãy chọn đơn vị."), field="units")
    found = Unit.objects.select_related("level", "parent__level").in_bulk(plan.unit_ids)
    if len(found) != len(set(plan.unit_ids)):
        raise InvalidPlan(_("Có đơn vị không còn trong danh sách."), field="units")
    units = [found[pk] for pk in dict.fromkeys(plan.unit_ids)]
    for unit in units:
        if unit.closed_on is not None:
            raise InvalidPlan(
                _("%(unit)s đã kết thúc hoạt động.") % {"unit": unit.label}, field="units"
            )
    return units


_LEAST = {ActKind.OPEN: 0}


def _target(plan: Plan) -> Unit | None:
    if plan.target_id is None:
        if plan.kind in {ActKind.OPEN, ActKind.MOVE}:
            raise InvalidPlan(_("Hãy chọn đơn vị cấp trên."), field="target")
        return None
    target = Unit.objects.select_related("level", "parent__level").filter(pk=plan.target_id).first()
    if target is None or target.closed_on is not None or target.opened_on > plan.effective_on:
        raise InvalidPlan(
            _("Đơn vị tiếp nhận không hoạt động vào ngày có hiệu lực."), field="target"
        )
    return target


def _open(plan: Plan, units: list[Unit], target: Unit | None) -> Steps:
    parent, new = _known(target), _new(plan, at_least=1)[0]
    return Steps(
        at_unit=parent,
        opens=[(new, _level(new, None), parent)],
        moves=[(unit, new) for unit in units],
    )


def _rename(plan: Plan, units: list[Unit], target: Unit | None) -> Steps:
    new = _new(plan, at_least=1)[0]
    (unit,) = _only(units)
    if (new.name, new.short_name) == (unit.name, unit.short_name):
        raise InvalidPlan(_("Tên mới giống tên đang dùng."), field="name")
    return Steps(at_unit=unit.parent or unit, renames=[(unit, new)])


def _move(plan: Plan, units: list[Unit], target: Unit | None) -> Steps:
    parent = _known(target)
    for unit in units:
        if unit.parent_id == parent.pk:
            raise InvalidPlan(
                _("%(unit)s đã trực thuộc đơn vị này.") % {"unit": unit.label}, field="target"
            )
    return Steps(at_unit=parent, moves=[(unit, parent) for unit in units])


def _merge(plan: Plan, units: list[Unit], target: Unit | None) -> Steps:
    if target is not None and target in units:
        raise InvalidPlan(_("Đơn vị tiếp nhận không thể là đơn vị kết thúc."), field="target")
    opens: list[tuple[NewUnit, Level, Unit]] = []
    heir: Ref
    if target is None:
        parent = _parent(units[0])
        heir = _new(plan, at_least=1)[0]
        opens = [(heir, _level(heir, units[0]), parent)]
    else:
        heir, parent = target, target.parent or target
    return Steps(
        at_unit=parent,
        opens=opens,
        moves=[(child, heir) for child in _children(units) if child.pk != plan.target_id],
        ends=[End(unit=unit, heir=heir, hangs=heir) for unit in units],
        successions=[(unit, heir) for unit in units],
        ended=frozenset(unit.pk for unit in units),
    )


def _split(plan: Plan, units: list[Unit], target: Unit | None) -> Steps:
    parts = _new(plan, at_least=2)
    (unit,) = _only(units)
    parent = _parent(unit)
    if not 0 <= plan.people_to < len(parts):
        raise InvalidPlan(_("Hãy chọn đơn vị mới tiếp nhận đoàn viên."), field="people_to")
    placed = dict(plan.placing)
    moves: list[tuple[Unit, Ref]] = []
    for child in _children([unit]):
        place = placed.get(child.pk, plan.otherwise)
        if not 0 <= place < len(parts):
            raise InvalidPlan(
                _("Hãy chọn đơn vị mới cho %(unit)s.") % {"unit": child.label},
                field=f"child_{child.pk}",
            )
        moves.append((child, parts[place]))
    return Steps(
        at_unit=parent,
        opens=[(part, _level(part, unit), parent) for part in parts],
        moves=moves,
        ends=[End(unit=unit, heir=parts[plan.people_to])],
        successions=[(unit, part) for part in parts],
        ended=frozenset({unit.pk}),
    )


def _dissolve(plan: Plan, units: list[Unit], target: Unit | None) -> Steps:
    if target is not None and target in units:
        raise InvalidPlan(_("Đơn vị tiếp nhận không thể là đơn vị kết thúc."), field="target")
    placed = dict(plan.placing)
    moves: list[tuple[Unit, Ref]] = []
    ends = [End(unit=unit, heir=target) for unit in units]
    for child in _children(units):
        if child.pk == plan.target_id or child in units:
            continue
        if placed.get(child.pk, plan.otherwise) == END:
            ends.append(End(unit=child, whole=True))
        else:
            receiver = target or _parent(next(u for u in units if u.pk == child.parent_id))
            moves.append((child, receiver))
    return Steps(
        at_unit=_parent(units[0]),
        moves=moves,
        ends=ends,
        successions=[(unit, target) for unit in units] if target else [],
        ended=_ended(ends),
    )


_MAKERS = {
    ActKind.OPEN: _open,
    ActKind.RENAME: _rename,
    ActKind.MOVE: _move,
    ActKind.MERGE: _merge,
    ActKind.SPLIT: _split,
    ActKind.DISSOLVE: _dissolve,
}


def _known(target: Unit | None) -> Unit:
    if target is None:  # pragma: no cover - `_target` refuses it
        raise InvalidPlan(_("Hãy chọn đơn vị cấp trên."), field="target")
    return target


def _only(units: list[Unit]) -> list[Unit]:
    if len(units) != 1:
        raise InvalidPlan(_("Chỉ chọn một đơn vị."), field="units")
    return units


def _parent(unit: Unit) -> Unit:
    if unit.parent is None:
        raise InvalidPlan(_("Không sắp xếp được đơn vị cao nhất theo cách này."), field="units")
    return unit.parent


def _new(plan: Plan, *, at_least: int) -> tuple[NewUnit, ...]:
    if len(plan.new) < at_least:
        words = (
            _("Hãy ghi tên đơn vị mới.") if at_least == 1 else _("Hãy ghi ít nhất hai đơn vị mới.")
        )
        raise InvalidPlan(words, field="name")
    return plan.new


def _level(new: NewUnit, like: Unit | None) -> Level:
    if not new.level and like is not None:
        return like.level
    level = Level.objects.filter(pk=new.level).first()
    if level is None:
        raise InvalidPlan(_("Hãy chọn cấp của đơn vị mới."), field="level")
    return level


def _children(units: Iterable[Unit]) -> list[Unit]:
    """Those that stand directly below, in one query."""
    below = Unit.objects.filter(parent__in=list(units), closed_on=None)
    return list(below.select_related("level", "parent__level").order_by("path"))


def _ended(ends: Sequence[End]) -> frozenset[int]:
    found = {end.unit.pk for end in ends}
    for end in ends:
        if end.whole:
            standing = Unit.objects.under(end.unit.path).filter(closed_on=None)
            found.update(standing.values_list("pk", flat=True))
    return frozenset(found)


def _ensure_allowed(steps: Steps, by: Actor) -> None:
    """The right to manage at every superior: of what leaves, ends or is renamed, of where it goes."""
    places = {parent for _new, _level, parent in steps.opens}
    places |= {to for _unit, to in steps.moves if isinstance(to, Unit)}
    touched = [unit for unit, _to in steps.moves] + [unit for unit, _new in steps.renames]
    touched += [end.unit for end in steps.ends]
    heirs = [end.heir for end in steps.ends if isinstance(end.heir, Unit)]
    above = {_manager_path(unit) for unit in touched} | {_manager_path(heir) for heir in heirs}
    for path in {place.path for place in places} | above:
        if not by.can(Permission.UNIT_MANAGE, at=path):
            raise NotAllowed(
                _("Bạn cần quyền quản lý tổ chức ở đơn vị cấp trên của mọi đơn vị được sắp xếp.")
            )


def _manager_path(unit: Unit) -> str:
    return unit.parent.path if unit.parent else ""


def _ensure_fits(plan: Plan, steps: Steps) -> None:
    for unit, to in [*steps.moves, *((end.unit, end.hangs) for end in steps.ends if end.hangs)]:
        if isinstance(to, Unit) and paths.contains(unit.path, to.path):
            raise InvalidPlan(
                _("%(unit)s không thể vào bên dưới chính nó.") % {"unit": unit.label},
                field="target",
            )
    for unit, to in steps.moves:
        if unit.level.tier <= _tier(to, steps):
            raise InvalidPlan(
                _("%(unit)s phải ở cấp thấp hơn đơn vị cấp trên mới.") % {"unit": unit.label},
                field="target",
            )
    for end in steps.ends:
        if end.heir is not None and _tier(end.heir, steps) > end.unit.level.tier:
            raise InvalidPlan(
                _("Đơn vị kế thừa không thể ở cấp thấp hơn %(unit)s.") % {"unit": end.unit.label},
                field="target",
            )
    _ensure_depth(steps)
    _ensure_days(plan, steps)


def _tier(ref: Ref, steps: Steps) -> int:
    if isinstance(ref, Unit):
        return ref.level.tier
    return next(level.tier for new, level, _parent in steps.opens if new is ref)


def peers(steps: Steps) -> frozenset[int]:
    """Ended units whose heir is of their own level: a role there reaches no further than here."""
    return frozenset(
        end.unit.pk
        for end in steps.ends
        if end.heir is not None and _tier(end.heir, steps) == end.unit.level.tier
    )


def _ensure_depth(steps: Steps) -> None:
    """One query for all that goes from one superior to another."""
    pairs = [*steps.moves, *((end.unit, end.hangs) for end in steps.ends if end.hangs)]
    groups = {(unit.path[: -paths.STEP], to) for unit, to in pairs}
    above = {new: paths.depth(parent.path) + 1 for new, _level, parent in steps.opens}
    for old_path, to in groups:
        below = Unit.objects.under(old_path).aggregate(length=Max(Length("path")))["length"]
        depth = paths.depth(to.path) if isinstance(to, Unit) else above[to]
        if depth + below // paths.STEP - paths.depth(old_path) > paths.MAX_DEPTH:
            raise InvalidPlan(_("Cây tổ chức quá sâu."), field="target")


def _ensure_days(plan: Plan, steps: Steps) -> None:
    rules.ensure_effective(plan.effective_on)
    ended = Unit.objects.filter(pk__in=steps.ended, opened_on__gte=plan.effective_on)
    renamed = Unit.objects.filter(
        pk__in=[unit.pk for unit, _new in steps.renames], opened_on__gte=plan.effective_on
    )
    young = (ended | renamed).order_by("path").first()
    if young is not None:
        raise InvalidPlan(
            _("%(unit)s thành lập ngày %(day)s, không trước ngày có hiệu lực.")
            % {"unit": young.label, "day": f"{young.opened_on:%d/%m/%Y}"},
            field="effective_on",
        )
    _ensure_in_order(plan.effective_on, steps)


def _ensure_in_order(day: dt.date, steps: Steps) -> None:
    """Acts are written down in the order of their days: the tree of a day has one past."""
    touched = {root.path for root in steps.roots}
    single = {unit.pk for unit, _new in steps.renames} | steps.ended
    later = Position.objects.filter(until__gt=day).select_related("unit")
    receiving = [parent for _new, _level, parent in steps.opens]
    receiving += [to for _unit, to in steps.moves if isinstance(to, Unit)]
    elsewhere = ~Q(path=F("unit__path"))  # a new name of the receiver is no matter
    found = later.filter(Q(unit_id__in=single) | Q(elsewhere, unit__in=receiving)).first()
    if found is None and touched:
        for chunk in _chunks(sorted(touched), 100):
            below = Q()
            for path in chunk:
                below |= paths.subtree(path, field="unit__path")
            found = found or later.filter(below).first()
    if found is not None:
        raise InvalidPlan(
            _(
                "%(unit)s đã có quyết định sắp xếp hiệu lực từ %(day)s. "
                "Hãy ghi các quyết định theo thứ tự thời gian."
            )
            % {"unit": found.unit.label, "day": f"{found.until:%d/%m/%Y}"},
            field="effective_on",
        )


def _chunks(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
