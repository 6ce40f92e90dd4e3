"""Documents of the live programme: a plan and an interim report that a colleague signed, a final report
that is being written. All through the real actions, with the figures of now.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.demo import launching
from sangkien.demo.blocks.live import PROGRAMME, PROVINCE
from sangkien.demo.crews import Roll
from sangkien.demo.organising import national_officer, officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.documents import queries
from sangkien.documents.actions import signing, writing
from sangkien.documents.actions.writing import Start
from sangkien.documents.models import Document
from sangkien.programmes.models import Period
from sangkien.progress.actions import folding
from sangkien.units.models import Unit
from sangkien.units.queries import actor_for

PLACE = "An Giang"
HOURS_AGO = 3


@dataclass(frozen=True, kw_only=True)
class Office:
    """Who writes and who signs for the province, and when."""

    province: Unit
    writer: User
    signer: User
    at: dt.datetime

    def by(self, user: User) -> Actor:
        return replace(actor_for(user, at=self.at), proven_at=self.at)

    def begin(self, key: str, period: Period, **head: Any) -> Document:
        template = queries.get_shipped(key)
        start = Start(
            kind=template.kind,
            report_kind=template.report_kind,
            content=_changed(template.content, head),
            period=period,
        )
        name = uuid.uuid5(uuid.NAMESPACE_OID, f"{self.province.code} {key}")
        return writing.begin(
            self.province, start, request_key=name, by=self.by(self.writer), at=self.at
        )

    def issue(self, row: Document) -> None:
        writer, signer = self.by(self.writer), self.by(self.signer)
        waiting = writing.submit(row, seen=row.version, by=writer, at=self.at)
        signing.issue(waiting, seen=waiting.version, by=signer, at=self.at)


def _changed(content: Mapping[str, Any], head: Mapping[str, Any]) -> dict[str, Any]:
    return {**content, "place": PLACE, "signer_post": "PHÓ CHỦ TỊCH", **head}


def is_built() -> bool:
    return Document.objects.exists()


def build(setting: Setting) -> None:
    at = setting.now - dt.timedelta(hours=HOURS_AGO)
    province = unit(PROVINCE)
    roll = Roll("VB", setting.draw("van-ban"))
    signer = roll.officer(
        province, RoleKey.PROVINCIAL_OFFICER, granted_by=national_officer(), at=at
    )
    writer = officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    office = Office(province=province, writer=writer, signer=signer, at=at)
    programme = launching.board(PROGRAMME).programme
    whole = launching.whole(programme)
    folding.fold_all(at)
    signed = {"signer_name": signer.full_name}
    office.issue(office.begin("ke_hoach", whole, **signed))
    title = "Sơ kết 4 tháng thực hiện {chuong_trinh}"
    office.issue(office.begin("bao_cao_so_ket", whole, title=title, **signed))
    office.begin("bao_cao_tong_ket", whole, **signed)
