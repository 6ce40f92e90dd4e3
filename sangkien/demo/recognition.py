"""A decision with certificates in the CĐCS that can be signed in to, one of them revoked, another
one written anew, one raised to the province, and an appeal that waits above.
"""

import datetime as dt
import uuid
from dataclasses import replace

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import local_day, start_of
from sangkien.demo.blocks.live import PROVINCE, UNIT
from sangkien.demo.logins import AUTHOR
from sangkien.demo.organising import unit
from sangkien.demo.setting import Setting
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import with_authors
from sangkien.recognition.actions import (
    appealing,
    changing,
    drafting,
    refusing,
    regulating,
    signing,
)
from sangkien.recognition.enums import Basis, Influence
from sangkien.recognition.models import Certificate, Recognition, RecognitionDecision
from sangkien.recognition.queries import decisions
from sangkien.recognition.queries.waiting import recognisable
from sangkien.units.models import Grant, Unit
from sangkien.units.queries import actor_for

LISTED = 6
DECISION_DAYS_BEFORE, LATER_DAYS_BEFORE = 6, 2
NAMESPACE = uuid.UUID("0f2f2a58-9a43-4a0a-8f5c-3b8c6a4b7d10")
REFUSAL = (
    "Giải pháp trùng với cách làm đã có trong quy trình của đơn vị, chưa nêu được điểm mới so với "
    "trước."
)
APPEAL = (
    "Quy trình cũ chỉ áp dụng cho ca ngày. Tôi đã làm thêm phần kiểm tra đầu ca đêm, tổ trưởng và "
    "phòng kỹ thuật có sổ theo dõi ba tháng, xin được xem xét lại."
)
INFLUENCE = "Hai công ty khác trong tỉnh đã áp dụng và gửi giấy xác nhận hiệu quả."
REVOCATION = "Sau công bố, phát hiện giải pháp đã được đơn vị khác công nhận từ năm trước."


def is_built() -> bool:
    return RecognitionDecision.objects.filter(unit__code=UNIT).exists()


def build(setting: Setting) -> None:
    here = unit(UNIT)
    officer = User.objects.get(
        pk__in=Grant.objects.filter(unit=here, role=RoleKey.GRASSROOTS_OFFICER).values("user")[:1]
    )
    day = setting.today - dt.timedelta(days=DECISION_DAYS_BEFORE)
    at = start_of(day) + dt.timedelta(hours=9)
    _regulate(here, at=at)
    chosen = _chosen(here, officer, before=at)
    if len(chosen) < 2:  # noqa: PLR2004 - one to recognise, one to refuse
        return
    *listed, refused = chosen
    decision = _decide(here, listed, officer, at=at)
    _refuse(here, refused, officer, at=at + dt.timedelta(days=1))
    later = start_of(setting.today - dt.timedelta(days=LATER_DAYS_BEFORE)) + dt.timedelta(hours=15)
    _change(decision, officer, at=later)
    _raise(decision, at=later + dt.timedelta(hours=1))


def _regulate(here: Unit, *, at: dt.datetime) -> None:
    regulating.set_regulation(
        here,
        in_force_on=local_day(at),
        decision_symbol="QĐ-CĐCS",
        certificate_symbol="GCN-CĐCS",
        signs_for="TM. Ban Chấp hành",
        place="An Giang",
        bases=(
            "Căn cứ Điều lệ Công đoàn Việt Nam;\n"
            "Căn cứ Nghị định số 13/2012/NĐ-CP ngày 02/3/2012 của Chính phủ ban hành Điều lệ "
            "Sáng kiến;"
        ),
        recipients="Như Điều 3\nCông đoàn cấp trên (để báo cáo)\nLưu: VT",
        by=Actor.system(),
        at=at,
    )


def _chosen(here: Unit, officer: User, *, before: dt.datetime) -> list[Initiative]:
    """Valid ones since before that day; one of the author who can sign in comes first."""
    rows = recognisable(here).filter(
        unit=here, state=State.CONFIRMED, changed_at__lt=before - dt.timedelta(hours=2)
    )
    rows = rows.exclude(author=officer).exclude(coauthors__user=officer).select_related("author")
    found = list(rows.order_by("received_at", "pk")[: 4 * LISTED])
    found.sort(key=lambda row: row.author.member_code != AUTHOR.member_code)
    return [with_authors(row) for row in found[: LISTED + 1]]


def _decide(
    here: Unit, listed: list[Initiative], officer: User, *, at: dt.datetime
) -> RecognitionDecision:
    actor = replace(actor_for(officer, at=at), proven_at=at)
    key = uuid.uuid5(NAMESPACE, here.code)
    draft = drafting.draft(here, listed, basis=Basis.HEAD, request_key=key, by=actor, at=at)
    words = drafting.Words(
        title=draft.title,
        decided_on=local_day(at),
        influence=Influence.UNIT,
        signer_name=officer.full_name,
        signer_post="Chủ tịch",
    )
    draft = drafting.revise(draft, words, seen=draft.version, by=actor, at=at)
    return signing.sign(draft, seen=draft.version, address="127.0.0.1", by=actor, at=at)


def _refuse(here: Unit, refused: Initiative, officer: User, *, at: dt.datetime) -> None:
    refusing.refuse(here, refused, reason=REFUSAL, by=actor_for(officer, at=at), at=at)
    asked_at = at + dt.timedelta(days=2)
    author = actor_for(refused.author, at=asked_at)
    appealing.appeal(refused, text=APPEAL, by=author, at=asked_at)


def _change(decision: RecognitionDecision, officer: User, *, at: dt.datetime) -> None:
    """The last one is revoked; of the one before, a certificate is written anew."""
    actor = replace(actor_for(officer, at=at), proven_at=at)
    rows = list(Recognition.objects.filter(decision=decision).order_by("position"))
    last = decisions.get_recognition(rows[-1].initiative.code, actor=actor)
    changing.revoke(
        last, reason=REVOCATION, document=f"Biên bản rà soát {at:%d/%m/%Y}", by=actor, at=at
    )
    again = Certificate.objects.filter(recognition=rows[-2]).order_by("position")[0]
    certificate = decisions.get_certificate(again.pk, actor=actor)
    changing.reissue(
        certificate, name=again.name, reason="Giấy bị ướt khi trao, in lại.", by=actor, at=at
    )


def _raise(decision: RecognitionDecision, *, at: dt.datetime) -> None:
    """The first one is used in other units of the province, too; its certificates say so."""
    province = unit(PROVINCE)
    officer = User.objects.get(
        pk__in=Grant.objects.filter(unit=province, role=RoleKey.PROVINCIAL_OFFICER).values("user")[
            :1
        ]
    )
    first = Recognition.objects.filter(decision=decision).order_by("position")[0]
    actor = actor_for(officer, at=at)
    changing.raise_influence(
        decisions.get_recognition(first.initiative.code, actor=actor),
        Influence.SECTOR,
        unit=province,
        evidence=INFLUENCE,
        document=f"Quyết định số 86/QĐ-LĐLĐ ngày {at:%d/%m/%Y}",
        shown=(0, 1),
        by=actor,
        at=at,
    )
