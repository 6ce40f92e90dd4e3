"""The agreement of the year 2022 that the member units of a cluster of Kiên Giang signed on the same
day as the one of the campaign.

That they signed them on 13/05/2022 is told by the province; who signed, and what stands in them, is
invented.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.agreements.actions.drafting import Head, Seat
from sangkien.agreements.contents import EVERYBODY, Pledge
from sangkien.agreements.enums import AgreementKind, PledgeKind, Span
from sangkien.agreements.models import Agreement
from sangkien.core.periods import VIETNAM
from sangkien.demo import agreements
from sangkien.demo.agreements import Side, promised
from sangkien.demo.crews import Roll
from sangkien.demo.diary import Diary
from sangkien.demo.organising import officer_of
from sangkien.units.models import Cluster, Unit

APPOINTED_AT = dt.datetime(2022, 1, 10, 8, 30, tzinfo=VIETNAM)
BEGUN_AT = dt.datetime(2022, 5, 4, 14, 0, tzinfo=VIETNAM)
SENT_AT = dt.datetime(2022, 5, 5, 14, 0, tzinfo=VIETNAM)
ANSWERED_AT = dt.datetime(2022, 5, 9, 9, 0, tzinfo=VIETNAM)
SIGNED_AT = dt.datetime(2022, 5, 13, 9, 30, tzinfo=VIETNAM)
YEAR = dt.date(2022, 1, 1), dt.date(2022, 12, 31)
REPORTED_ON = dt.date(2022, 11, 30)
MEMBERS = ("Cụm trưởng", "Thành viên")


@dataclass
class Signing:
    """One cluster; the first of its unions leads it and drafts."""

    cluster: Cluster
    unions: list[Unit]
    officers: list[User]
    made: list[Agreement] = field(default_factory=list)

    @property
    def sides(self) -> list[Side]:
        found = []
        for place, (union, user) in enumerate(zip(self.unions, self.officers, strict=True)):
            seat = Seat(
                unit=union,
                name=union.name,
                role=MEMBERS[min(place, 1)],
                signatory=user.full_name,
                post="Chủ tịch",
            )
            found.append(Side(seat=seat, user=user))
        return found

    def begin(self, at: dt.datetime) -> None:
        first, last = YEAR
        head = Head(
            kind=AgreementKind.CLUSTER,
            span=Span.YEARLY,
            title=f"Giao ước thi đua năm 2022 của {self.cluster.name}",
            starts_on=first,
            ends_on=last,
            cluster=self.cluster,
        )
        row = agreements.begin(self.sides, head, _pledges(), by=self.officers[0], at=at)
        self.made.append(row)

    def send(self, at: dt.datetime) -> None:
        agreements.send(self.made[0], by=self.officers[0], at=at)

    def answer(self, place: int, at: dt.datetime) -> None:
        agreements.agree(self.made[0], place, by=self.officers[place - 1], at=at)

    def sign(self, at: dt.datetime) -> None:
        agreements.sign_all(self.made[0], self.sides, at=at)


def _pledges() -> list[Pledge]:
    plain: dict[str, object] = {"measure": "", "base": None}
    return [
        promised(
            EVERYBODY,
            100,
            kind=PledgeKind.PERCENT,
            text="Công đoàn cơ sở phát động đoàn viên đăng ký sáng kiến",
            of="công đoàn cơ sở",
            counted="Báo cáo quý của từng đơn vị",
            **plain,
        ),
        promised(
            EVERYBODY,
            None,
            kind=PledgeKind.DONE_BY,
            text="Gửi báo cáo tổng kết phong trào thi đua của năm",
            counted="Văn bản gửi Liên đoàn Lao động tỉnh",
            due_on=REPORTED_ON,
            **plain,
        ),
    ]


def plan(
    cluster: Cluster,
    unions: list[Unit],
    *,
    granted_by: User,
    roll: Roll,
    diary: Diary,
) -> None:
    """The unions that have no officer yet get one; then everything at its time."""
    leader = officer_of(unions[0].code, RoleKey.SUPERIOR_OFFICER)
    others = [
        roll.officer(one, RoleKey.SUPERIOR_OFFICER, granted_by=granted_by, at=APPOINTED_AT)
        for one in unions[1:]
    ]
    signing = Signing(cluster=cluster, unions=unions, officers=[leader, *others])
    diary.add(BEGUN_AT, signing.begin)
    diary.add(SENT_AT, signing.send)
    for place in range(2, len(unions) + 1):
        at = ANSWERED_AT + dt.timedelta(minutes=9 * place)
        diary.add(at, partial(signing.answer, place))
    diary.add(SIGNED_AT, signing.sign)
