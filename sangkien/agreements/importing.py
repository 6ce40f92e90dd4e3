"""The list of targets: a number of initiatives for each unit, from Excel, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.agreements import places
from sangkien.agreements.actions.targets import remove_target, set_target
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.measures import Measure
from sangkien.agreements.models import Target
from sangkien.agreements.queries.pacts import periods_for
from sangkien.agreements.rules import ensure_sensible
from sangkien.core import numbers, paths, text
from sangkien.core.errors import DomainError
from sangkien.imports.cells import Cells, line
from sangkien.imports.enums import Outcome, Verdict
from sangkien.imports.kinds import Column, Done, Judgement, Row, Sheet, Task
from sangkien.imports.plans import LinePlan
from sangkien.programmes.models import Period
from sangkien.programmes.queries import is_aimed_at
from sangkien.units.importing import scope
from sangkien.units.models import Unit
from sangkien.units.queries import by_codes
from sangkien.units.queries.tree import codes_below

MOST_LINES = 2_000
COLUMNS = (
    Column(
        key="code",
        label="Mã đơn vị",
        hint="Mã của đơn vị được giao.",
        is_required=True,
        choices="units",
        examples=("L34-91-P1",),
    ),
    Column(key="name", label="Tên đơn vị", hint="Để dễ nhìn, không bắt buộc.", width=40),
    Column(
        key="period",
        label="Giai đoạn",
        hint="Chọn trong danh sách: tên chương trình và giai đoạn.",
        is_required=True,
        choices="periods",
        width=50,
    ),
    Column(
        key="value",
        label="Số sáng kiến giao",
        hint="Số nguyên lớn hơn 0; để trống thì không giao.",
        is_required=True,
        is_number=True,
        examples=("850",),
    ),
    Column(
        key="base",
        label="Tính trên sáng kiến",
        hint="đã gửi, hợp lệ hoặc được công nhận; để trống là đã gửi.",
        choices="bases",
        examples=("đã gửi",),
    ),
    Column(key="note", label="Căn cứ", hint="Số, ngày của văn bản giao chỉ tiêu.", width=40),
)
LABELS = {column.key: column.label for column in COLUMNS}


@dataclass(kw_only=True)
class Plan(LinePlan):
    unit: Unit | None = None
    period: Period | None = None
    measure: Measure | None = None
    note: str = ""
    standing: Target | None = None


class Targets:
    """ "Bảng giao chỉ tiêu"."""

    key = "chi-tieu"
    name = "Bảng giao chỉ tiêu sáng kiến"
    permissions = frozenset({Permission.TARGET_MANAGE})
    columns = COLUMNS
    advice = (
        "Mỗi dòng giao một số sáng kiến cho một đơn vị trong một giai đoạn.",
        "Gửi lại cùng số thì không đổi gì; số khác thì thay số cũ, số cũ giữ trong lịch sử.",
        "Số đã có hiệu lực thì không sửa qua tệp: hãy lập đề nghị điều chỉnh.",
    )

    def keys(self, cells: Mapping[str, str]) -> tuple[str, str]:
        code = line(cells.get("code", "")).upper()
        return f"{code} {text.fold(cells.get('period', ''))}"[:120], ""

    def choices(self, unit_id: int) -> dict[str, list[str]]:
        unit = Unit.objects.get(pk=unit_id)
        return {
            "units": codes_below(unit_id),
            "periods": [period_words(period) for period in periods_for(unit)],
            "bases": [str(base.label) for base in TargetBase],
        }

    def sheet(self, unit_id: int) -> Sheet:
        """Every unit directly below, with the number that it has in the newest period."""
        unit = Unit.objects.get(pk=unit_id)
        return Sheet(title=(), lines=_lines(unit))

    def judge(self, rows: Sequence[Row], task: Task) -> list[Judgement]:
        return [plan.judgement for plan in _plans(rows, task)]

    def apply(self, rows: Sequence[Row], task: Task) -> list[Done]:
        _place, by = scope.ensured(task, self.permissions)
        return [_written(plan, by, task) for plan in _plans(rows, task)]

    def undo(self, rows: Sequence[Row], task: Task) -> list[Done]:
        _place, by = scope.ensured(task, self.permissions)
        return [_taken_back(row, by, task) for row in rows]


def period_words(period: Period) -> str:
    return f"{period.programme.title}: {period.name}"


def _lines(unit: Unit) -> Iterator[Mapping[str, str]]:
    """For the period in which a number was given last, else the newest one."""
    found = periods_for(unit)
    below = Unit.objects.filter(parent=unit, closed_on=None).order_by("name_sort", "pk")
    children = list(below[:MOST_LINES])
    numbers_given = Target.objects.filter(
        unit__in=children,
        period__in=found,
        kind=TargetKind.COUNT,
        origin=TargetOrigin.ASSIGNED,
        replaced_at=None,
    )
    given = list(numbers_given.order_by("-set_at"))
    known = given[0].period_id if given else None
    period = next((one for one in found if one.pk == known), found[0] if found else None)
    held = {target.unit_id: target for target in given if target.period_id == known}
    for child in children if period else ():
        target = held.get(child.pk)
        yield {
            "code": child.code,
            "name": child.name,
            "period": period_words(period) if period else "",
            "value": f"{int(target.value)}" if target else "",
            "base": str(target.get_base_display()) if target else "",
            "note": target.note if target else "",
        }


def _plans(rows: Sequence[Row], task: Task) -> list[Plan]:
    """Six queries for any number of lines."""
    place, _by = scope.ensured(task, Targets.permissions)
    plans = [Plan(row=row, cells=Cells(row.cells)) for row in rows]
    units = {unit.code: unit for unit in by_codes([_code(plan) for plan in plans])}
    periods = {text.fold(period_words(period)): period for period in periods_for(place)}
    for plan in plans:
        _read(plan, units, periods, place)
    _compare([plan for plan in plans if not plan.cells.problems], task)
    return plans


def _code(plan: Plan) -> str:
    return plan.cells.words("code").upper()


def _read(
    plan: Plan, units: Mapping[str, Unit], periods: Mapping[str, Period], place: Unit
) -> None:
    plan.unit = units.get(_code(plan))
    plan.period = periods.get(text.fold(plan.cells.words("period")))
    plan.note = plan.cells.words("note")[:300]
    if plan.unit is None or plan.unit == place or not paths.contains(place.path, plan.unit.path):
        plan.refuse(_("Mã này không phải của đơn vị trực thuộc."))
    if plan.period is None:
        plan.refuse(_("Không có giai đoạn này. Hãy chọn trong danh sách của tệp mẫu."))
    elif plan.unit is not None:
        _ensure_inside(plan, plan.unit, plan.period)
    if plan.row.same_as is not None:
        plan.refuse(_("Trùng đơn vị, giai đoạn với dòng %(row)s.") % {"row": plan.row.same_as})
    _measure(plan)


def _ensure_inside(plan: Plan, unit: Unit, period: Period) -> None:
    is_aimed = is_aimed_at(period.programme, unit.path)
    if not is_aimed or not paths.contains(period.unit.path, unit.path):
        plan.refuse(_("Chương trình, giai đoạn này không dành cho đơn vị."))


def _measure(plan: Plan) -> None:
    bases = {text.fold(str(base.label)): base for base in TargetBase}
    said = plan.cells.words("base")
    base = bases.get(text.fold(said)) if said else TargetBase.SENT
    value = plan.cells.count("value", label=LABELS["value"])
    if base is None:
        plan.refuse(_("“Tính trên sáng kiến” là: đã gửi, hợp lệ hoặc được công nhận."))
    elif value is None:
        if not plan.cells.problems:
            plan.refuse(_("Thiếu số sáng kiến giao."))
    else:
        plan.measure = Measure(kind=TargetKind.COUNT, base=base, value=Decimal(value))
        try:
            ensure_sensible(plan.measure)
        except DomainError as refusal:
            plan.refuse(str(refusal))


def _compare(plans: Sequence[Plan], task: Task) -> None:
    """What stands already: the same, another number, or one that nobody changes alone."""
    found = Target.objects.filter(
        unit__in=[plan.unit for plan in plans if plan.unit],
        period__in=[plan.period for plan in plans if plan.period],
        kind=TargetKind.COUNT,
        origin=TargetOrigin.ASSIGNED,
        replaced_at=None,
    ).select_related("period", "unit")
    standing = {(target.unit_id, target.period_id): target for target in found}
    fixed = places.fixed_among(list(standing.values()), at=task.at)
    for plan in plans:
        if plan.unit is None or plan.period is None or plan.measure is None:
            continue
        plan.standing = standing.get((plan.unit.pk, plan.period.pk))
        _difference(plan, plan.measure, fixed)


def _difference(plan: Plan, measure: Measure, fixed: set[int]) -> None:
    old, label = plan.standing, LABELS["value"]
    new = f"{numbers.written(measure.value)} {measure.base.label if measure.base else ''}"
    if old is None:
        plan.changes.append((label, "", new))
    elif old.value != measure.value or old.base != measure.base:
        if old.pk in fixed:
            plan.refuse(_("Số đang giao đã có hiệu lực: hãy lập đề nghị điều chỉnh."))
        plan.changes.append((label, f"{old.words} {old.base_words}", new))
        plan.warnings.append(_("Thay số đang giao."))


def _written(plan: Plan, by: Actor, task: Task) -> Done:
    if plan.verdict == Verdict.SAME:
        return Done(outcome=Outcome.SAME)
    if plan.unit is None or plan.period is None or plan.measure is None or plan.cells.problems:
        return Done(outcome=Outcome.REFUSED, reasons=plan.judgement.reasons)
    try:
        with transaction.atomic():
            target = set_target(
                plan.period,
                plan.unit,
                measure=plan.measure,
                origin=TargetOrigin.ASSIGNED,
                note=plan.note,
                by=by,
                at=task.at,
            )
    except DomainError as refusal:
        return Done(outcome=Outcome.REFUSED, reasons=(str(refusal),))
    old = plan.standing.pk if plan.standing else 0
    return Done(outcome=Outcome.APPLIED, trace={"made": target.pk, "old": old})


def _taken_back(row: Row, by: Actor, task: Task) -> Done:
    """What the line gave ends, or what stood before stands again, as long as nobody changed it."""
    made = Target.objects.select_related("period__programme", "period__unit", "unit").get(
        pk=row.trace["made"]
    )
    old = Target.objects.filter(pk=row.trace["old"]).first()
    if made.replaced_at is not None:
        return Done(outcome=Outcome.KEPT, reasons=(_("Chỉ tiêu đã được sửa sau khi nhập."),))
    try:
        with transaction.atomic():
            if old is None:
                remove_target(made, by=by, at=task.at)
            else:
                set_target(
                    made.runs,
                    made.held_by,
                    measure=old.aim,
                    origin=TargetOrigin.ASSIGNED,
                    note=old.note,
                    by=by,
                    at=task.at,
                )
    except DomainError as refusal:
        return Done(outcome=Outcome.KEPT, reasons=(str(refusal),))
    return Done(outcome=Outcome.UNDONE)
