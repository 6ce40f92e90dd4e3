"""The list of initiatives of a unit: new ones on behalf of members, corrections of returned ones."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import codes, text
from sangkien.imports.cells import Cells
from sangkien.imports.enums import Outcome, Verdict
from sangkien.imports.kinds import Done, Judgement, Row, Sheet, Task
from sangkien.initiatives.actions import listed
from sangkien.initiatives.importing import sheets
from sangkien.initiatives.importing.columns import COLUMNS
from sangkien.initiatives.importing.comparing import Comparing
from sangkien.initiatives.importing.reading import Plan
from sangkien.units.importing import scope


class Entries:
    """ "Danh sách sáng kiến": the credit stays with the members.

    A thousand lines are meant, so each is written by the same action as a form.
    """

    key = "sang-kien"
    name = "Danh sách sáng kiến"
    permissions = frozenset({Permission.INITIATIVE_REGISTER_FOR_OTHERS})
    columns = COLUMNS
    advice = (
        "Mỗi dòng một sáng kiến. Tác giả tra theo mã đoàn viên của đơn vị; công nhận là của tác giả.",
        "Muốn sửa: tải bảng hiện có, sửa bản được trả lại để bổ sung, gửi lại cả bảng.",
        "Gửi lại đúng tệp cũ thì không thêm gì.",
    )

    def keys(self, cells: Mapping[str, str]) -> tuple[str, str]:
        read = Cells(cells)
        code = codes.canonical(read.words("code"))
        if code:
            return code[:60], ""
        said = f"{text.code_key(read.words('member_code'))}|{text.fold(read.words('title'))}"
        return hashlib.sha256(said.encode()).hexdigest()[:40], ""

    def choices(self, unit_id: int) -> dict[str, list[str]]:
        return sheets.choices(unit_id)

    def sheet(self, unit_id: int) -> Sheet:
        return sheets.sheet(unit_id)

    def judge(self, rows: Sequence[Row], task: Task) -> list[Judgement]:
        place, by = scope.ensured(task, self.permissions)
        return [plan.judgement for plan in Comparing(rows, place, by, task).plans]

    def apply(self, rows: Sequence[Row], task: Task) -> list[Done]:
        place, by = scope.ensured(task, self.permissions)
        compared = Comparing(rows, place, by, task)
        return [
            _written(plan, compared.entries.get(plan.row.row), by, task) for plan in compared.plans
        ]

    def undo(self, rows: Sequence[Row], task: Task) -> list[Done]:
        _place, by = scope.ensured(task, self.permissions)
        return [listed.take_back(row.trace, by=by, at=task.at) for row in rows]


def _written(plan: Plan, entry: listed.Entry | None, by: Actor, task: Task) -> Done:
    reasons = plan.judgement.reasons
    if plan.verdict == Verdict.ERROR or entry is None:
        return Done(outcome=Outcome.REFUSED, reasons=reasons)
    if plan.verdict == Verdict.SAME:
        return Done(outcome=Outcome.SAME, reasons=reasons)
    key = uuid.uuid5(listed.NAMESPACE, f"{task.import_id}:{plan.row.row}")
    return listed.write(entry, plan.code, key=key, by=by, received_at=task.received_at, at=task.at)
