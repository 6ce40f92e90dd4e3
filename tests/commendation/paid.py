"""Decisions with money, as they stand after they were released."""

import datetime as dt
import uuid

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation.actions import funds
from sangkien.commendation.actions.funds import Booking
from sangkien.commendation.enums import (
    AwardForm,
    DecisionState,
    EntryKind,
    HolderKind,
)
from sangkien.commendation.models import AwardDecision, Conferral, Fund, FundEntry
from sangkien.papers.actions import issuing
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind
from sangkien.papers.models import IssuedPaper
from sangkien.papers.official import Letterhead, OfficialPaper
from sangkien.papers.printing import TEMPLATE, to_data
from sangkien.units.models import Unit
from tests.factories import NOW, actor, make_officer

AMOUNTS = (710_000, 2_340_000)
SIGNER = {"signer_name": "Trần Ký", "signer_post": "Chủ tịch"}


def released(
    unit: Unit, by: User, *, amounts: tuple[int, ...] = AMOUNTS, at: dt.datetime = NOW
) -> AwardDecision:
    """A released decision that rewards as many collectives as there are amounts."""
    decision = AwardDecision.objects.create(
        unit=unit,
        title="Khen thưởng tập thể có nhiều sáng kiến",
        decided_on=at.date(),
        **SIGNER,
        request_key=uuid.uuid4(),
        drafted_by=by,
        drafted_at=at,
        state=DecisionState.RELEASED,
        paper=_issued(unit, by, at=at),
        signed_by=by,
        signed_at=at,
        released_at=at,
    )
    for position, amount in enumerate(amounts, start=1):
        Conferral.objects.create(
            decision=decision,
            position=position,
            form=AwardForm.CERTIFICATE,
            title="Giấy khen",
            holder_kind=HolderKind.COLLECTIVE,
            unit=unit,
            holder_name=f"Tổ sản xuất {position}",
            year=at.year,
            decided_on=at.date(),
            authority=unit.name,
            amount_vnd=amount,
            conferred_at=at,
        )
    return decision


def _issued(unit: Unit, by: User, *, at: dt.datetime) -> IssuedPaper:
    paper = OfficialPaper(letterhead=Letterhead(issuer=unit.name), title="khen thưởng")
    draft = Draft(
        kind=PaperKind.AWARD_DECISION,
        unit=unit,
        title="Khen thưởng",
        issued_on=at.date(),
        **SIGNER,
        template=TEMPLATE,
        symbol="QĐ-LĐLĐ",
        data=to_data(paper),
    )
    return issuing.issue(draft, by=actor(by, at=at), at=at)


def fund(unit: Unit, by: User, *, received: int = 10_000_000, at: dt.datetime = NOW) -> Fund:
    made = funds.open_fund(
        unit, year=at.year, name="Quỹ thi đua", request_key=uuid.uuid4(), by=actor(by, at=at), at=at
    )
    if received:
        booking = Booking(
            kind=EntryKind.RECEIPT, amount_vnd=received, words="Trích kinh phí", booked_on=at.date()
        )
        booked(made, booking, by, _colleague(unit), at=at)
    return made


def _colleague(unit: Unit) -> User:
    is_low = unit.level.is_grassroots
    return make_officer(
        unit, RoleKey.GRASSROOTS_OFFICER if is_low else RoleKey.SUPERIOR_OFFICER, "Người duyệt quỹ"
    )


def booked(
    fund: Fund, booking: Booking, by: User, second: User, *, at: dt.datetime = NOW
) -> FundEntry:
    draft = funds.propose(fund, booking, request_key=uuid.uuid4(), by=actor(by, at=at), at=at)
    return funds.book(draft, by=actor(second, at=at), at=at)
