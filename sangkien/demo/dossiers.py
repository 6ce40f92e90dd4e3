"""Nominations of the sample: a round of the province with a dossier in each state, and the case of Vị
Thanh 2022, whose 74 initiatives lead to a Bằng khen of the province.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.commendation import submission_writing
from sangkien.commendation.actions import (
    catalogue,
    dossiers,
    dossiers_chain,
    dossiers_deciding,
    dossiers_files,
    rounds,
    submitting,
)
from sangkien.commendation.actions.catalogue import Heading
from sangkien.commendation.enums import AwardState, Origin
from sangkien.commendation.models import Award, Dossier, Round
from sangkien.commendation.queries import submissions
from sangkien.commendation.queries.catalogue import get_shipped
from sangkien.commendation.rules import terms
from sangkien.core.periods import VIETNAM, end_of, local_day, start_of
from sangkien.demo.blocks.live import PROVINCE, SISTER, SUPERIOR_UNIT, UNIT
from sangkien.demo.blocks.million import VI_THANH_CITY, VI_THANH_UNIT
from sangkien.demo.logins import AUTHOR, WARD_SIGNER
from sangkien.demo.organising import national_officer, officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.files.enums import FileKind
from sangkien.papers import printing
from sangkien.papers.official import Letterhead, OfficialPaper, Paragraph, Signature
from sangkien.recognition.queries.terms import terms as terms_of
from sangkien.units.models import Membership, Unit
from sangkien.units.queries import actor_for

KEYS = uuid.UUID("e9b0a5a7-6f0a-4e0e-9a55-2f6b8a1f4c01")
PERSON, GROUP, FLAG = (
    "bang-khen-lien-doan-tinh-ca-nhan",
    "bang-khen-lien-doan-tinh-tap-the",
    "co-thi-dua-lien-doan-tinh",
)
OPENED_DAYS, OVERDUE_DAYS, LEFT_DAYS = 24, 12, 20
VI_THANH_PROVINCE = "L63-93"
VI_THANH_OPENED = dt.datetime(2022, 6, 6, 8, 0, tzinfo=VIETNAM)
MINUTES = (
    "Ban Chấp hành họp xét đề nghị khen thưởng, xem báo cáo thành tích và danh sách sáng kiến hợp lệ; "
    "các ủy viên có mặt nhất trí đề nghị cấp trên khen thưởng."
)
SUMMARY = "Dẫn đầu phong trào sáng kiến của đơn vị, các giải pháp đang được áp dụng hằng ngày"
REPORT = (
    "Trong kỳ xét, đơn vị tổ chức đăng ký sáng kiến ngay tại nơi làm việc, mỗi tuần xem xét một lần, "
    "hỗ trợ đoàn viên tính hiệu quả bằng số trước và sau khi áp dụng.\n\n"
    "Các giải pháp đều đã áp dụng, được công đoàn cơ sở xác nhận và phổ biến cho các tổ khác cùng làm."
)
VI_THANH_SUMMARY = (
    "Có 74 sáng kiến trong giai đoạn 1 của Chương trình 1 triệu sáng kiến, nhiều nhất trong các công "
    "đoàn cơ sở của thành phố"
)
VI_THANH_REPORT = (
    "Công đoàn cơ sở phát động từ tháng 02/2022, giao mỗi tổ công đoàn tự chọn việc còn chậm để cải "
    "tiến. Đến hết giai đoạn 1 có 74 sáng kiến được xác nhận, trong đó phần lớn gửi trong 40 ngày cao "
    "điểm.\n\n"
    "Các giải pháp rút ngắn thời gian xử lý hồ sơ, tra cứu và lưu trữ, được các bộ phận áp dụng ngay."
)


def is_vi_thanh_built() -> bool:
    return Round.objects.filter(unit__code=VI_THANH_PROVINCE).exists()


def build_vi_thanh(_setting: Setting) -> None:
    """While the province of that time still stands; the decision comes with the decisions."""
    province = unit(VI_THANH_PROVINCE)
    at = VI_THANH_OPENED
    leader = officer_of(VI_THANH_PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    award = _award(province, GROUP, leader, at=at)
    opened = Opened(
        round=_round(
            province,
            leader,
            [award],
            title="Khen thưởng giai đoạn 1 Chương trình 1 triệu sáng kiến",
            since_on=dt.date(2022, 2, 1),
            until_on=dt.date(2022, 5, 31),
            closes_at=end_of(dt.date(2022, 6, 20)),
            at=at,
        ),
        officers={
            VI_THANH_UNIT: officer_of(VI_THANH_UNIT, RoleKey.GRASSROOTS_OFFICER),
            VI_THANH_CITY: officer_of(VI_THANH_CITY, RoleKey.SUPERIOR_OFFICER),
            VI_THANH_PROVINCE: leader,
        },
    )
    row = opened.sent(
        award,
        VI_THANH_UNIT,
        words=(VI_THANH_SUMMARY, VI_THANH_REPORT),
        at=at + dt.timedelta(days=1),
    )
    opened.pass_on(row, VI_THANH_CITY, at=at + dt.timedelta(days=2))
    opened.passed(row, VI_THANH_PROVINCE, at=at + dt.timedelta(days=7))


def is_built() -> bool:
    return Round.objects.filter(unit__code=PROVINCE).exists()


def build(setting: Setting) -> None:
    at = start_of(setting.today - dt.timedelta(days=OPENED_DAYS)) + dt.timedelta(hours=8)
    province = unit(PROVINCE)
    leader = officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    person, group, flag = (_award(province, one, leader, at=at) for one in (PERSON, GROUP, FLAG))
    opened = Opened(
        round=_round(
            province,
            leader,
            [person, group, flag],
            title=f"Khen thưởng phong trào sáng kiến năm {setting.today.year}",
            since_on=dt.date(setting.today.year, 1, 1),
            until_on=setting.today,
            closes_at=end_of(setting.today + dt.timedelta(days=LEFT_DAYS)),
            at=at,
        ),
        officers={
            UNIT: officer_of(UNIT, RoleKey.GRASSROOTS_OFFICER),
            SISTER: officer_of(SISTER, RoleKey.GRASSROOTS_OFFICER),
            SUPERIOR_UNIT: officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER),
            PROVINCE: leader,
        },
    )
    _tell(opened, person, group, flag, setting=setting, at=at)


def _tell(
    opened: "Opened", person: Award, group: Award, flag: Award, *, setting: Setting, at: dt.datetime
) -> None:
    """One dossier in each state; the last one waits too long already."""
    first, day = at + dt.timedelta(days=1), dt.timedelta(days=1)
    here, there = opened.people(UNIT), opened.people(SISTER)
    best = opened.sent(person, UNIT, user=here[0], at=first)
    opened.pass_on(best, SUPERIOR_UNIT, at=first + day)
    opened.passed(best, PROVINCE, at=first + 3 * day)
    refused = opened.sent(person, SISTER, user=there[0], at=first)
    opened.failed(refused, SUPERIOR_UNIT, at=first + 2 * day)
    lacking = opened.sent(person, SISTER, user=there[1], at=first + day)
    opened.returned(lacking, SUPERIOR_UNIT, at=first + 3 * day)
    flagged = opened.sent(flag, SISTER, at=first)
    opened.pass_on(flagged, SUPERIOR_UNIT, at=first + 2 * day)
    opened.accepted(flagged, PROVINCE, at=first + 4 * day)
    late = start_of(setting.today - dt.timedelta(days=OVERDUE_DAYS)) + dt.timedelta(hours=10)
    opened.sent(person, UNIT, user=here[1], at=late)
    fresh = opened.sent(group, UNIT, at=setting.now - 3 * day)
    opened.pass_on(fresh, SUPERIOR_UNIT, at=setting.now - 2 * day)
    opened.begun(person, SISTER, user=there[2], at=setting.now - day)
    _submitted(opened, at=setting.now - day)


def _submitted(opened: "Opened", *, at: dt.datetime) -> None:
    """The ward submits in writing what it passed on: one officer prepares it, the other one signs."""
    ward, later = unit(SUPERIOR_UNIT), at + dt.timedelta(hours=2)
    second = User.objects.get(member_code=WARD_SIGNER.member_code)
    row = submitting.prepare(
        opened.round,
        ward,
        signer_name=second.full_name,
        signer_post="Chủ tịch",
        **opened.by(SUPERIOR_UNIT, at),
    )
    current = terms_of(ward, on=local_day(later))
    drafted = submission_writing.submission_draft(
        row, submissions.dossiers_of(row), terms=current, issued_on=local_day(later)
    )
    by = replace(actor_for(second, at=later), proven_at=later)
    submitting.sign(row, seen=submission_writing.stamp(drafted), by=by, at=later)


def _award(owner: Unit, code: str, writer: User, *, at: dt.datetime) -> Award:
    """Taken from the shipped ones and put in force by the level above, where the unit has none."""
    found = Award.objects.filter(unit=owner, code=code, state=AwardState.IN_FORCE).first()
    if found is not None:
        return found
    shipped = get_shipped(code)
    heading = Heading(
        code=shipped.code,
        name=shipped.name,
        form=shipped.form,
        holder_kind=shipped.holder_kind,
        basis=shipped.basis,
        verify_note=shipped.verify_note,
    )
    made = catalogue.draft(
        owner,
        heading,
        terms.dump(shipped.terms),
        request_key=uuid.uuid5(KEYS, f"{owner.code}/{code}"),
        by=actor_for(writer, at=at),
        at=at,
    )
    since = dt.date(at.year, 1, 1)
    above = actor_for(national_officer(), at=at)
    return catalogue.enforce(made, since_on=since, seen=made.version, by=above, at=at)


def _round(
    owner: Unit, leader: User, awards: list[Award], *, at: dt.datetime, **told: Any
) -> Round:
    wanted = rounds.Wanted(awards=awards, **told)
    key = uuid.uuid5(KEYS, f"{owner.code}/{at:%Y%m%d}")
    return rounds.open_round(owner, wanted, request_key=key, by=actor_for(leader, at=at), at=at)


@dataclass
class Opened:
    """A round and the officers, by the code of their unit, who move its dossiers on."""

    round: Round
    officers: dict[str, User]
    _minutes: dict[str, bytes] = field(default_factory=dict)

    def by(self, code: str, at: dt.datetime) -> dict[str, Any]:
        return {"by": actor_for(self.officers[code], at=at), "at": at}

    def people(self, code: str) -> list[User]:
        """Members who are no officers, the one who can sign in first."""
        rows = Membership.objects.filter(unit__code=code).exclude(user=self.officers[code])
        found = [row.user for row in rows.select_related("user").order_by("pk")[:8]]
        return sorted(found, key=lambda one: one.member_code != AUTHOR.member_code)

    def begun(
        self,
        award: Award,
        code: str,
        *,
        user: User | None = None,
        summary: str = "",
        at: dt.datetime,
    ) -> Dossier:
        here = unit(code)
        return dossiers.nominate(
            self.round,
            award,
            unit=here,
            user=user,
            proposer=here,
            origin=Origin.HAND,
            summary=summary or SUMMARY,
            findings=[],
            request_key=uuid.uuid5(KEYS, f"{self.round.pk}/{award.pk}/{code}/{user and user.pk}"),
            **self.by(code, at),
        )

    def sent(
        self,
        award: Award,
        code: str,
        *,
        user: User | None = None,
        words: tuple[str, str] = (SUMMARY, REPORT),
        at: dt.datetime,
    ) -> Dossier:
        row = self.begun(award, code, user=user, summary=words[0], at=at)
        told = self.by(code, at)
        dossiers.write(row, summary=words[0], achievement=words[1], seen=row.version, **told)
        for line in award.read.documents:
            if line.is_required and not line.from_system:
                self._hand_in(row, line.key, code, at=at)
        row.refresh_from_db()
        return dossiers_chain.send(row, is_certified=True, seen=row.version, **told)

    def _hand_in(self, row: Dossier, key: str, code: str, *, at: dt.datetime) -> None:
        upload = SimpleUploadedFile(
            f"{key}.docx", self._paper(code, at), content_type=FileKind.DOCX.value
        )
        dossiers_files.add_file(
            row,
            key=key,
            upload=upload,
            caption="",
            request_key=uuid.uuid5(KEYS, f"{row.pk}/{key}"),
            **self.by(code, at),
        )

    def _paper(self, code: str, at: dt.datetime) -> bytes:
        """The minutes of the proposing unit, printed once."""
        if code not in self._minutes:
            paper = OfficialPaper(
                letterhead=Letterhead(issuer=unit(code).name, issued_on=local_day(at)),
                kind="BIÊN BẢN",
                title="Họp xét đề nghị khen thưởng",
                body=(Paragraph(text=MINUTES),),
                signatures=(Signature(lines=("CHỦ TRÌ",)), Signature(lines=("THƯ KÝ",))),
            )
            self._minutes[code] = printing.as_docx(paper)
        return self._minutes[code]

    def accepted(self, row: Dossier, code: str, *, at: dt.datetime) -> None:
        dossiers_chain.accept([(row, row.version)], **self.by(code, at))
        row.refresh_from_db()

    def pass_on(self, row: Dossier, code: str, *, at: dt.datetime) -> None:
        self.accepted(row, code, at=at)
        reason = "Thành tích rõ, số liệu khớp với phần mềm; đề nghị cấp trên xét khen."
        told = self.by(code, at + dt.timedelta(hours=1))
        dossiers_chain.forward([(row, row.version)], reason=reason, **told)
        row.refresh_from_db()

    def passed(self, row: Dossier, code: str, *, at: dt.datetime) -> None:
        self.accepted(row, code, at=at)
        told = self.by(code, at + dt.timedelta(hours=2))
        dossiers_deciding.decide(row, is_passed=True, reason="", seen=row.version, **told)

    def failed(self, row: Dossier, code: str, *, at: dt.datetime) -> None:
        self.accepted(row, code, at=at)
        reason = "Sáng kiến mới ở mức thử nghiệm, chưa có số liệu hiệu quả; đề nghị xét ở kỳ sau."
        told = self.by(code, at + dt.timedelta(hours=1))
        dossiers_deciding.decide(row, is_passed=False, reason=reason, seen=row.version, **told)

    def returned(self, row: Dossier, code: str, *, at: dt.datetime) -> None:
        keys = [one.key for one in row.award.read.documents if not one.from_system][:1]
        reason = "Biên bản họp xét chưa có chữ ký của thư ký; đề nghị gửi lại bản đủ chữ ký."
        told = self.by(code, at)
        dossiers_chain.ask_more(row, lacking=keys, reason=reason, seen=row.version, **told)
