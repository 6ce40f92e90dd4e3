"""Spot audits of the one CĐCS of the matrix, by the unit above it."""

import datetime as dt
import uuid
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.audits.actions import checking, drawing
from sangkien.audits.enums import Finding
from sangkien.audits.models import Audit
from sangkien.core import clock
from sangkien.programmes.models import Period, Programme
from tests.architecture.matrix import Form
from tests.audits.scenes import wanted
from tests.factories import Cast, actor, make_officer


class Audited:
    """One of the whole programme that is open; the phase is free for another one."""

    def __init__(self, cast: Cast, programme: Programme) -> None:
        self.cast, at = cast, clock.now()
        self.phase: Period = programme.periods.get(kind="phase", number=1)
        second = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Ngô Hậu Kiểm")
        by = actor(second, at=at)
        chosen = wanted(cast.factory, programme.periods.get(kind="whole"), at=at)
        key = uuid.uuid4()
        self.audit: Audit = drawing.draw(cast.superior, chosen, request_key=key, by=by, at=at)
        self.first = self.audit.items.order_by("position")[0]
        told: dict[str, Any] = {"reason": "Chưa làm thật.", "seen": ""}
        checking.check(self.first, finding=Finding.FAILED, by=by, at=at, **told)

    def values(self) -> dict[str, tuple[object, ...]]:
        items = tuple(self.audit.items.order_by("position").values_list("pk", flat=True)[:2])
        return {
            "audits.pk": (self.audit.pk,),
            "audits:item.pk": items,
            "audits:draw.code": (self.cast.superior.code,),
        }

    def forms(self) -> dict[str, Form]:
        day = clock.today() + dt.timedelta(days=7)
        chosen = {
            "request_key": str(uuid.UUID(int=91)),
            "subject": self.cast.factory.code,
            "period": str(self.phase.pk),
            "by": "number",
            "value": "1",
            "due_on": f"{day:%d/%m/%Y}",
        }
        finding = {"finding": "minor", "reason": "Sai ngày áp dụng.", "seen": "failed"}
        finish = {"unchecked_reason": "Đơn vị nghỉ sản xuất."}
        dropped = {"reason": "Không còn ai để chốt."}
        audit, item = {"pk": self.audit.pk}, {"pk": self.first.pk}
        cases: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
            "draw": ({"code": self.cast.superior.code}, chosen),
            "item": (item, finding),
            "finish": (audit, finish),
            "drop": (audit, dropped),
        }
        return {
            f"audits:{page}": Form(sender="superior", args=args, body=body)
            for page, (args, body) in cases.items()
        }
