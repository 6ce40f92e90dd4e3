"""A line of the list as values: what is wrong with a cell is said in words that say what to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import codes, numbers, text
from sangkien.imports.cells import Cells
from sangkien.imports.kinds import Row
from sangkien.imports.plans import LinePlan
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import SubmitterGroup
from sangkien.initiatives.importing.columns import KEEP, LABELS, SEND
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import WHOLE_SHARE_BP
from sangkien.programmes.enums import SolutionKind
from sangkien.programmes.models import Programme

PROSE = ("before", "solution", "effect", "benefit_basis")
LINES = ("title", "recognised_by", "decision_number")
DAYS = ("first_applied_on", "decided_on")


@dataclass(kw_only=True)
class Plan(LinePlan):
    """One line: which initiative it is about, and what would be written."""

    member_code: str
    code: str
    existing: Initiative | None = None
    content: dict[str, Any] = field(default_factory=dict)
    credits: list[Credit] | None = None  # None: the file says nothing about co-authors
    will_send: bool = True


def begun(row: Row) -> Plan:
    cells = Cells(row.cells)
    plan = Plan(
        row=row,
        cells=cells,
        member_code=text.code_key(cells.words("member_code")),
        code=codes.canonical(cells.words("code")),
    )
    if row.same_as is not None:
        plan.refuse(_("Trùng với dòng %(row)s của tệp.") % {"row": row.same_as})
    return plan


def read(plan: Plan, programme: Programme) -> None:
    """Cells to values; a column that the file does not have changes nothing."""
    cells = plan.cells
    plan.content = {key: cells.words(key) for key in LINES if key in cells.said}
    plan.content |= {key: cells.prose(key) for key in PROSE if key in cells.said}
    plan.content |= {key: cells.day(key, label=LABELS[key]) for key in DAYS if key in cells.said}
    if "benefit_vnd" in cells.said:
        plan.content["benefit_vnd"] = cells.money("benefit_vnd", label=LABELS["benefit_vnd"])
    if "kind" in cells.said:
        plan.content["kind"] = _kind(plan)
    if "submitter" in cells.said:
        plan.content["submitter"] = _submitter(plan)
    if "field" in cells.said:
        plan.content["field_id"] = _field(plan, programme)
    if "coauthors" in cells.said:
        plan.credits = _credits(plan)
    plan.will_send = _will_send(plan)


def _kind(plan: Plan) -> str:
    said = plan.cells.words("kind")
    kinds = {text.fold(str(one.label)): one.value for one in SolutionKind}
    found = kinds.get(text.fold(said), "")
    if said and not found:
        plan.refuse(_("Không có loại giải pháp “%(kind)s”.") % {"kind": said[:60]})
    return found


def _submitter(plan: Plan) -> str:
    said = plan.cells.words("submitter")
    groups = {text.fold(str(one.label)): one.value for one in SubmitterGroup}
    found = groups.get(text.fold(said), "")
    if said and not found:
        plan.refuse(_("Không có đối tượng “%(group)s”.") % {"group": said[:60]})
    return found


def _field(plan: Plan, programme: Programme) -> int | None:
    said = plan.cells.words("field")
    fields = {text.fold(one.name): one.pk for one in programme.fields_in_order}
    found = fields.get(text.fold(said))
    if said and found is None:
        plan.refuse(_("Chương trình không có lĩnh vực “%(field)s”.") % {"field": said[:60]})
    return found


def _will_send(plan: Plan) -> bool:
    said = text.fold(plan.cells.words("action"))
    if said not in {"", text.fold(SEND), text.fold(KEEP)}:
        plan.refuse(_("“Việc cần làm” là “Gửi” hoặc “Lưu nháp”."))
    return said != text.fold(KEEP)


def _credits(plan: Plan) -> list[Credit]:
    """ "DV000124: 30; Trần Văn Bình: 20" """
    parts = [part.strip() for part in plan.cells.words("coauthors").split(";") if part.strip()]
    found = []
    for part in parts:
        who, _colon, share = part.rpartition(":")
        share_bp = _basis_points(share)
        if not who.strip() or share_bp is None:
            plan.refuse(
                _("Đồng tác giả “%(said)s” chưa đúng. Ghi như DV000124: 30; Trần Văn Bình: 20.")
                % {"said": part[:60]}
            )
            return []
        found.append(Credit.typed(who.strip(), share_bp=share_bp))
    return found


def _basis_points(share: str) -> int | None:
    """ "33,5" or "33,5 %" to 3350; None when it is no share of more than 0 and less than 100."""
    percent = numbers.parse_decimal(share.strip().removesuffix("%").strip())
    if percent is None or percent * 100 != (percent * 100).to_integral_value():
        return None
    found = int(percent * 100)
    return found if 0 < found < WHOLE_SHARE_BP else None


def credit_logins(credits: Sequence[Credit]) -> list[str]:
    return [credit.login for credit in credits if credit.login]
