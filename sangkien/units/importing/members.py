"""The list of members: who is new, who changed, who left, and who might be somebody else."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from sangkien.access.permissions import Permission
from sangkien.accounts.actions.people import ensure_written, written
from sangkien.accounts.errors import InvalidIdentity
from sangkien.accounts.models import User
from sangkien.core import text
from sangkien.imports.cells import Cells, day_words, line
from sangkien.imports.enums import Outcome, Verdict
from sangkien.imports.kinds import Done, Judgement, Row, Task
from sangkien.imports.plans import LinePlan
from sangkien.units.actions import listed_members as writing
from sangkien.units.importing import scope
from sangkien.units.importing.columns import MEMBERS as COLUMNS
from sangkien.units.importing.known import Known
from sangkien.units.importing.places import Places
from sangkien.units.models import Membership, Unit
from sangkien.units.queries.tree import codes_below, has_people_itself

LABELS = {column.key: column.label for column in COLUMNS}


@dataclass(kw_only=True)
class Plan(LinePlan):
    """One line: who it is, where, and what would be written."""

    typed: User
    code: str = ""
    since_on: dt.date | None = None
    left_on: dt.date | None = None
    unit: Unit | None = None
    user: User | None = None
    membership: Membership | None = None
    written: dict[str, str | None] = field(default_factory=dict)

    def change(self, key: str, old: str, new: str) -> None:
        self.changes.append((LABELS[key], old, new))


class Members:
    """ "Danh sách đoàn viên"."""

    key = "doan-vien"
    name = "Danh sách đoàn viên, người lao động"
    permissions = frozenset({Permission.MEMBER_MANAGE, Permission.UNIT_MANAGE})
    columns = COLUMNS
    advice = (
        "Mỗi dòng một người. Mã đoàn viên phân biệt từng người: gửi lại cùng mã là sửa, không thêm.",
        "Cột đơn vị: ghi mã, hoặc ghi đúng tên nếu không nhớ mã. Không tự tạo đơn vị mới.",
        "Người đã có tài khoản thì tự sửa số điện thoại của mình; tệp này không đổi số của họ.",
    )

    def keys(self, cells: Mapping[str, str]) -> tuple[str, str]:
        code = text.code_key(line(cells.get("member_code", "")))
        return code, text.phone_key(Cells(cells).phone("phone"))

    def choices(self, unit_id: int) -> dict[str, list[str]]:
        return {"units": codes_below(unit_id)}

    def judge(self, rows: Sequence[Row], task: Task) -> list[Judgement]:
        return [plan.judgement for plan in self._plans(rows, task)]

    def apply(self, rows: Sequence[Row], task: Task) -> list[Done]:
        writing.hold()
        plans = self._plans(rows, task)
        wanted = [p for p in plans if p.verdict in {Verdict.OK, Verdict.WARNING}]
        traces = writing.write([_writing(plan, task) for plan in wanted], task)
        by_row = dict(zip((plan.row.row for plan in wanted), traces, strict=True))
        return [_done(plan, by_row.get(plan.row.row)) for plan in plans]

    def undo(self, rows: Sequence[Row], task: Task) -> list[Done]:
        writing.hold()
        place, _by = scope.ensured(task, self.permissions)
        return writing.take_back(rows, place, task)

    def _plans(self, rows: Sequence[Row], task: Task) -> list[Plan]:
        place, _by = scope.ensured(task, self.permissions)
        plans = [_read(row, task) for row in rows]
        _place(plans, place, task)
        known = Known(
            [plan.code for plan in plans],
            [plan.typed.phone for plan in plans if plan.typed.phone],
            place,
            on=task.day,
        )
        for plan in plans:
            if not plan.cells.problems:
                _compare(plan, known, task)
        return plans


def _read(row: Row, task: Task) -> Plan:
    cells = Cells(row.cells)
    name = cells.name("full_name", label=_("họ và tên"))
    phone = cells.phone("phone")
    typed = written(
        full_name=name[:120], member_code=cells.words("member_code"), phone=phone, at=task.at
    )
    if not cells.problems:
        try:
            ensure_written(typed, typed_phone=phone)
        except InvalidIdentity as refusal:
            cells.problems.append(str(refusal))
    plan = Plan(row=row, cells=cells, typed=typed, code=typed.member_code)
    plan.since_on = cells.day("since_on", label=LABELS["since_on"])
    plan.left_on = cells.day("left_on", label=LABELS["left_on"])
    if plan.since_on and plan.since_on > task.day:
        plan.refuse(_("Ngày vào đơn vị chưa tới."))
    if plan.left_on and plan.left_on < (plan.since_on or plan.left_on):
        plan.refuse(_("Ngày rời đơn vị trước ngày vào đơn vị."))
    if row.same_as is not None:
        plan.refuse(_("Trùng mã đoàn viên với dòng %(row)s của tệp.") % {"row": row.same_as})
    return plan


def _place(plans: Iterable[Plan], place: Unit, task: Task) -> None:
    codes = {plan.cells.words("unit_code").upper() for plan in plans}
    places = Places(place, codes, on=task.day)
    belong_here = has_people_itself(place)
    for plan in plans:
        code, name = plan.cells.words("unit_code").upper(), plan.cells.words("unit_name")
        if code or name:
            plan.unit, problem = places.find(code, name)
        elif belong_here:
            plan.unit, problem = place, ""
        else:
            plan.unit, problem = None, _("Thiếu đơn vị: ghi mã hoặc tên đơn vị của người này.")
        if problem:
            plan.refuse(problem)


def _compare(plan: Plan, known: Known, task: Task) -> None:
    plan.user = known.people.get(plan.code)
    if plan.user is None:
        _new(plan, known)
        return
    problem = known.why_not(plan.user, plan.unit)
    if problem:
        plan.refuse(problem)
        return
    plan.membership = known.membership(plan.user, plan.unit)
    _back_again(plan, task)
    if plan.membership is None:
        plan.change("unit_code", _("không còn ở đơn vị nào"), plan.unit.name if plan.unit else "")
    _changed_name(plan, plan.user)
    _changed_phone(plan, plan.user, known)
    _left(plan)
    if known.acts(plan.user) and (plan.written or plan.left_on):
        plan.refuse(
            _(
                "Người này đang giữ vai trò cán bộ: sửa hoặc ghi thôi sinh hoạt ở trang của người đó."
            )
        )


def _back_again(plan: Plan, task: Task) -> None:
    """Who has left comes back with a later day only: an old list must not bring them back."""
    held = plan.membership
    if held is None or held.until_on is None or held.until_on >= task.day or plan.left_on:
        return
    if plan.since_on is not None and plan.since_on > held.until_on:
        plan.membership = None
        return
    plan.refuse(
        _("Người này đã rời đơn vị ngày %(day)s. Muốn nhận lại, hãy ghi ngày vào sau ngày đó.")
        % {"day": day_words(held.until_on)}
    )


def _new(plan: Plan, known: Known) -> None:
    plan.changes.append((_("Thêm mới"), "", plan.typed.full_name))
    phone = plan.typed.phone
    if phone is None:
        return
    problem = known.phone_problem(phone, plan.row.twin_of)
    if problem:
        plan.warnings.append(problem + " " + _("Người này được nhập, không kèm số điện thoại."))
        plan.typed.phone = None


def _changed_name(plan: Plan, user: User) -> None:
    if user.full_name == plan.typed.full_name:
        return
    plan.change("full_name", user.full_name, plan.typed.full_name)
    plan.written["full_name"] = plan.typed.full_name
    if user.folded_name != plan.typed.folded_name:
        plan.warnings.append(_("Họ tên khác hẳn hiện nay: kiểm tra xem có đúng người này không."))


def _changed_phone(plan: Plan, user: User, known: Known) -> None:
    phone = plan.typed.phone
    if phone is None or phone == user.phone:
        return
    if known.decides_alone(user):
        plan.cells.notes.append(
            _("Người này đã có tài khoản: số điện thoại do chính họ sửa, tệp không đổi.")
        )
        return
    problem = known.phone_problem(phone, plan.row.twin_of)
    if problem:
        plan.cells.notes.append(problem + " " + _("Số điện thoại giữ nguyên."))
        return
    plan.change("phone", user.phone or "", phone)
    plan.written["phone"] = phone


def _left(plan: Plan) -> None:
    held = plan.membership
    if plan.left_on is None or held is None or held.until_on == plan.left_on:
        return
    if plan.left_on < held.since_on:
        plan.refuse(
            _("Ngày rời đơn vị trước ngày vào đơn vị %(day)s.") % {"day": day_words(held.since_on)}
        )
        return
    plan.change("left_on", day_words(held.until_on), day_words(plan.left_on))


def _writing(plan: Plan, task: Task) -> writing.Writing:
    if plan.unit is None:
        raise ValueError("a line without a unit is never written")
    return writing.Writing(
        unit=plan.unit,
        typed=plan.typed,
        user=plan.user,
        membership=plan.membership,
        written=plan.written,
        since_on=plan.since_on or min(task.day, plan.left_on or task.day),
        left_on=plan.left_on,
    )


def _done(plan: Plan, trace: object) -> Done:
    judged = plan.judgement
    if trace is not None:
        return Done(outcome=Outcome.APPLIED, reasons=judged.reasons, trace=trace)
    same = judged.verdict == Verdict.SAME
    return Done(outcome=Outcome.SAME if same else Outcome.REFUSED, reasons=judged.reasons)
