"""Two awards that were revoked after their money was paid: one of them wrongly, and given back; the money of
the other one still has to come back.
"""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation.actions import honouring, paying, restoring, revoking
from sangkien.commendation.actions.deciding_lines import Line
from sangkien.commendation.models import AwardDecision, Conferral, Restoration
from sangkien.core.periods import local_day
from sangkien.demo import commending, funding
from sangkien.demo.blocks import live
from sangkien.demo.funding import Receipt
from sangkien.demo.logins import SISTER_AUTHOR
from sangkien.demo.organising import officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.units.queries import actor_for

NAMESPACE = uuid.UUID("2d0f5f5a-7f1c-4a8e-8f0b-3c1b5b6f7a10")
SIGNER_POST = "Chủ tịch"


def is_built() -> bool:
    return Restoration.objects.exists()


def build(setting: Setting) -> None:
    """The decision, its payment, two revocations, one restoration; each by two people."""
    at = setting.now - dt.timedelta(days=3, hours=12)
    here = unit(live.SUPERIOR_UNIT)
    officer = officer_of(live.SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER)
    colleague = _colleague(here.pk)
    rows = _rewarded(officer, colleague, at=at)
    _paid(rows[0].decision, officer, colleague, at=at + dt.timedelta(hours=6))
    person = rows[0].user
    if person is None:
        raise TypeError
    _agreed(rows[0], person, at=at + dt.timedelta(hours=8))
    why = (
        "Có đơn phản ánh người được khen không phải là tác giả của sáng kiến",
        "Sáng kiến được khen đã thôi áp dụng trước ngày xét, số liệu báo cáo không đúng",
    )
    ended = at + dt.timedelta(days=1)
    for row, reason in zip(rows, why, strict=True):
        _revoked(row, reason, officer, colleague, at=ended)
    back = at + dt.timedelta(days=2)
    _restored(rows[0], colleague, officer, at=back)
    _agreed(rows[0], person, at=back + dt.timedelta(hours=2))


def _colleague(unit_id: int) -> User:
    """Who prepared the decisions that are there already."""
    wrote = AwardDecision.objects.filter(unit=unit_id, paper__isnull=False).order_by("pk")
    return wrote[0].drafted_by


def _rewarded(officer: User, colleague: User, *, at: dt.datetime) -> list[Conferral]:
    here = unit(live.SUPERIOR_UNIT)
    people, units = (
        commending.award_in_force(here, code, colleague, officer, at=at - dt.timedelta(days=2))
        for code in (commending.CITATION_OF_PERSON, commending.CITATION)
    )
    sister, own = unit(live.SISTER), unit(live.UNIT)
    lines = [
        Line(
            award=people,
            unit=sister,
            login=SISTER_AUTHOR.member_code,
            about=f"Công nhân, {sister.name}",
            achievement="có sáng kiến giảm vật tư hao phí, được áp dụng ở ba tổ sản xuất",
            amount_vnd=800_000,
        ),
        Line(
            award=units,
            unit=own,
            name="Tổ cơ điện, phân xưởng 2",
            achievement="có nhiều sáng kiến trong tháng cao điểm",
            amount_vnd=1_500_000,
        ),
    ]
    decision = commending.decided(here, lines, colleague, at=at)
    commending.signed(decision, officer, at=at + dt.timedelta(hours=2))
    return list(Conferral.objects.filter(decision=decision).order_by("position"))


def _paid(
    decision: AwardDecision | None, officer: User, colleague: User, *, at: dt.datetime
) -> None:
    if decision is None:
        raise TypeError
    decision.refresh_from_db()
    wrote, other = actor_for(colleague, at=at), actor_for(officer, at=at)
    receipt = Receipt(
        amount_vnd=5_000_000, words="Trích quỹ thi đua, khen thưởng", document="PT 01"
    )
    name = "Quỹ khen thưởng đột xuất"
    fund = funding.opened(decision.unit, name, receipt, wrote=colleague, booked=officer, at=at)
    key = uuid.uuid5(NAMESPACE, "payments")
    row = paying.prepare(decision, fund, request_key=key, by=wrote, at=at)
    paying.approve(row, by=other, at=at)
    paying.export(row, by=wrote, at=at)
    paying.pay(row, paid_on=local_day(at), document="PC 01", by=wrote, at=at)


def _agreed(row: Conferral, person: User, *, at: dt.datetime) -> None:
    honouring.agree(row, by=actor_for(person, at=at), at=at)


def _revoked(row: Conferral, reason: str, wrote: User, signed: User, *, at: dt.datetime) -> None:
    said: dict[str, Any] = {"reason": reason, "document": "Biên bản xác minh số 02/BB"}
    said |= {"signer_name": signed.full_name, "signer_post": SIGNER_POST}
    draft = revoking.prepare(row, **said, by=actor_for(wrote, at=at), at=at)
    later = at + dt.timedelta(minutes=20)
    by = replace(actor_for(signed, at=later), proven_at=later)
    revoking.sign(draft, seen=draft.pk, by=by, at=later)
    row.refresh_from_db()


def _restored(row: Conferral, wrote: User, signed: User, *, at: dt.datetime) -> None:
    said: dict[str, Any] = {
        "reason": "Xác minh lại: đơn phản ánh không đúng, sáng kiến do chính người được khen đề xuất",
        "document": "Kết luận xác minh số 05/KL",
        "signer_name": signed.full_name,
        "signer_post": SIGNER_POST,
    }
    revocation = row.revocations.get()
    draft = restoring.prepare(revocation, **said, by=actor_for(wrote, at=at), at=at)
    later = at + dt.timedelta(minutes=20)
    by = replace(actor_for(signed, at=later), proven_at=later)
    restoring.sign(draft, seen=draft.pk, by=by, at=later)
    row.refresh_from_db()
