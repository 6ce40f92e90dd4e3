"""The agreement that Kiên Giang's clusters and blocks signed on 13/05/2022 and closed in June.

Who signed is invented; that the heads of three clusters and of the two blocks of the fourth one did,
and the numbers, are not. The targets of the campaign come from the signatures.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.agreements.actions import amending
from sangkien.agreements.actions.drafting import Head, Seat
from sangkien.agreements.enums import AgreementKind, Outcome, PledgeKind, Span
from sangkien.agreements.models import Agreement
from sangkien.core.periods import VIETNAM, end_of, start_of
from sangkien.demo import agreements
from sangkien.demo.agreements import Side, promised
from sangkien.demo.crews import Roll
from sangkien.demo.diary import Diary
from sangkien.demo.facts import ClusterRow
from sangkien.demo.organising import officer_of
from sangkien.demo.writing import Board
from sangkien.programmes.actions import periods
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import actor_for

BEGUN_AT = dt.datetime(2022, 5, 5, 9, 0, tzinfo=VIETNAM)
SENT_AT = dt.datetime(2022, 5, 6, 8, 30, tzinfo=VIETNAM)
ANSWERED_AT = dt.datetime(2022, 5, 10, 15, 0, tzinfo=VIETNAM)
SIGNED_AT = dt.datetime(2022, 5, 13, 8, 0, tzinfo=VIETNAM)
CLOSED_AT = dt.datetime(2022, 6, 6, 14, 0, tzinfo=VIETNAM)
TITLE = "Giao ước thi đua chiến dịch cao điểm đăng ký sáng kiến"
CLOSING = (
    "Theo báo cáo của tỉnh: cụm 1 đạt 862/850, cụm 2 đạt 617/600, cụm 3 đạt 758/750, cụm 4 đạt "
    "158/150 (hai khối 83 và 75); công đoàn cơ sở nào cũng có đoàn viên đăng ký."
)
# The small demonstration enters a part of them.
ENTERED = (
    " Dữ liệu mẫu trên phần mềm chỉ nhập %d sáng kiến trong số đó, nên cột “Đến nay” thấp hơn."
)


@dataclass
class Signing:
    """Who signs for what, and the agreement once it was begun."""

    board: Board
    province: Unit
    officer: User
    rows: list[ClusterRow]
    clusters: dict[str, Cluster]
    members: dict[str, list[Unit]]
    days: tuple[dt.date, dt.date]
    entered: int
    sides: list[Side] = field(default_factory=list)
    made: list[Agreement] = field(default_factory=list)

    def begin(self, at: dt.datetime) -> None:
        first, last = self.days
        campaign = periods.run_campaign(
            self.board.programme,
            self.province,
            number=1,
            name="Chiến dịch thi đua cao điểm của tỉnh Kiên Giang",
            opens_at=start_of(first),
            closes_at=end_of(last),
            by=actor_for(self.officer, at=at),
            at=at,
        )
        head = Head(
            kind=AgreementKind.LEVELS,
            span=Span.CAMPAIGN,
            title=TITLE,
            starts_on=first,
            ends_on=last,
            period=campaign,
        )
        self.sides = [self._province(), *self._heads()]
        places = {
            one.seat.cluster.pk: place
            for place, one in enumerate(self.sides, start=1)
            if one.seat.cluster
        }
        numbers = {row.key: row.target for row in self.rows if row.target}
        pledges = [
            promised(places[self.clusters[key].pk], value, due_on=last)
            for key, value in numbers.items()
        ]
        pledges.append(
            promised(1, sum(numbers.values()), text="Cộng chỉ tiêu bốn cụm", due_on=last)
        )
        everybody = "CĐCS có đoàn viên đăng ký sáng kiến"
        pledges.append(promised(1, 100, kind=PledgeKind.COVERAGE, text=everybody, measure="CĐCS"))
        self.made.append(agreements.begin(self.sides, head, pledges, by=self.officer, at=at))

    def _province(self) -> Side:
        seat = Seat(
            unit=self.province,
            name=self.province.name,
            role="Bên A",
            signatory=self.officer.full_name,
            post="Phó Chủ tịch",
        )
        return Side(seat=seat, user=self.officer)

    def _heads(self) -> list[Side]:
        """The first union of each cluster leads it; of the fourth one the blocks have their own."""
        found = []
        for row in self.rows:
            if not self.members[row.key]:
                continue
            union = self.members[row.key][0]
            role = RoleKey.GRASSROOTS_OFFICER if row.parent else RoleKey.SUPERIOR_OFFICER
            user = officer_of(union.code, role)
            name = self.clusters[row.key].name
            # The number of the fourth cluster is kept for it as a whole, signed by its first block.
            stands_for = row.parent if row.parent and row.number == 1 else row.key
            if stands_for != row.key:
                name = f"{self.clusters[stands_for].name} ({name})"
            seat = Seat(
                unit=union,
                cluster=self.clusters[stands_for],
                name=name,
                role="Bên B",
                signatory=user.full_name,
                post="Khối trưởng" if row.parent else "Cụm trưởng",
            )
            found.append(Side(seat=seat, user=user))
        return found

    def send(self, at: dt.datetime) -> None:
        agreements.send(self.made[0], by=self.officer, at=at)

    def answer(self, place: int, at: dt.datetime) -> None:
        user = self.sides[place - 1].user
        if user is not None:
            agreements.agree(self.made[0], place, by=user, at=at)

    def sign(self, at: dt.datetime) -> None:
        agreements.sign_all(self.made[0], self.sides, at=at)

    def close(self, at: dt.datetime) -> None:
        by = actor_for(self.officer, at=at)
        aimed = sum(row.target or 0 for row in self.rows)
        words = CLOSING + (ENTERED % self.entered if self.entered < aimed else "")
        amending.close(self.made[0], outcome=Outcome.REACHED, words=words, by=by, at=at)


def plan(signing: Signing, *, roll: Roll, ready_at: dt.datetime, diary: Diary) -> None:
    """The unions that lead a cluster get their officer; then everything at its time."""
    heads = 1
    for row in signing.rows:
        if not signing.members[row.key]:
            continue
        heads += 1
        if not row.parent:
            roll.officer(
                signing.members[row.key][0],
                RoleKey.SUPERIOR_OFFICER,
                granted_by=signing.officer,
                at=ready_at,
            )
    diary.add(BEGUN_AT, signing.begin)
    diary.add(SENT_AT, signing.send)
    for place in range(2, heads + 1):
        at = ANSWERED_AT + dt.timedelta(minutes=7 * place)
        diary.add(at, partial(signing.answer, place))
    diary.add(SIGNED_AT, signing.sign)
    diary.add(CLOSED_AT, signing.close)
