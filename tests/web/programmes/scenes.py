"""What the forms of programmes take, and programmes in the states that pages tell apart."""

import datetime as dt
from typing import Any

from sangkien.accounts.models import User
from sangkien.core import clock, periods
from sangkien.programmes.actions import drafting
from sangkien.programmes.actions.periods import run_campaign
from sangkien.programmes.models import Period, Programme
from sangkien.units.models import Unit
from tests.factories import NOW, SYSTEM, actor, make_phase, make_programme

LIST = "/chuong-trinh/"
MANAGED = "/chuong-trinh/quan-ly/"
CREATE = "/chuong-trinh/moi/"


def address(programme: Programme, page: str = "") -> str:
    return f"/chuong-trinh/{programme.slug}/{page}"


def day(offset: int) -> dt.date:
    """Pages read the real clock: days are counted from the real today."""
    return clock.today() + dt.timedelta(days=offset)


def running(owner: Unit, **options: Any) -> Programme:
    """Launched and open from ten days ago to 24h00 in twenty days."""
    values = {
        "opens_at": periods.start_of(day(-10)),
        "closes_at": periods.end_of(day(20)),
        "applied_from": day(-300),
        "applied_to": day(20),
    }
    return make_programme(owner, **{**values, **options})


def draft(owner: Unit, *, by: User | None = None, title: str = "Bản soạn thử nghiệm") -> Programme:
    content = drafting.Content(title=title, fields=("Sản xuất",))
    who = actor(by) if by else SYSTEM
    return drafting.draft_programme(owner, content=content, by=who, at=NOW)


def draft_with_phase(owner: Unit) -> Programme:
    programme = draft(owner)
    make_phase(
        programme,
        opens_at=periods.start_of(day(-10)),
        closes_at=periods.end_of(day(20)),
    )
    return programme


def campaign(programme: Programme, unit: Unit, *, first: int = -2, last: int = 7) -> Period:
    return run_campaign(
        programme,
        unit,
        number=None,
        name="Chiến dịch cao điểm",
        opens_at=periods.start_of(day(first)),
        closes_at=periods.end_of(day(last)),
        by=SYSTEM,
        at=NOW,
    )


def whole(programme: Programme) -> Period:
    return programme.periods.get(kind="whole")


def written(on: dt.date) -> str:
    return f"{on:%d/%m/%Y}"


def content_fields(owner: Unit, **changes: str) -> dict[str, Any]:
    values = {
        "owner": str(owner.pk),
        "title": "1 triệu sáng kiến",
        "slogan": "Tự hào trí tuệ lao động Việt Nam",
        "summary": "Khơi dậy sáng tạo.",
        "kinds": ["technical", "management"],
        "field_names": "Sản xuất, kinh doanh\nAn toàn, vệ sinh lao động",
        "rows": "1",
        "document_0_number": "46/HD-TLĐ",
        "document_0_issued_on": "30/12/2021",
        "document_0_title": "Hướng dẫn tổ chức chương trình",
    }
    return {**values, **changes}


def phase_fields(**changes: str) -> dict[str, str]:
    values = {
        "name": "Giai đoạn 1",
        "opens_on": written(day(-5)),
        "opens_clock": "08:00",
        "closes_on": written(day(30)),
        "closes_clock": "24:00",
        "applied_from": written(day(-200)),
        "applied_to": written(day(30)),
    }
    return {**values, **changes}
