"""Targets of every kind in the sample, as real plans and agreements word them, and one change of a
target that was approved by nobody alone. All through the real actions.
"""

import datetime as dt
import uuid
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.agreements.actions import changing, reporting
from sangkien.agreements.actions.changing import Wish
from sangkien.agreements.actions.reporting import Reported
from sangkien.agreements.actions.targets import set_target
from sangkien.agreements.enums import TargetKind, TargetOrigin
from sangkien.agreements.measures import Measure, Span
from sangkien.agreements.models import Target
from sangkien.core.periods import start_of
from sangkien.demo import album, launching
from sangkien.demo.blocks.live import PROVINCE, SUPERIOR_UNIT
from sangkien.demo.blocks.million import PROGRAMME as MILLION
from sangkien.demo.organising import national_officer, officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.units.queries import actor_for

NAMESPACE = uuid.UUID("2e0a61cf-33d0-4b84-8a3b-6a4ff7c7b3a5")
NEW_MEMBERS, AS_MEMBERS = "Kết nạp đoàn viên trong doanh nghiệp ngoài Nhà nước", "NLĐ là đoàn viên"
GOOD_TEAMS = "Tổ công đoàn, công đoàn bộ phận hoàn thành tốt nhiệm vụ"
BAC_GIANG, KHANH_HOA, POWER = "L63-24", "L63-56", "C25-DL"
PLANNED = dt.date(2022, 2, 14)
CHANGED = dt.date(2022, 7, 1)
MILLION_ENDS = dt.date(2023, 8, 31)
MORNING = dt.timedelta(hours=9)


def is_built() -> bool:
    return Target.objects.filter(kind=TargetKind.RANGE).exists()


def build(setting: Setting) -> None:
    national = national_officer()
    at = _at(setting, 30)
    _put(
        BAC_GIANG,
        2018,
        _new_members(),
        note="Chương trình phát triển đoàn viên",
        by=national,
        at=at,
    )
    for aim in _khanh_hoa():
        _put(KHANH_HOA, 2021, aim, note="Giao ước thi đua năm 2021", by=national, at=at)
    _power(national)
    _live(setting)


def _new_members() -> Measure:
    return Measure(
        kind=TargetKind.RANGE,
        value=Decimal(8000),
        most=Decimal(11000),
        subject=NEW_MEMBERS,
        measure="đoàn viên",
        counted="Theo số đoàn viên có quyết định kết nạp",
    )


def _khanh_hoa() -> tuple[Measure, Measure]:
    def share(percent: int, subject: str, of: str) -> Measure:
        value = Decimal(percent)
        return Measure(kind=TargetKind.PERCENT, value=value, subject=subject, of=of)

    return (
        share(95, AS_MEMBERS, "tổng số NLĐ"),
        share(80, GOOD_TEAMS, "tổng số tổ công đoàn, công đoàn bộ phận"),
    )


def _put(code: str, year: int, aim: Measure, *, note: str, by: User, at: dt.datetime) -> Target:
    """Self-set for a whole year, entered later from the paper."""
    return set_target(
        Span(since=dt.date(year, 1, 1), until=dt.date(year, 12, 31)),
        unit(code),
        measure=aim,
        origin=TargetOrigin.SELF_SET,
        note=note,
        by=actor_for(by, at=at),
        at=at,
    )


def _power(national: User) -> None:
    """Phase 2: 7,000, then 7,600, because 2,400 of 10,000 were done in phase 1; and 60 diplomas."""
    at = start_of(PLANNED) + MORNING
    set_target(
        Span(since=PLANNED, until=MILLION_ENDS),
        unit(POWER),
        measure=_creative_labour(60),
        origin=TargetOrigin.SELF_SET,
        note="Kế hoạch 97/KH-CĐĐVN",
        by=actor_for(national, at=at),
        at=at,
    )
    second = launching.phase(launching.board(MILLION).programme, 2)
    steps = (
        (PLANNED, 7000, "Kế hoạch 97/KH-CĐĐVN", ""),
        (CHANGED, 7600, "Kế hoạch giai đoạn 2", "Giai đoạn 1 được 2.400 trên 10.000 sáng kiến"),
    )
    for day, value, note, reason in steps:
        at = start_of(day) + MORNING
        set_target(
            second,
            unit(POWER),
            measure=launching.count(value),
            origin=TargetOrigin.SELF_SET,
            note=note,
            reason=reason,
            by=actor_for(national, at=at),
            at=at,
        )


def _joining() -> Measure:
    return Measure(
        kind=TargetKind.NUMBER,
        value=Decimal(200),
        subject="Kết nạp đoàn viên mới",
        measure="đoàn viên",
        counted="Theo quyết định kết nạp",
    )


def _live(setting: Setting) -> None:
    """Numbers given, reported and confirmed; a change of one that waits for a second person."""
    superior = unit(SUPERIOR_UNIT)
    provincial = officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    officer = officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER)
    given_at = _at(setting, 20)
    span = Span(since=given_at.date(), until=dt.date(given_at.year, 12, 31))
    target = set_target(
        span,
        superior,
        measure=_joining(),
        origin=TargetOrigin.ASSIGNED,
        note="Kế hoạch phát triển đoàn viên năm",
        by=actor_for(provincial, at=given_at),
        at=given_at,
    )
    people = officer, provincial
    said = "Danh sách kết nạp kèm báo cáo tháng."
    listed = SimpleUploadedFile("danh-sach-ket-nap.pdf", album.paper(setting.draw("target result")))
    _report(target, 120, said, people, upload=listed, at=_at(setting, 6))
    _diplomas(span, people, at=given_at, reported_at=_at(setting, 5))
    at = _at(setting, 2)
    wish = Wish(
        value=Decimal(240),
        reason="Hai doanh nghiệp mới thành lập công đoàn cơ sở trong quý.",
        document="Công văn đề nghị của công đoàn phường",
    )
    changing.ask_change(target, wish, by=actor_for(officer, at=at), at=at)


def _diplomas(
    span: Span, people: tuple[User, User], *, at: dt.datetime, reported_at: dt.datetime
) -> None:
    """Five for the year, three of them reached."""
    _officer, provincial = people
    target = set_target(
        span,
        unit(SUPERIOR_UNIT),
        measure=_creative_labour(5),
        origin=TargetOrigin.ASSIGNED,
        note="Kế hoạch thi đua, khen thưởng năm",
        by=actor_for(provincial, at=at),
        at=at,
    )
    said = "Ba tác giả có quyết định tặng Bằng, hai hồ sơ đang chờ xét."
    _report(target, 3, said, people, at=reported_at)


def _creative_labour(number: int) -> Measure:
    return Measure(
        kind=TargetKind.AWARDS,
        value=Decimal(number),
        subject="Bằng Lao động sáng tạo của Tổng Liên đoàn",
        measure="bằng",
        counted="Theo quyết định khen thưởng",
    )


def _report(
    target: Target,
    value: int,
    words: str,
    people: tuple[User, User],
    *,
    at: dt.datetime,
    upload: SimpleUploadedFile | None = None,
) -> None:
    """By the unit, confirmed by the one above."""
    officer, provincial = people
    said = Reported(value=Decimal(value), as_of=at.date(), words=words)
    result = reporting.report_result(
        target,
        said,
        upload=upload,
        request_key=uuid.uuid5(NAMESPACE, str(target.pk)),
        by=actor_for(officer, at=at),
        at=at,
    )
    later = at + dt.timedelta(days=1)
    reporting.confirm_result(result, by=actor_for(provincial, at=later), at=later)


def _at(setting: Setting, days_before: int) -> dt.datetime:
    return start_of(setting.today - dt.timedelta(days=days_before)) + MORNING
