"""An inspection of two CĐCS by the superior union of the cast, at each of its steps."""

import datetime as dt
import uuid
from typing import Any

from sangkien.accounts.models import User
from sangkien.inspections.actions import minutes as writing
from sangkien.inspections.actions import planning, visiting
from sangkien.inspections.actions.planning import Plan
from sangkien.inspections.contents import Item, Minutes, Person, Remedy
from sangkien.inspections.enums import InspectionKind, ItemVerdict, TeamPost
from sangkien.inspections.models import Finding, Inspection, Visit
from tests.factories import NOW, TODAY, Cast, actor

DAY = dt.timedelta(days=1)
CHECKLIST = ("Triển khai chương trình sáng kiến", "Xác nhận sáng kiến đúng hạn")


def wanted(cast: Cast, **changes: object) -> Plan:
    values: dict[str, object] = {
        "kind": InspectionKind.INSPECTION,
        "title": "Kiểm tra chương trình sáng kiến đợt 1",
        "checklist": CHECKLIST,
        "units": [cast.factory, cast.sister_factory],
        "first_on": TODAY,
        "last_on": TODAY + 10 * DAY,
        "decision": "05/QĐ-LĐLĐ",
        "decided_on": TODAY - DAY,
    }
    return Plan(**{**values, **changes})  # type: ignore[arg-type]


def plan(cast: Cast, *, at: dt.datetime = NOW, **changes: object) -> Inspection:
    by = actor(cast.superior_officer, at=at)
    chosen = wanted(cast, **changes)
    return planning.plan(cast.superior, chosen, request_key=uuid.uuid4(), by=by, at=at)


def visit_of(inspection: Inspection, cast: Cast) -> Visit:
    rows = Visit.objects.select_related("inspection__unit", "unit")
    return rows.get(inspection=inspection, unit=cast.factory)


def announced(cast: Cast, *, at: dt.datetime = NOW, **changes: object) -> Visit:
    """With a leader: the officer of the superior union who planned it."""
    by = actor(cast.superior_officer, at=at)
    inspection = planning.announce(plan(cast, at=at, **changes), by=by, at=at)
    visit = visit_of(inspection, cast)
    login = cast.superior_officer.member_code or ""
    visiting.add_member(visit, login, post=TeamPost.LEADER, by=by, at=at)
    return visit


def content(cast: Cast, *, on: dt.date = TODAY, **changes: object) -> Minutes:
    values: dict[str, object] = {
        "held_on": on,
        "items": tuple(
            Item(text=text, verdict=ItemVerdict.PARTLY.value, words="Có kế hoạch, chậm.")
            for text in CHECKLIST
        ),
        "conclusion": "Đơn vị triển khai cơ bản đầy đủ.",
        "present": (Person(name="Bà Trần Thị Bình", post="Chủ tịch CĐCS"),),
        "remedies": (
            Remedy(
                words="Ba sáng kiến chờ xác nhận quá 10 ngày.",
                remedy="Xác nhận hoặc trả lại cả ba.",
                due_on=on + 14 * DAY,
                unit_id=cast.factory.pk,
                unit_name=cast.factory.name,
            ),
        ),
    }
    return Minutes(**{**values, **changes})  # type: ignore[arg-type]


def _who(user: User, at: dt.datetime) -> dict[str, Any]:
    return {"by": actor(user, at=at), "at": at}


def write(visit: Visit, cast: Cast, *, at: dt.datetime = NOW, **changes: object) -> Visit:
    visit.refresh_from_db()
    minutes = content(cast, on=at.date(), **changes)
    return writing.write(visit, minutes, seen=visit.version, **_who(cast.superior_officer, at))


def proposed(cast: Cast, *, at: dt.datetime = NOW, **changes: object) -> Visit:
    visit = write(
        announced(cast, at=at, first_on=at.date(), last_on=at.date()), cast, at=at, **changes
    )
    return writing.propose(visit, seen=visit.version, **_who(cast.superior_officer, at))


def locked(cast: Cast, *, at: dt.datetime = NOW, **changes: object) -> Visit:
    visit = proposed(cast, at=at, **changes)
    return writing.accept(visit, seen=visit.digest, **_who(cast.officer, at))


def finding_of(visit: Visit) -> Finding:
    rows = Finding.objects.select_related("visit__inspection__unit", "visit__unit", "unit")
    return rows.get(visit=visit, number=1)
