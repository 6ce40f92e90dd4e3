"""An Giang's signing pairs. On 05/03/2020 the chair of the province signed with the chairs of the
superior unions, and apart from it with the head of the directly subordinate block; on 07/04/2021 the
union of Óc Eo signed with the leadership of its unit.

Who signed is invented; that these pairs did, and what for, is told by the portal of the province.
"""

import datetime as dt

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.agreements.actions.drafting import Head, Seat
from sangkien.agreements.contents import Pledge
from sangkien.agreements.enums import AgreementKind, Denominator, PledgeKind, Span
from sangkien.core.periods import VIETNAM, last_day, local_day
from sangkien.demo import agreements
from sangkien.demo.agreements import Side, promised
from sangkien.demo.album import signed_page
from sangkien.demo.crews import Roll
from sangkien.demo.drawing import Draw
from sangkien.demo.organising import officer_of
from sangkien.programmes.models import Period
from sangkien.units.models import Cluster, Unit

APPOINTED_AT = dt.datetime(2020, 2, 4, 8, 0, tzinfo=VIETNAM)
BEGUN_AT = dt.datetime(2020, 3, 5, 8, 30, tzinfo=VIETNAM)
SIGNED_AT = dt.datetime(2020, 3, 5, 10, 30, tzinfo=VIETNAM)
YEAR = dt.date(2020, 1, 1), dt.date(2020, 12, 31)
MODEL = "Công đoàn cơ sở có ít nhất 01 mô hình mang lại lợi ích thiết thực cho đoàn viên"
MINUTE = dt.timedelta(minutes=1)


def with_unions(
    period: Period, province: Unit, unions: list[Unit], *, chair: User, roll: Roll
) -> None:
    sides = [_province(province, chair)]
    for union in unions:
        user = roll.officer(union, RoleKey.SUPERIOR_OFFICER, granted_by=chair, at=APPOINTED_AT)
        seat = Seat(
            unit=union,
            name=union.name,
            role="Bên B",
            signatory=user.full_name,
            post="Chủ tịch",
        )
        sides.append(Side(seat=seat, user=user))
    pledges = [_models(place) for place in range(1, len(sides) + 1)]
    title = "Giao ước thi đua năm 2020 với các công đoàn cấp trên trực tiếp cơ sở"
    _sign(sides, pledges, title=title, period=period, at=BEGUN_AT)


def with_block(period: Period, province: Unit, block: Cluster, head: Unit, *, chair: User) -> None:
    user = officer_of(head.code, RoleKey.GRASSROOTS_OFFICER)
    seat = Seat(
        unit=head,
        cluster=block,
        name=block.name,
        role="Bên B",
        signatory=user.full_name,
        post="Khối trưởng",
    )
    title = "Giao ước thi đua năm 2020 với Khối thi đua trực thuộc"
    sides = [_province(province, chair), Side(seat=seat, user=user)]
    _sign(sides, [_models(2)], title=title, period=period, at=BEGUN_AT + 5 * MINUTE)


def _province(province: Unit, chair: User) -> Side:
    seat = Seat(
        unit=province,
        name=province.name,
        role="Bên A",
        signatory=chair.full_name,
        post="Chủ tịch",
    )
    return Side(seat=seat, user=chair)


def _models(place: int) -> Pledge:
    return promised(
        place,
        1,
        kind=PledgeKind.EACH,
        text=MODEL,
        measure="mô hình",
        due_on=YEAR[1],
    )


def _sign(
    sides: list[Side], pledges: list[Pledge], *, title: str, period: Period, at: dt.datetime
) -> None:
    """On one morning: sent out, agreed by all, signed in the hall."""
    head = Head(
        kind=AgreementKind.LEVELS,
        span=Span.YEARLY,
        title=title,
        starts_on=YEAR[0],
        ends_on=YEAR[1],
        period=period,
    )
    drafter = sides[0].user
    if drafter is None:
        raise ValueError(title)
    row = agreements.begin(sides, head, pledges, by=drafter, at=at)
    agreements.send(row, by=drafter, at=at + 10 * MINUTE)
    for place, side in enumerate(sides[1:], start=2):
        if side.user is not None:
            agreements.agree(row, place, by=side.user, at=at + (20 + place) * MINUTE)
    agreements.sign_all(row, sides, at=SIGNED_AT + (at - BEGUN_AT))


def with_leadership(period: Period, union: Unit, *, draw: Draw, at: dt.datetime) -> None:
    """All staff take part; the leadership signed on the paper of the ceremony."""
    chair = officer_of(union.code, RoleKey.GRASSROOTS_OFFICER)
    head = Head(
        kind=AgreementKind.WITH_HEAD,
        span=Span.CAMPAIGN,
        title="Giao ước thi đua đăng ký sáng kiến và Tháng Công nhân năm 2021",
        starts_on=local_day(period.opens_at),
        ends_on=last_day(period.closes_at),
        period=period,
    )
    own = Seat(
        unit=union,
        name=union.name,
        role="Công đoàn cơ sở",
        signatory=chair.full_name,
        post="Chủ tịch",
    )
    leadership = Seat(
        name=union.name.removeprefix("Công đoàn cơ sở "),
        role="Thủ trưởng đơn vị",
        signatory="Đại diện lãnh đạo đơn vị",
        post="Lãnh đạo Ban Quản lý",
    )
    sides = [Side(seat=own, user=chair), Side(seat=leadership)]
    pledge = promised(
        1,
        100,
        kind=PledgeKind.RATE,
        text="Cán bộ, viên chức, người lao động có sáng kiến",
        denominator=Denominator.WORKERS,
        measure="sáng kiến trên 100 người",
    )
    row = agreements.begin(sides, head, [pledge], by=chair, at=at)
    agreements.send(row, by=chair, at=at + 5 * MINUTE)
    said = "Lãnh đạo đơn vị nhất trí tại lễ ký kết."
    agreements.agree(row, 2, by=chair, at=at + 10 * MINUTE, words=said)
    signed_at = at + 20 * MINUTE
    agreements.sign_all(row, sides, at=signed_at)
    agreements.bring_paper(row, 2, signed_page("giao-uoc-oc-eo", draw), by=chair, at=signed_at)
