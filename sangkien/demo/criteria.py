"""A criteria table of the sample: the superior union took a published one, added initiatives, and a
colleague put it in force.
"""

import datetime as dt
import uuid

from sangkien.access.roles import RoleKey
from sangkien.demo.blocks.live import SUPERIOR_UNIT
from sangkien.demo.organising import officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.scoring import queries
from sangkien.scoring.actions import tables
from sangkien.scoring.actions.tables import Scope
from sangkien.scoring.models import CriteriaTable
from sangkien.scoring.rules import editing
from sangkien.units.queries import actor_for

KEY = uuid.UUID("5b6a4f1e-93d9-44dd-9a3f-0b8d2cbbd001")
NUMBER = "18/HD-LĐLĐ"
BASE = "to_cong_doan_2015"
MOVEMENTS = "I.3"
OWN = {
    "code": "I.3",
    "parent": "I",
    "name": "Vận động đoàn viên tham gia sáng kiến, phong trào thi đua",
    "kind": "tiered",
    "most": "10",
    "measure": "sáng kiến hợp lệ trên 100 đoàn viên",
    "tiers": [
        {"name": "Từ 10 sáng kiến trên 100 đoàn viên", "points": "10", "least": "10"},
        {"name": "Từ 5 đến dưới 10", "points": "7", "least": "5"},
        {"name": "Dưới 5", "points": "3", "least": "0"},
    ],
}

REPORTS = {
    "code": "II.2",
    "parent": "II",
    "name": "Chế độ thông tin, báo cáo với công đoàn cấp trên",
    "kind": "automatic",
    "most": "3",
    "automatic": {"source": "reports", "way": "proportional"},
}


def is_built() -> bool:
    return CriteriaTable.objects.filter(unit__code=SUPERIOR_UNIT).exists()


def build(setting: Setting) -> None:
    at = setting.now - dt.timedelta(days=20)
    writer = actor_for(officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER), at=at)
    superior = unit(SUPERIOR_UNIT)
    row = tables.draft(
        superior,
        Scope(year=at.year),
        queries.get_shipped(BASE),
        request_key=KEY,
        by=writer,
        at=at,
    )
    changed = editing.with_node(row.content, OWN, instead=MOVEMENTS)
    changed = editing.with_node(changed, REPORTS, instead="II.2")
    changed |= {"name": f"Bảng chấm điểm tổ công đoàn, CĐCS của {superior.label}"}
    tables.write(row, changed, seen=row.version, by=writer, at=at)
    later = at + dt.timedelta(days=2)
    above = (
        officer_of(superior.parent.code, RoleKey.PROVINCIAL_OFFICER) if superior.parent else None
    )
    if above is not None:
        by = actor_for(above, at=later)
        tables.enforce(row, number=NUMBER, seen=row.version, by=by, at=later)
