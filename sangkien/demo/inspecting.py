"""A superior union inspects its unions: one visit is over, one waits for the unit, one is to come. All
through the real actions.
"""

import datetime as dt
import uuid

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.core.periods import local_day, start_of
from sangkien.demo.blocks.live import SISTER, SUPERIOR_UNIT, UNIT
from sangkien.demo.organising import officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.inspections.actions import minutes, planning, remedying, visiting
from sangkien.inspections.actions.planning import Plan
from sangkien.inspections.contents import Item, Minutes, Person, Remedy
from sangkien.inspections.enums import InspectionKind, ItemVerdict, TeamPost, VisitState
from sangkien.inspections.models import Finding, Inspection, Visit
from sangkien.units.models import Unit
from sangkien.units.queries import actor_for

NAMESPACE = uuid.UUID("6d0a5c6e-3f39-4d0b-9d5e-0f2b6b1d7c55")
PLANNED, VISITED, ANSWERED, SISTER_VISITED, DAYS_LEFT = 21, 16, 3, 2, 10  # days from today
REMEDY_DAYS = 30
CHECKLIST = (
    "Phổ biến chương trình, phát mã QR đến từng tổ công đoàn",
    "Xác nhận sáng kiến đúng thời hạn",
    "Hỗ trợ đoàn viên viết và gửi sáng kiến",
    "Khen thưởng, công khai kết quả",
)
FOUND = (
    (ItemVerdict.GOOD, "Đủ 3 tổ có mã QR ở bảng tin; hỏi 10 công nhân, 9 người biết cách gửi."),
    (ItemVerdict.PARTLY, "Phần lớn trong 3 ngày; có bản chờ lâu hơn khi cán bộ đi công tác."),
    (ItemVerdict.GOOD, "Tổ trưởng ghi giúp tại chuyền, có sổ theo dõi."),
    (ItemVerdict.PARTLY, "Đã thưởng theo đợt nhưng chưa niêm yết danh sách."),
)


def is_built() -> bool:
    return Inspection.objects.filter(unit__code=SUPERIOR_UNIT).exists()


def build(setting: Setting) -> None:
    inspection = _planned(setting)
    _finished(setting, _visit(inspection, UNIT))
    _waiting(setting, _visit(inspection, SISTER))
    _to_come(setting, inspection)
    remedying.notice_overdue(setting.now)


def _at(setting: Setting, days_before: int, hour: int) -> dt.datetime:
    return start_of(setting.today - dt.timedelta(days=days_before)) + dt.timedelta(hours=hour)


def _superior(at: dt.datetime) -> Actor:
    return actor_for(officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER), at=at)


def _planned(setting: Setting) -> Inspection:
    here, at = unit(SUPERIOR_UNIT), _at(setting, PLANNED, 8)
    wanted = Plan(
        kind=InspectionKind.SUPERVISION,
        title="Giám sát việc triển khai chương trình sáng kiến",
        decision="Kế hoạch 09/KH-CĐ",
        decided_on=local_day(at),
        contents="Nắm cách làm, gỡ vướng mắc tại chỗ; không làm gián đoạn sản xuất.",
        checklist=CHECKLIST,
        units=list(Unit.objects.filter(parent=here, closed_on=None).order_by("path")),
        first_on=setting.today - dt.timedelta(days=VISITED),
        last_on=setting.today + dt.timedelta(days=DAYS_LEFT),
    )
    key = uuid.uuid5(NAMESPACE, wanted.title)
    inspection = planning.plan(here, wanted, request_key=key, by=_superior(at), at=at)
    return planning.announce(inspection, by=_superior(at), at=at)


def _visit(inspection: Inspection, code: str) -> Visit:
    rows = Visit.objects.select_related("inspection__unit", "unit")
    return rows.get(inspection=inspection, unit__code=code)


def _written(visit: Visit, other: str, remedies: tuple[Remedy, ...], *, at: dt.datetime) -> Visit:
    """Led by the superior's officer, with a colleague of another union."""
    by, day = _superior(at), local_day(at)
    superior = officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER)
    colleague = officer_of(other, RoleKey.GRASSROOTS_OFFICER)
    visiting.set_day(visit, visits_on=day, by=by, at=at)
    for person, post in ((superior, TeamPost.LEADER), (colleague, TeamPost.SECRETARY)):
        visiting.add_member(visit, person.member_code or "", post=post, by=by, at=at)
    host = officer_of(visit.unit.code, RoleKey.GRASSROOTS_OFFICER)
    said = Minutes(
        held_on=day,
        items=tuple(
            Item(text=text, verdict=verdict.value, words=words)
            for text, (verdict, words) in zip(CHECKLIST, FOUND, strict=True)
        ),
        conclusion="Đơn vị triển khai đúng kế hoạch, có cách làm hay; cần sửa những việc nêu dưới đây.",
        present=(Person(name=host.full_name, post="Chủ tịch công đoàn cơ sở"),),
        remedies=remedies,
    )
    row = minutes.write(visit, said, seen=visit.version, by=by, at=at)
    return minutes.propose(row, seen=row.version, by=by, at=at + dt.timedelta(hours=1))


def _remedies(visit: Visit, *, day: dt.date) -> tuple[Remedy, ...]:
    due = day + dt.timedelta(days=REMEDY_DAYS)
    return tuple(
        Remedy(
            words=words, remedy=remedy, due_on=due, unit_id=visit.unit_id, unit_name=visit.unit.name
        )
        for words, remedy in (
            (
                "Khi cán bộ đi công tác, sáng kiến chờ xác nhận quá 5 ngày.",
                "Giao thêm một ủy viên Ban Chấp hành quyền xác nhận.",
            ),
            (
                "Danh sách được thưởng chưa niêm yết.",
                "Niêm yết ở bảng tin và nhóm của từng tổ sau mỗi đợt thưởng.",
            ),
        )
    )


def _finished(setting: Setting, visit: Visit) -> None:
    """Confirmed by both; of two findings one was put right and waits for the team."""
    at = _at(setting, VISITED, 9)
    row = _written(visit, SISTER, _remedies(visit, day=local_day(at)), at=at)
    later = at + dt.timedelta(hours=3)
    officer = officer_of(UNIT, RoleKey.GRASSROOTS_OFFICER)
    minutes.accept(row, seen=row.digest, by=actor_for(officer, at=later), at=later)
    at = _at(setting, ANSWERED, 10)
    finding = Finding.objects.select_related("visit__inspection__unit", "visit__unit", "unit").get(
        visit=visit, number=1
    )
    words = "Ban Chấp hành đã phân công thêm một ủy viên; từ đó không bản nào chờ quá 2 ngày."
    remedying.answer(finding, words=words, by=actor_for(officer, at=at), at=at)


def _waiting(setting: Setting, visit: Visit) -> None:
    at = _at(setting, SISTER_VISITED, 14)
    _written(visit, UNIT, _remedies(visit, day=local_day(at))[:1], at=at)


def _to_come(setting: Setting, inspection: Inspection) -> None:
    """The others have their day already."""
    at = _at(setting, SISTER_VISITED, 16)
    day = setting.today + dt.timedelta(days=DAYS_LEFT // 2)
    rows = Visit.objects.filter(inspection=inspection, state=VisitState.PLANNED)
    for visit in rows.select_related("inspection__unit", "unit").order_by("pk"):
        visiting.set_day(visit, visits_on=day, by=_superior(at), at=at)
