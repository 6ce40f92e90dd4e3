"""A superior union audits what one of its unions confirmed: drawn, checked and closed by two officers."""

import datetime as dt
import uuid
from dataclasses import replace

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.audits.actions import checking, drawing
from sangkien.audits.actions.drawing import Wanted
from sangkien.audits.enums import Finding, SizeBy
from sangkien.audits.models import Audit
from sangkien.core.periods import start_of
from sangkien.demo.blocks.live import PROGRAMME, PROVINCE, SISTER, SUPERIOR_UNIT, UNIT
from sangkien.demo.crews import Roll
from sangkien.demo.launching import board, whole
from sangkien.demo.logins import WARD_SIGNER
from sangkien.demo.organising import officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.units.queries import actor_for

NAMESPACE = uuid.UUID("0a4f1d5e-52f5-4f2e-8d2a-7f5f3a1c9e21")
SAMPLE, DROPPED, LEFT_DAYS, GRANTED_DAYS = 6, 3, 14, 2
FOUND = {
    2: (Finding.MINOR, "Ngày áp dụng lần đầu ghi lệch một tuần so với sổ của tổ."),
    5: (Finding.FAILED, "Tại xưởng chưa thấy làm; tổ trưởng cho biết mới dự kiến."),
}


def is_built() -> bool:
    return Audit.objects.filter(unit__code=SUPERIOR_UNIT).exists()


def build(setting: Setting) -> None:
    here, second = unit(SUPERIOR_UNIT), _second(setting)
    superior = officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER)
    at = setting.now
    wanted = Wanted(
        subject=unit(UNIT),
        period=whole(board(PROGRAMME).programme),
        by=SizeBy.NUMBER,
        value=SAMPLE,
        due_on=setting.today + dt.timedelta(days=LEFT_DAYS),
        population=0,
    )
    key = uuid.uuid5(NAMESPACE, UNIT)
    audit = drawing.draw(here, wanted, request_key=key, by=_actor(superior, at), at=at)
    for item in audit.items.select_related("initiative").order_by("position"):
        finding, words = FOUND.get(item.position, (Finding.RIGHT, ""))
        checking.check(item, finding=finding, reason=words, seen="", by=_actor(second, at), at=at)
    checking.finish(audit, unchecked_reason="", by=_actor(superior, at), at=at)
    _drop(setting, replace(wanted, subject=unit(SISTER), value=DROPPED), superior)


def _drop(setting: Setting, wanted: Wanted, superior: User) -> None:
    """Another one that nobody was left to finish: its sample stays."""
    by = _actor(superior, setting.now)
    key = uuid.uuid5(NAMESPACE, SISTER)
    audit = drawing.draw(unit(SUPERIOR_UNIT), wanted, request_key=key, by=by, at=setting.now)
    reason = "Hai cán bộ của cơ quan đều đã ghi kết quả, không còn ai để chốt."
    checking.drop(audit, reason=reason, by=by, at=setting.now)


def _actor(user: User, at: dt.datetime) -> Actor:
    return actor_for(user, at=at)


def _second(setting: Setting) -> User:
    """A colleague in the same office, who can be signed in to and signs what the first one wrote."""
    since = start_of(setting.today - dt.timedelta(days=GRANTED_DAYS)) + dt.timedelta(hours=8)
    roll = Roll("HK", setting.draw("audits"))
    provincial = officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    return roll.officer(
        unit(SUPERIOR_UNIT),
        RoleKey.SUPERIOR_OFFICER,
        granted_by=provincial,
        at=since,
        login=WARD_SIGNER,
    )
