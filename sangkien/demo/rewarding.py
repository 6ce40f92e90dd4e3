"""What the province needs to go the whole way: a second officer who signs, a council for awards with a
session to come, and a fund.
"""

import datetime as dt
import uuid

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import local_day, start_of
from sangkien.councils.actions import establishing, sessions
from sangkien.councils.actions.sessions import Settings
from sangkien.councils.enums import CouncilKind, Post
from sangkien.councils.models import Council
from sangkien.demo import funding
from sangkien.demo.blocks.live import PROVINCE
from sangkien.demo.crews import Roll
from sangkien.demo.funding import Receipt
from sangkien.demo.logins import AUDITOR, OFFICER, SIGNER, SUPERIOR
from sangkien.demo.organising import national_officer, officer_of, unit
from sangkien.demo.setting import Setting
from sangkien.units.models import Unit
from sangkien.units.queries import actor_for

KEYS = uuid.UUID("c1c5d0b4-2f0b-4b8e-8a52-0a6f3c1d7e44")
SET_UP_DAYS, MEETS_DAYS = 25, 4
MEMBERS = (AUDITOR, SUPERIOR, OFFICER)  # all of them can sign in and vote
BASIS = "15/QĐ-LĐLĐ"


def is_built() -> bool:
    return User.objects.filter(member_code=SIGNER.member_code).exists()


def build(setting: Setting) -> None:
    """Through the officer who can be signed in to; the other one can, too."""
    at = setting.now - dt.timedelta(days=SET_UP_DAYS)
    province = unit(PROVINCE)
    leader = officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    roll = Roll("TDKT", setting.draw("rewarding"))
    signer = roll.officer(
        province,
        RoleKey.PROVINCIAL_OFFICER,
        granted_by=national_officer(),
        at=at,
        login=SIGNER,
    )
    codes = [one.member_code for one in MEMBERS]
    found = User.objects.filter(member_code__in=codes).order_by("member_code")
    others = [(one, Post.MEMBER) for one in found]
    _council(province, leader, signer, others, setting=setting, at=at)
    _fund(province, signer, leader, setting=setting)


def _council(
    province: Unit,
    leader: User,
    signer: User,
    others: list[tuple[User, Post]],
    *,
    setting: Setting,
    at: dt.datetime,
) -> None:
    by, day = actor_for(leader, at=at), local_day(at)
    council = establishing.establish(
        province,
        kind=CouncilKind.COMMENDATION,
        name=f"Hội đồng Thi đua – Khen thưởng {province.name}",
        since_on=day,
        until_on=None,
        basis_number=BASIS,
        basis_on=day - dt.timedelta(days=2),
        basis_title="Về việc kiện toàn Hội đồng Thi đua – Khen thưởng",
        request_key=uuid.uuid5(KEYS, "council"),
        by=by,
        at=at,
    )
    _seated(council, [(signer, Post.CHAIR), (leader, Post.SECRETARY), *others], at=at)
    meets_at = start_of(setting.today + dt.timedelta(days=MEETS_DAYS)) + dt.timedelta(hours=8)
    called_at = setting.now - dt.timedelta(days=1)
    sessions.call(
        council,
        Settings(meets_at=meets_at, place=f"Hội trường {province.name}"),
        request_key=uuid.uuid5(KEYS, "session"),
        by=actor_for(leader, at=called_at),
        at=called_at,
    )


def _seated(council: Council, posts: list[tuple[User, Post]], *, at: dt.datetime) -> None:
    by = actor_for(posts[1][0], at=at)  # the secretary
    for user, post in posts:
        establishing.take_seat(
            council,
            user,
            post=post,
            is_union_seat=True,
            since_on=local_day(at),
            reason=f"Quyết định {BASIS}",
            by=by,
            at=at,
        )


def _fund(province: Unit, treasurer: User, chief: User, *, setting: Setting) -> None:
    at = setting.now - dt.timedelta(days=2)
    receipt = Receipt(
        amount_vnd=150_000_000, words="Trích kinh phí khen thưởng đầu năm", document="PT 11"
    )
    name = "Quỹ thi đua, khen thưởng"
    funding.opened(province, name, receipt, wrote=treasurer, booked=chief, at=at)
