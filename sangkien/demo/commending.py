"""From initiatives to awards: the Bằng khen of Vị Thanh's 74 initiatives (2022), and decisions of the superior
union that can be signed in to, one signed, one waiting, with some of earlier years.
"""

import datetime as dt
import uuid
from dataclasses import replace

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation.actions import catalogue as awards
from sangkien.commendation.actions import (
    conferring,
    deciding,
    deciding_lines,
    funds,
    honouring,
    paying,
)
from sangkien.commendation.actions.catalogue import Heading
from sangkien.commendation.actions.deciding_lines import Line
from sangkien.commendation.actions.funds import Booking
from sangkien.commendation.actions.taking_over import Awards
from sangkien.commendation.enums import AwardState, EntryKind
from sangkien.commendation.models import Award, AwardDecision, Conferral, Round
from sangkien.commendation.queries import catalogue, decisions
from sangkien.commendation.rules import terms
from sangkien.core.periods import VIETNAM, local_day
from sangkien.demo import funding
from sangkien.demo.blocks import live, million
from sangkien.demo.crews import Roll
from sangkien.demo.funding import Receipt
from sangkien.demo.logins import AUTHOR
from sangkien.demo.organising import national_officer, officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.imports.kinds import Row, Task
from sangkien.recognition.actions import regulating
from sangkien.units.models import Unit
from sangkien.units.queries import actor_for

NAMESPACE = uuid.UUID("5f3f8f0a-3c0e-4f0e-9a55-6c7f2d1f9d21")
PROVINCE_2022 = "L63-93"
CITATION, CITATION_OF_PERSON = "giay-khen-cap-tren-tap-the", "khen-nong-ca-nhan"
REVIEW = dt.datetime(2022, 6, 20, 9, 0, tzinfo=VIETNAM)  # the interim review of phase 1
OF_2022 = (
    "xuất sắc trong Chương trình “1 triệu sáng kiến – nỗ lực vượt khó, sáng tạo, quyết tâm chiến thắng "
    "đại dịch COVID-19”, giai đoạn 1, với 74 sáng kiến"
)
# Year, title, form, number, what for: of the CĐCS that can be signed in to.
EARLIER = (
    (2, "Cờ thi đua của LĐLĐ tỉnh", "Cờ thi đua", "41/QĐ-LĐLĐ", "Dẫn đầu khối thi đua"),
    (1, "Giấy khen của công đoàn cấp trên", "Giấy khen", "87/QĐ-LĐLĐ", "Phong trào lao động giỏi"),
)


def is_2022_built() -> bool:
    return AwardDecision.objects.filter(unit__code=PROVINCE_2022).exists()


def build_2022(setting: Setting) -> None:
    """74 initiatives of one CĐCS -> Bằng khen of the province: decided from the dossier that passed,
    written by one of its officers, signed by another.
    """
    province = unit(PROVINCE_2022)
    writer = officer_of(PROVINCE_2022, RoleKey.PROVINCIAL_OFFICER)
    roll, at = Roll("HGK", setting.draw("khen-thuong-2022")), REVIEW
    signer = roll.officer(
        province,
        RoleKey.PROVINCIAL_OFFICER,
        granted_by=national_officer(),
        at=at - dt.timedelta(days=5),
    )
    _letterhead(province, "QĐ-LĐLĐ", "Hậu Giang", at=at - dt.timedelta(days=4))
    by = actor_for(writer, at=at)
    round_ = Round.objects.filter(unit=province).order_by("pk")[0]
    key = uuid.uuid5(NAMESPACE, f"{province.code} {at}")
    passed = list(decisions.waiting(round_))
    decision = deciding.draft(round_, passed, request_key=key, by=by, at=at)
    deciding_lines.reword(
        decision,
        1,
        about=f"Trực thuộc {unit(million.VI_THANH_CITY).name}",
        achievement=OF_2022,
        seen=decision.version,
        by=by,
        at=at,
    )
    signed(_worded(decision, signer, by, at=at), signer, at=at + dt.timedelta(hours=5))


def is_built() -> bool:
    return AwardDecision.objects.filter(unit__code=live.SUPERIOR_UNIT).exists()


def build(setting: Setting) -> None:
    """A decision that was signed, one that waits for the signature, and two rows of earlier years."""
    superior = unit(live.SUPERIOR_UNIT)
    writer = officer_of(live.SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER)
    at = setting.now - dt.timedelta(days=4)
    roll = Roll("KTH", setting.draw("khen-thuong"))
    colleague = roll.officer(
        superior,
        RoleKey.SUPERIOR_OFFICER,
        granted_by=officer_of(live.PROVINCE, RoleKey.PROVINCIAL_OFFICER),
        at=at - dt.timedelta(days=30),
    )
    _letterhead(superior, "QĐ-CĐ", "Hướng Dương", at=at - dt.timedelta(days=25))
    ready_at = at - dt.timedelta(days=10)
    for_units = award_in_force(superior, CITATION, colleague, writer, at=ready_at)
    for_people = award_in_force(superior, CITATION_OF_PERSON, colleague, writer, at=ready_at)
    own = unit(live.UNIT)
    words = "trong đợt cao điểm phát huy sáng kiến, sớm đạt chỉ tiêu được giao"
    lines = [
        Line(award=for_units, unit=own, achievement=words),
        Line(
            award=for_people,
            unit=own,
            login=AUTHOR.member_code,
            about=f"Công nhân, {own.name}",
            achievement="có sáng kiến được đơn vị khác áp dụng lại",
            amount_vnd=1_000_000,
        ),
    ]
    # Who can be signed in to signs what a colleague wrote, and wrote what waits for the colleague.
    decision = decided(superior, lines, colleague, at=at)
    signed(decision, writer, at=at + dt.timedelta(hours=3))
    received = Conferral.objects.get(decision=decision, user__member_code=AUTHOR.member_code)
    author = actor_for(User.objects.get(member_code=AUTHOR.member_code), at=at)
    honouring.agree(received, by=author, at=at + dt.timedelta(days=1))
    sister = Line(award=for_units, unit=unit(live.SISTER), achievement=words)
    decided(superior, [sister], colleague, at=at + dt.timedelta(days=2))
    _earlier(superior, own, writer, setting.now)
    _fund(decision, colleague, writer, at=setting.now - dt.timedelta(hours=20))


def _fund(decision: AwardDecision, treasurer: User, chief: User, *, at: dt.datetime) -> None:
    """A fund with what it received, and a list of payments that somebody else approves."""
    receipt = Receipt(
        amount_vnd=20_000_000, words="Trích kinh phí hoạt động phong trào", document="PT 03"
    )
    name = "Quỹ khen thưởng phong trào sáng kiến"
    fund = funding.opened(decision.unit, name, receipt, wrote=treasurer, booked=chief, at=at)
    by = actor_for(treasurer, at=at)
    # Waits for who can be signed in to, as the list below does.
    more = Booking(
        kind=EntryKind.RECEIPT,
        amount_vnd=5_000_000,
        words="Công ty May Ánh Dương Xanh ủng hộ quỹ",
        document="PT 04",
        booked_on=local_day(at),
    )
    funds.propose(fund, more, request_key=uuid.uuid5(NAMESPACE, "receipt"), by=by, at=at)
    decision.refresh_from_db()
    key = uuid.uuid5(NAMESPACE, "payments")
    paying.prepare(decision, fund, request_key=key, by=by, at=at)


def _letterhead(here: Unit, symbol: str, place: str, *, at: dt.datetime) -> None:
    """What stands on the papers of the unit."""
    regulating.set_regulation(
        here,
        in_force_on=local_day(at),
        decision_symbol=symbol,
        certificate_symbol=symbol.replace("QĐ", "GCN"),
        signs_for="TM. Ban Thường vụ",
        place=place,
        bases="Căn cứ Điều lệ Công đoàn Việt Nam;",
        recipients="Như Điều 3\nLưu: VT",
        by=Actor.system(),
        at=at,
    )


def award_in_force(here: Unit, code: str, writer: User, second: User, *, at: dt.datetime) -> Award:
    """The one in force, else a shipped one put in force by two people."""
    found = Award.objects.filter(unit=here, code=code, state=AwardState.IN_FORCE).first()
    if found is not None:
        return found
    one = catalogue.get_shipped(code)
    heading = Heading(
        code=one.code,
        name=one.name,
        form=one.form,
        holder_kind=one.holder_kind,
        basis=one.basis,
        verify_note=one.verify_note,
    )
    key = uuid.uuid5(NAMESPACE, f"{here.code} {code}")
    row = awards.draft(
        here, heading, terms.dump(one.terms), request_key=key, by=actor_for(writer, at=at), at=at
    )
    later = at + dt.timedelta(days=1)
    return awards.enforce(
        row, since_on=later.date(), seen=row.version, by=actor_for(second, at=later), at=later
    )


def decided(here: Unit, lines: list[Line], writer: User, *, at: dt.datetime) -> AwardDecision:
    """A draft that only waits for the signature."""
    by = actor_for(writer, at=at)
    key = uuid.uuid5(NAMESPACE, f"{here.code} {at}")
    decision = deciding.draft_spot(here, request_key=key, by=by, at=at)
    for line in lines:
        deciding_lines.add(decision, line, seen=decision.version, by=by, at=at)
    return _worded(decision, officer_of(here.code, RoleKey.SUPERIOR_OFFICER), by, at=at)


def _worded(decision: AwardDecision, signer: User, by: Actor, *, at: dt.datetime) -> AwardDecision:
    words = deciding.Words(
        title="Về việc khen thưởng tập thể, cá nhân có thành tích trong phong trào sáng kiến",
        decided_on=local_day(at),
        signer_name=signer.full_name,
        signer_post="Chủ tịch",
    )
    return deciding.revise(decision, words, seen=decision.version, by=by, at=at)


def signed(decision: AwardDecision, signer: User, *, at: dt.datetime) -> AwardDecision:
    by = replace(actor_for(signer, at=at), proven_at=at)
    return conferring.sign(decision, seen=decision.version, address="127.0.0.1", by=by, at=at)


def _earlier(superior: Unit, own: Unit, officer: User, now: dt.datetime) -> None:
    """As a list from Excel brings them into the register."""
    task = Task(
        import_id=0,
        unit_id=superior.pk,
        by_id=officer.pk,
        day=local_day(now),
        at=now,
        received_at=now,
    )
    rows = [
        Row(
            row=number,
            cells={
                "year": str(now.year - back),
                "name": own.name,
                "kind": "Tập thể",
                "code": own.code,
                "title": title,
                "form": form,
                "label": label,
                "authority": superior.name,
                "achievement": words,
            },
        )
        for number, (back, title, form, label, words) in enumerate(EARLIER, start=2)
    ]
    Awards().apply(rows, task)
