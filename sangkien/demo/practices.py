"""Good practices of the sample: at each step of the way, and one that others took over. The titles and
the people in them are invented; all through the real actions.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.demo.blocks.live import SISTER, SUPERIOR_UNIT, UNIT
from sangkien.demo.organising import officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.practices.actions import judging, registering, spreading
from sangkien.practices.actions.registering import Told
from sangkien.practices.actions.spreading import Came
from sangkien.practices.enums import PracticeKind, PracticeState, Verdict
from sangkien.practices.models import Practice
from sangkien.units.queries import actor_for

NAMESPACE = uuid.UUID("0e8a4c55-30cf-4e0c-9a0a-5a1f5a8a2f10")
STARTED_DAYS_BEFORE = 60
DECISION = "41/QĐ-LĐLĐ"


@dataclass(frozen=True, kw_only=True)
class Sample:
    unit_code: str
    kind: PracticeKind
    title: str
    content: str
    beneficiaries: str
    reaches: PracticeState
    effect: str = ""
    people: int | None = None


SAMPLES = (
    Sample(
        unit_code=UNIT,
        kind=PracticeKind.MODEL,
        title="Bữa cơm ca đêm có món nóng",
        content="Công đoàn cùng bếp ăn đổi thực đơn ca đêm: một món nước nóng lúc 23 giờ, phiếu góp ý hằng tuần.",
        beneficiaries="Đoàn viên làm ca đêm",
        reaches=PracticeState.RECOGNISED,
        effect="Ba tháng liền không còn suất ăn bỏ thừa; phiếu góp ý hài lòng tăng từ 61 lên 93 trên 100.",
        people=140,
    ),
    Sample(
        unit_code=SISTER,
        kind=PracticeKind.WAY,
        title="Mười phút an toàn đầu ca",
        content="Tổ trưởng công đoàn kể một tình huống suýt xảy ra tai nạn, cả tổ nêu cách tránh, ghi vào sổ.",
        beneficiaries="Người lao động ở xưởng sản xuất",
        reaches=PracticeState.UNDERWAY,
    ),
    Sample(
        unit_code=UNIT,
        kind=PracticeKind.WORK,
        title="Góc đọc và phòng vắt sữa của xưởng",
        content="Sửa kho cũ thành phòng vắt sữa và kệ sách do đoàn viên góp.",
        beneficiaries="Lao động nữ nuôi con nhỏ",
        reaches=PracticeState.REGISTERED,
    ),
    Sample(
        unit_code=SUPERIOR_UNIT,
        kind=PracticeKind.MODEL,
        title="Tổ lưu động nhập sáng kiến tận xưởng",
        content="Mỗi thứ Năm hai cán bộ mang máy tính xuống một cơ sở giúp đoàn viên viết và gửi sáng kiến.",
        beneficiaries="Đoàn viên các CĐCS ít người",
        reaches=PracticeState.REGISTERED,
    ),
)


def is_built() -> bool:
    return Practice.objects.exists()


def build(setting: Setting) -> None:
    begun = setting.now - dt.timedelta(days=STARTED_DAYS_BEFORE)
    made = [_made(sample, at=begun) for sample in SAMPLES]
    taker = _officer(SISTER)
    at = setting.now - dt.timedelta(days=5)
    spreading.take_over(
        made[0],
        unit(SISTER),
        since_on=at.date(),
        words="Bếp chung với khu nhà ở nên thêm suất cho con đoàn viên.",
        by=actor_for(taker, at=at),
        at=at,
    )


def _officer(code: str) -> User:
    role = RoleKey.SUPERIOR_OFFICER if code == SUPERIOR_UNIT else RoleKey.GRASSROOTS_OFFICER
    return officer_of(code, role)


def _made(sample: Sample, *, at: dt.datetime) -> Practice:
    writer = _officer(sample.unit_code)
    told = Told(
        year=at.year,
        kind=sample.kind,
        title=sample.title,
        content=sample.content,
        beneficiaries=sample.beneficiaries,
    )
    key = uuid.uuid5(NAMESPACE, sample.title)
    by = actor_for(writer, at=at)
    practice = registering.register(unit(sample.unit_code), told, request_key=key, by=by, at=at)
    if sample.reaches == PracticeState.REGISTERED:
        return practice
    _say(practice, Verdict.APPROVE, at=at + dt.timedelta(days=4))
    if sample.reaches == PracticeState.RECOGNISED:
        later = at + dt.timedelta(days=45)
        came = Came(until_on=later.date(), words=sample.effect, people=sample.people)
        spreading.tell_effect(practice, came, by=actor_for(writer, at=later), at=later)
        _say(practice, Verdict.RECOGNISE, at=later + dt.timedelta(days=3))
    return practice


def _say(practice: Practice, verdict: Verdict, *, at: dt.datetime) -> None:
    above = officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER)
    judging.judge(
        practice,
        verdict=verdict,
        words="",
        document=DECISION if verdict == Verdict.RECOGNISE else "",
        seen=practice.version,
        by=actor_for(above, at=at),
        at=at,
    )
