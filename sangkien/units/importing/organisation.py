"""The list of units: which are new, whose figures changed, which do not fit into the tree."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.access.permissions import Permission
from sangkien.core import numbers, paths, text
from sangkien.imports.cells import Cells, line
from sangkien.imports.enums import Outcome, Verdict
from sangkien.imports.kinds import Done, Judgement, Row, Task
from sangkien.imports.models import ImportLine
from sangkien.imports.plans import LinePlan
from sangkien.units import rules
from sangkien.units.actions import listed_units as writing
from sangkien.units.errors import InvalidUnit
from sangkien.units.importing import scope
from sangkien.units.importing.columns import UNITS as COLUMNS
from sangkien.units.importing.names import name_keys
from sangkien.units.models import Headcount, Level, Unit
from sangkien.units.queries.tree import codes_below

LABELS = {column.key: column.label for column in COLUMNS}
LONGEST_NAME, LONGEST_CODE = 250, 30


@dataclass(frozen=True, kw_only=True)
class Above:
    """The unit above a line: one of the tree, or a line further up in the file."""

    tier: int
    depth: int
    unit: Unit | None = None


@dataclass(kw_only=True)
class Plan(LinePlan):
    code: str
    name: str
    level: Level | None = None
    parent_code: str = ""
    opened_on: dt.date | None = None
    members: int | None = None
    workers: int | None = None
    counted_on: dt.date | None = None
    unit: Unit | None = None
    headcount: Headcount | None = None
    depth: int = 0

    @property
    def has_figures(self) -> bool:
        return self.members is not None and self.workers is not None

    @property
    def verdict(self) -> Verdict:
        is_new = self.unit is None
        if is_new and self.warnings and not self.changes and not self.cells.problems:
            return Verdict.WARNING
        return super().verdict


class Units:
    """ "Danh sách đơn vị"."""

    key = "don-vi"
    name = "Danh sách đơn vị trực thuộc"
    permissions = frozenset({Permission.UNIT_MANAGE})
    columns = COLUMNS
    advice = (
        "Mỗi dòng một đơn vị, đơn vị cấp trên đứng ở dòng phía trên đơn vị cấp dưới.",
        "Gửi lại cùng mã thì chỉ cập nhật số đoàn viên, lao động.",
        "Đổi tên, chuyển cấp trên, sáp nhập có ngày và văn bản riêng, không làm qua tệp này.",
    )

    def keys(self, cells: Mapping[str, str]) -> tuple[str, str]:
        return _code(line(cells.get("code", ""))), text.fold(cells.get("name", ""))

    def choices(self, unit_id: int) -> dict[str, list[str]]:
        levels = Level.objects.order_by("tier", "key").values_list("name", flat=True)
        return {"levels": list(levels), "units": codes_below(unit_id)}

    def judge(self, rows: Sequence[Row], task: Task) -> list[Judgement]:
        return [plan.judgement for plan in self._plans(rows, task)]

    def apply(self, rows: Sequence[Row], task: Task) -> list[Done]:
        writing.hold()
        plans = self._plans(rows, task, written=True)
        wanted = [p for p in plans if p.verdict in {Verdict.OK, Verdict.WARNING}]
        place, _by = scope.ensured(task, self.permissions)
        traces = writing.write([_writing(plan, place, task) for plan in wanted], task)
        by_row = dict(zip((plan.row.row for plan in wanted), traces, strict=True))
        return [_done(plan, by_row.get(plan.row.row)) for plan in plans]

    def undo(self, rows: Sequence[Row], task: Task) -> list[Done]:
        writing.hold()
        place, _by = scope.ensured(task, self.permissions)
        return writing.take_back(rows, place, task)

    def _plans(self, rows: Sequence[Row], task: Task, *, written: bool = False) -> list[Plan]:
        """`written` when lines further up are in the tree by now, so that the file is not asked."""
        place, _by = scope.ensured(task, self.permissions)
        levels = {text.fold(level.name): level for level in Level.objects.all()}
        plans = [_read(row, levels, task) for row in rows]
        tree = _Tree(plans, place, task, levels, from_file=not written)
        for plan in plans:
            if not plan.cells.problems:
                tree.compare(plan)
        return plans


def _code(said: str) -> str:
    return said.strip().upper()[:60]


def _read(row: Row, levels: Mapping[str, Level], task: Task) -> Plan:
    cells = Cells(row.cells)
    plan = Plan(
        row=row,
        cells=cells,
        code=_code(cells.words("code")),
        name=cells.name("name", label=_("tên đơn vị"), longest=LONGEST_NAME),
        parent_code=_code(cells.words("parent_code")),
        opened_on=cells.day("opened_on", label=LABELS["opened_on"]),
        members=cells.count("members", label=LABELS["members"]),
        workers=cells.count("workers", label=LABELS["workers"]),
        counted_on=cells.day("counted_on", label=LABELS["counted_on"]),
    )
    plain = plan.code.replace("-", "").replace(".", "")
    if not (plain.isascii() and plain.isalnum()) or len(plan.code) > LONGEST_CODE:
        plan.refuse(_("Mã đơn vị chỉ gồm chữ không dấu, số, dấu gạch, nhiều nhất 30 ký tự."))
    plan.level = levels.get(text.fold(cells.words("level")))
    if plan.level is None:
        known = "; ".join(sorted(level.name for level in levels.values()))
        plan.refuse(_("Cấp chưa đúng. Chọn một trong: %(levels)s.") % {"levels": known})
    if row.same_as is not None:
        plan.refuse(_("Trùng mã đơn vị với dòng %(row)s của tệp.") % {"row": row.same_as})
    if plan.opened_on and plan.opened_on > task.day:
        plan.refuse(_("Ngày thành lập chưa tới."))
    _figures(plan, task)
    return plan


def _figures(plan: Plan, task: Task) -> None:
    if (plan.members is None) != (plan.workers is None):
        plan.refuse(_("Ghi cả số đoàn viên và số lao động, hoặc để trống cả hai."))
    if plan.members is None or plan.workers is None:
        return
    plan.counted_on = plan.counted_on or task.day
    try:
        rules.ensure_headcount(
            plan.members, plan.workers, counted_on=plan.counted_on, today=task.day
        )
    except InvalidUnit as refusal:
        plan.refuse(str(refusal))


class _Tree:
    """The units that a block is about, and those above them; five queries for any number."""

    def __init__(
        self,
        plans: Sequence[Plan],
        place: Unit,
        task: Task,
        levels: Mapping[str, Level],
        *,
        from_file: bool,
    ) -> None:
        self._place, self._task, self._levels = place, task, levels
        codes = {plan.code for plan in plans} | {plan.parent_code for plan in plans}
        found = Unit.objects.filter(code__in=codes).select_related("level", "parent")
        self._units = {unit.code: unit for unit in found} | {place.code: place}
        latest = Headcount.objects.filter(unit__code__in={plan.code for plan in plans})
        self._headcounts = {
            (row.unit_id, row.counted_on): row for row in latest.order_by("counted_on")
        }
        missing = {plan.parent_code for plan in plans} - set(self._units) - {""}
        self._lines = self._from_file(missing) if from_file else {}
        names = {key for plan in plans for key in name_keys(plan.name)}
        same = Unit.objects.under(place.path).filter(folded_name__in=names, closed_on=None)
        self._named = {unit.folded_name: unit for unit in same}
        self._here: dict[str, Above] = {}

    def _from_file(self, codes: set[str]) -> dict[str, ImportLine]:
        """Lines further up that are right and open the unit that stands above."""
        lines = ImportLine.objects.filter(batch_id=self._task.import_id, key__in=codes)
        lines = lines.filter(verdict__in=[Verdict.OK, Verdict.WARNING]).order_by("-position")
        return {row.key: row for row in lines}

    def compare(self, plan: Plan) -> None:
        plan.unit = self._units.get(plan.code)
        if plan.unit is None:
            self._new(plan)
        elif not paths.contains(self._place.path, plan.unit.path):
            plan.refuse(_("Mã này đã dùng cho đơn vị khác, ngoài phạm vi của bạn."))
            return
        else:
            self._known(plan, plan.unit)
        self._counted(plan)

    def _new(self, plan: Plan) -> None:
        above = self._above(plan)
        if above is None or plan.level is None:
            return
        if plan.level.tier <= above.tier:
            plan.refuse(_("Cấp của đơn vị phải thấp hơn cấp của đơn vị cấp trên."))
            return
        if above.depth >= paths.MAX_DEPTH:
            plan.refuse(_("Cây tổ chức quá sâu."))
            return
        like = next((self._named[k] for k in name_keys(plan.name) if k in self._named), None)
        if like is not None:
            plan.warnings.append(
                _("Đã có đơn vị cùng tên, mã %(code)s: có thể là một đơn vị.") % {"code": like.code}
            )
        elif plan.row.twin_of is not None:
            plan.warnings.append(_("Cùng tên với dòng %(row)s.") % {"row": plan.row.twin_of})
        plan.depth = above.depth + 1
        self._here[plan.code] = Above(tier=plan.level.tier, depth=plan.depth)
        plan.changes.append((_("Thêm mới"), "", plan.name))

    def _above(self, plan: Plan) -> Above | None:
        """The unit above, or a refusal of the line."""
        code = plan.parent_code or self._place.code
        if code in self._here:
            return self._here[code]
        unit = self._units.get(code)
        if unit is not None:
            return self._standing(plan, unit)
        earlier = self._lines.get(code)
        level = (
            self._levels.get(text.fold(line(earlier.cells.get("level", "")))) if earlier else None
        )
        if earlier is not None and level is not None and earlier.row < plan.row.row:
            return Above(tier=level.tier, depth=0)
        plan.refuse(
            _(
                "Không thấy đơn vị cấp trên mã “%(code)s” trong phạm vi của bạn hoặc ở các dòng trên."
            )
            % {"code": code}
        )
        return None

    def _standing(self, plan: Plan, unit: Unit) -> Above | None:
        inside = paths.contains(self._place.path, unit.path)
        if inside and unit.stands_on(self._task.day):
            return Above(tier=unit.level.tier, depth=paths.depth(unit.path), unit=unit)
        plan.refuse(
            _("Đơn vị cấp trên mã “%(code)s” đã kết thúc hoặc ngoài phạm vi của bạn.")
            % {"code": plan.parent_code}
        )
        return None

    def _known(self, plan: Plan, unit: Unit) -> None:
        if not unit.stands_on(self._task.day):
            plan.refuse(_("Đơn vị này đã kết thúc hoạt động."))
            return
        differs = []
        if not name_keys(unit.name) & name_keys(plan.name):
            differs.append(_("tên hiện nay là “%(name)s”") % {"name": unit.name})
        if plan.level is not None and unit.level_id != plan.level.pk:
            differs.append(_("cấp hiện nay là %(level)s") % {"level": unit.level.name})
        if plan.parent_code and unit.parent and unit.parent.code != plan.parent_code:
            differs.append(_("cấp trên hiện nay là %(code)s") % {"code": unit.parent.code})
        if differs:
            plan.warnings.append(
                _("Khác với hệ thống (%(what)s): tệp Excel không đổi những điều này.")
                % {"what": "; ".join(differs)}
            )

    def _counted(self, plan: Plan) -> None:
        if not plan.has_figures or plan.counted_on is None or plan.cells.problems:
            return
        key = (plan.unit.pk if plan.unit else 0, plan.counted_on)
        plan.headcount = held = self._headcounts.get(key)
        for name, new in (("members", plan.members), ("workers", plan.workers)):
            old = getattr(held, name) if held else None
            if old != new and new is not None:
                said = numbers.thousands(old) if old is not None else ""
                plan.changes.append((LABELS[name], said, numbers.thousands(new)))


def _writing(plan: Plan, place: Unit, task: Task) -> writing.Writing:
    if plan.level is None:
        raise ValueError("a line without a level is never written")
    return writing.Writing(
        code=plan.code,
        name=plan.name,
        level=plan.level,
        parent_code=plan.parent_code or place.code,
        opened_on=plan.opened_on or rules.BEFORE_RECORDS,
        unit=plan.unit,
        headcount=plan.headcount,
        figures=(plan.members, plan.workers)
        if plan.members is not None and plan.workers is not None
        else None,
        counted_on=plan.counted_on or task.day,
    )


def _done(plan: Plan, trace: object) -> Done:
    judged = plan.judgement
    if trace is not None:
        return Done(outcome=Outcome.APPLIED, reasons=judged.reasons, trace=trace)
    same = judged.verdict == Verdict.SAME
    return Done(outcome=Outcome.SAME if same else Outcome.REFUSED, reasons=judged.reasons)
