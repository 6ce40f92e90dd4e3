"""A council of seven at the factory, with a session that can be walked through."""

import datetime as dt
import itertools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.councils.actions import (
    agenda,
    balloting,
    establishing,
    score_tables,
    scoring,
    sessions,
)
from sangkien.councils.actions.balloting import Paper
from sangkien.councils.actions.sessions import Settings
from sangkien.councils.enums import Choice, CouncilKind, Denominator, Post, Presence
from sangkien.councils.models import AgendaItem, Ballot, Council, ScoreTable, Seat, Session
from sangkien.councils.rules.attendance import Attended
from sangkien.councils.rules.interests import Conflict
from sangkien.councils.rules.marking import Mark
from sangkien.councils.rules.teams import CountingTeam
from sangkien.councils.rules.voting import Threshold
from tests.factories import LONG_AGO, NOW, Cast, actor, make_cast, make_member

TWO_THIRDS = Threshold(numerator=2, denominator=3)
NAMES = ("Chủ", "Phó", "Ký", "Uyên", "Vinh", "Xuân", "Yến")
POSTS = (Post.CHAIR, Post.DEPUTY, Post.SECRETARY, *[Post.MEMBER] * 4)
DA_NANG = "da_nang_465_2026"
TEAM = CountingTeam(head="Trần Thị Kiểm", members=("Lý Văn Đếm", "Vũ Thị Phiếu"))


@dataclass
class Body:
    """The cast, the council, its people and their seats by number."""

    cast: Cast
    council: Council
    users: list[User]
    seats: list[Seat]
    officer: Actor
    at: dt.datetime = NOW
    _keys: "itertools.count[int]" = field(default_factory=itertools.count)

    def by(self, number: int) -> Actor:
        return actor(self.users[number], at=self.at)

    @property
    def chair(self) -> Actor:
        return self.by(0)

    @property
    def secretary(self) -> Actor:
        return self.by(2)

    def table(self) -> ScoreTable:
        return score_tables.load(
            self.council, DA_NANG, request_key=uuid.uuid4(), by=self.officer, at=self.at
        )

    def session(self, **options: object) -> Session:
        values: dict[str, Any] = {"table": self.table(), **options}
        settings = Settings(meets_at=self.at, place="Phòng họp số 1", **values)
        return sessions.call(
            self.council, settings, request_key=uuid.uuid4(), by=self.officer, at=self.at
        )

    def item(self, session: Session, title: str = "Đồ gá hàn", **options: object) -> AgendaItem:
        values: dict[str, object] = {"is_scored": True, "is_voted": True, **options}
        return agenda.add_item(
            session,
            title=title,
            request_key=uuid.uuid4(),
            by=self.officer,
            at=self.at,
            **values,  # type: ignore[arg-type]
        )

    def attend(
        self, session: Session, away: Sequence[int] = (), written: Sequence[int] = ()
    ) -> None:
        lines = [
            Attended(
                seat_id=seat.pk,
                presence=Presence.ABSENT
                if number in away
                else Presence.WRITTEN
                if number in written
                else Presence.PRESENT,
                reason="Đi công tác",
                opinion="Tôi đồng ý." if number in written else "",
            )
            for number, seat in enumerate(self.seats)
        ]
        sessions.take_attendance(session, lines, by=self.secretary, at=self.at)

    def opened(
        self, *, items: int = 1, conflicts: Sequence[Conflict] = (), **options: object
    ) -> Session:
        session = self.session(**options)
        for number in range(items):
            self.item(session, f"Nội dung {number + 1}", conflicts=conflicts)
        self.attend(session)
        return sessions.open_session(session, by=self.secretary, at=self.at)

    def score(
        self, item: AgendaItem, number: int, points: Sequence[int], *, submit: bool = True
    ) -> None:
        scoring.save_sheet(
            item, da_nang(points), is_submitted=submit, by=self.by(number), at=self.at
        )

    def ballot(self, session: Session, **options: object) -> Ballot:
        values: dict[str, object] = {
            "title": "Phiếu biểu quyết",
            "threshold": TWO_THIRDS,
            "denominator": Denominator.ALL,
            "items": tuple(session.items.order_by("number")),
            **options,
        }
        paper = Paper(**values)  # type: ignore[arg-type]
        return balloting.open_ballot(
            session, paper, request_key=uuid.uuid4(), by=self.secretary, at=self.at
        )

    def vote(self, ballot: Ballot, number: int, *choices: Choice) -> bool:
        return balloting.vote(
            ballot, dict(enumerate(choices, start=1)), by=self.by(number), at=self.at
        )


def make_body(cast: Cast | None = None, *, at: dt.datetime = NOW, size: int = 7) -> Body:
    cast = cast or make_cast()
    officer = actor(cast.officer, at=at)
    council = establishing.establish(
        cast.factory,
        kind=CouncilKind.INITIATIVE,
        name="Hội đồng sáng kiến Công ty May Ánh Dương",
        since_on=LONG_AGO,
        until_on=None,
        basis_number="12/QĐ-CTMAD",
        basis_on=LONG_AGO,
        basis_title="Thành lập Hội đồng sáng kiến",
        request_key=uuid.uuid4(),
        by=officer,
        at=at,
    )
    users = [make_member(cast.factory, f"Ngô Văn {name}") for name in NAMES[:size]]
    seats = [
        establishing.take_seat(
            council,
            user,
            post=post,
            is_union_seat=post == Post.DEPUTY,
            since_on=LONG_AGO,
            reason="Quyết định thành lập",
            by=officer,
            at=at,
        )
        for user, post in zip(users, POSTS, strict=False)
    ]
    return Body(cast=cast, council=council, users=users, seats=seats, officer=officer, at=at)


def da_nang(points: Sequence[int]) -> dict[str, Mark]:
    """Marks in whole points on the table of Đà Nẵng, each in the tier where it belongs."""
    floors = {"1": ((31, "1a"), (21, "1b"), (0, "1c")), "2": ((16, "2a"), (0, "2b"))}
    floors["3"] = ((21, "3a"), (0, "3b"))
    return {
        code: Mark(
            points=given * 100, tier=next(tier for low, tier in floors[code] if given >= low)
        )
        for code, given in zip(("1", "2", "3"), points, strict=True)
    }
