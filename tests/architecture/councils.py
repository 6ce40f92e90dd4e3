"""The council of the factory in the matrix, with a session in every state."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from sangkien.core import clock
from sangkien.councils.actions import (
    agenda,
    balloting,
    counting,
    establishing,
    minutes,
    score_tables,
    scoring,
    sessions,
)
from sangkien.councils.actions.balloting import Paper
from sangkien.councils.actions.sessions import TWO_THIRDS, Settings
from sangkien.councils.enums import BallotWay, CouncilKind, Denominator, Post, Presence
from sangkien.councils.models import AgendaItem, Ballot, Session, Sheet
from sangkien.councils.rules.attendance import Attended
from sangkien.councils.rules.voting import Count
from tests.architecture.matrix import Form
from tests.councils.scene import DA_NANG, TEAM, da_nang
from tests.factories import Cast, make_member
from tests.web.scene import by_now

Values = dict[str, tuple[object, ...]]
Cases = dict[str, tuple[str, dict[str, Any], dict[str, Any]]]
REASON = {"reason": "Có lý do chính đáng."}
COUNCIL_PAGES = ("detail", "end", "seat", "leave", "tables", "table", "call")
TABLE_PAGES = ("table_add", "table_edit")
BALLOT_PAGES = ("ballot", "ballot_close", "ballot_annul")
TYPED_PAGES = ("ballot_confirm", "ballot_return")


class Councils:
    """The officer is the secretary and the author presides; nobody else of the readers sits."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.now = cast, clock.now()
        self.officer, self.chair = by_now(cast.officer), by_now(cast.author)
        self.council = establishing.establish(
            cast.factory,
            kind=CouncilKind.INITIATIVE,
            name="Hội đồng sáng kiến May",
            since_on=dt.date(2026, 1, 1),
            until_on=None,
            basis_number="1/QĐ",
            basis_on=dt.date(2026, 1, 1),
            basis_title="Thành lập",
            request_key=uuid.uuid4(),
            by=self.officer,
            at=self.now,
        )
        self.members = [make_member(cast.factory, f"Lâm Hội {n}") for n in range(3)]
        people = (cast.officer, cast.author, *self.members)
        posts = (Post.SECRETARY, Post.CHAIR, *[Post.MEMBER] * 3)
        self.seats = [
            establishing.take_seat(
                self.council,
                user,
                post=post,
                is_union_seat=False,
                since_on=dt.date(2026, 1, 1),
                reason="Quyết định",
                by=self.officer,
                at=self.now,
            )
            for user, post in zip(people, posts, strict=True)
        ]
        key = uuid.uuid4()
        options: dict[str, Any] = {"request_key": key, "by": self.officer, "at": self.now}
        self.table = score_tables.load(self.council, DA_NANG, **options)
        self.preparing = self._session()
        self._sessions()

    def _sessions(self) -> None:
        by: dict[str, Any] = {"by": self.officer, "at": self.now}
        self.scoring = sessions.open_session(self._session(), **by)
        self.item = AgendaItem.objects.select_related("session__council__unit").get(
            session=self.scoring
        )
        self.sheet: Sheet = scoring.save_sheet(
            self.item,
            da_nang((35, 25, 25)),
            is_submitted=True,
            by=by_now(self.members[0]),
            at=self.now,
        )
        self.voting = sessions.open_session(self._session(is_scored=False), **by)
        self.ballot = self._ballot(self.voting, items=tuple(self.voting.items.all()))
        self.slips = self._ballot(self.voting, candidates=("A", "B"), seats=1, way=BallotWay.PAPER)
        typed = self._ballot(self.voting, candidates=("C", "D"), seats=1, way=BallotWay.PAPER)
        count = Count(issued=5, collected=5, invalid=0, lines={1: (4, 0), 2: (1, 0)}, team=TEAM)
        self.typed = counting.record_count(typed, count, **by)
        self.quiet = sessions.open_session(self._session(is_scored=False), **by)
        self.closed = self._closed()
        proven = replace(self.chair, proven_at=self.now)
        over = self._closed()
        self.approved = minutes.approve(over, by=proven, at=self.now)
        self.counted: Ballot = self.approved.ballots.get()

    def _session(self, *, is_scored: bool = True) -> Session:
        by: dict[str, Any] = {"by": self.officer, "at": self.now}
        settings = Settings(meets_at=self.now, place="Phòng họp", table=self.table)
        session = sessions.call(self.council, settings, request_key=uuid.uuid4(), **by)
        agenda.add_item(
            session,
            title="Nội dung họp",
            is_scored=is_scored,
            is_voted=True,
            request_key=uuid.uuid4(),
            **by,
        )
        lines = [Attended(seat_id=seat.pk, presence=Presence.PRESENT) for seat in self.seats]
        sessions.take_attendance(session, lines, **by)
        return session

    def _ballot(self, session: Session, **options: Any) -> Ballot:
        paper = Paper(title="Phiếu", threshold=TWO_THIRDS, denominator=Denominator.ALL, **options)
        return balloting.open_ballot(
            session, paper, request_key=uuid.uuid4(), by=self.officer, at=self.now
        )

    def _closed(self) -> Session:
        by: dict[str, Any] = {"by": self.officer, "at": self.now}
        session = sessions.open_session(self._session(is_scored=False), **by)
        counting.close_ballot(self._ballot(session, items=tuple(session.items.all())), **by)
        sessions.write_minutes(session, discussion="", conclusion="Nhất trí.", **by)
        return sessions.close_session(session, **by)

    def values(self) -> Values:
        every = (self.preparing, self.scoring, self.voting, self.closed, self.approved)
        voting = {
            f"councils:{page}.pk": (self.voting.pk,) for page in (*BALLOT_PAGES, *TYPED_PAGES)
        }
        return {
            "councils.code": (self.cast.factory.code,),
            "councils.pk": tuple(one.pk for one in every),
            **{f"councils:{page}.pk": (self.council.pk,) for page in COUNCIL_PAGES + TABLE_PAGES},
            **voting,
            "councils:ballot_count.pk": (self.voting.pk,),
            "councils:counting_pdf.pk": (self.approved.pk,),
            "councils:counting_docx.pk": (self.approved.pk,),
            "councils.seat_pk": (self.seats[2].pk,),
            "councils.table_pk": (self.table.pk,),
            "councils.file_pk": (1,),
            "councils.item_pk": (self.item.pk, self.preparing.items.get().pk),
            "councils.sheet_pk": (self.sheet.pk,),
            "councils.evidence_pk": (1,),
            **{f"councils:{page}.ballot_pk": (self.ballot.pk,) for page in BALLOT_PAGES},
            **{f"councils:{page}.ballot_pk": (self.typed.pk,) for page in TYPED_PAGES},
            "councils:ballot_count.ballot_pk": (self.slips.pk,),
            "councils:counting_pdf.ballot_pk": (self.counted.pk,),
            "councils:counting_docx.ballot_pk": (self.counted.pk,),
        }

    def forms(self) -> dict[str, Form]:
        cases = {**self._council_forms(), **self._session_forms(), **self._ballot_forms()}
        return {
            f"councils:{page}": Form(sender=sender, args=args, body=filled)
            for page, (sender, args, filled) in cases.items()
        }

    def _council_forms(self) -> Cases:
        day, key = f"{clock.today():%d/%m/%Y}", {"request_key": str(uuid.uuid4())}
        body = {"pk": self.council.pk}
        here = {"code": self.cast.factory.code}
        seat, table = {**body, "seat_pk": self.seats[2].pk}, {**body, "table_pk": self.table.pk}
        return {
            "establish": ("officer", here, {**key, **self._body(day)}),
            "end": ("officer", body, {"until_on": "31/12/2099", **REASON}),
            "seat": ("officer", body, self._newcomer(day)),
            "leave": ("officer", seat, {"until_on": day, **REASON}),
            "tables": ("officer", body, {"key": "bac_ninh_1603_2025"}),
            "table_add": ("officer", body, {**key, **self._table()}),
            "table_edit": ("officer", table, {**key, **self._table()}),
            "call": ("officer", body, {**key, **self._meeting(day)}),
        }

    def _session_forms(self) -> Cases:
        day, key = f"{clock.today():%d/%m/%Y}", {"request_key": str(uuid.uuid4())}
        preparing, scoring = {"pk": self.preparing.pk}, {"pk": self.scoring.pk}
        own = {**preparing, "item_pk": self.preparing.items.get().pk}
        item = {**scoring, "item_pk": self.item.pk}
        meeting = {**key, **self._meeting(day), "table": self.table.pk}
        aside = {"user": self.members[0].pk, "sentence": "Em của tác giả"}
        marks = {"tier_0": "1a", "points_0": "35", "intent": "save"}
        return {
            "change": ("officer", preparing, meeting),
            "attendance": ("officer", preparing, self._attendance()),
            "open": ("officer", preparing, {}),
            "item_add": ("officer", preparing, {**key, "title": "Thêm", "is_voted": "on"}),
            "item_remove": ("officer", own, REASON),
            "interest": ("officer", own, aside),
            "item": ("officer", item, marks),
            "unlock": ("author", {**item, "sheet_pk": self.sheet.pk}, REASON),
            "close_scoring": ("officer", scoring, {}),
            "close": ("officer", {"pk": self.quiet.pk}, {}),
            "minutes": ("officer", {"pk": self.closed.pk}, {"conclusion": "Kết luận khác."}),
            "approve": ("author", {"pk": self.closed.pk}, {}),
            "release": ("officer", {"pk": self.approved.pk}, {}),
        }

    def _ballot_forms(self) -> Cases:
        key = {"request_key": str(uuid.uuid4())}
        voting = {"pk": self.voting.pk, "ballot_pk": self.ballot.pk}
        slips, typed = ({**voting, "ballot_pk": one.pk} for one in (self.slips, self.typed))
        return {
            "ballot_open": ("officer", {"pk": self.quiet.pk}, {**key, **self._paper()}),
            "ballot": ("officer", voting, {"line_1": "agree"}),
            "ballot_close": ("officer", voting, {}),
            "ballot_annul": ("officer", voting, REASON),
            "ballot_count": ("officer", slips, self._count()),
            "ballot_confirm": ("author", typed, {}),
            "ballot_return": ("author", typed, REASON),
        }

    def _meeting(self, day: str) -> dict[str, Any]:
        when = {"meets_on": day, "meets_clock": "14h00", "place": "Hội trường"}
        return {**when, "quorum": "2/3", "trims_from": "0"}

    def _body(self, day: str) -> dict[str, Any]:
        basis = {"basis_number": "2/QĐ", "basis_on": day, "basis_title": "Thành lập"}
        return {"kind": "panel", "name": "Tổ bình xét", "since_on": day, **basis}

    def _newcomer(self, day: str) -> dict[str, Any]:
        code = make_member(self.cast.factory, "Lâm Mới").member_code
        return {"login": code, "post": "member", "since_on": day, "reason": "Bổ sung"}

    def _attendance(self) -> dict[str, Any]:
        absent = self.seats[4].pk
        presence = {f"presence_{seat.pk}": "present" for seat in self.seats}
        return {**presence, f"presence_{absent}": "absent", f"reason_{absent}": "Ốm"}

    def _paper(self) -> dict[str, Any]:
        rule = {"threshold": "> 50 %", "denominator": "present", "kind": "items"}
        items = [str(self.quiet.items.get().pk)]
        return {"title": "Phiếu", "items": items, "manner": "secret", "way": "online", **rule}

    def _count(self) -> dict[str, Any]:
        team = {"team_head": "Lý Văn Đếm", "team_members": "Hà Thị Soát"}
        slips = {"issued": "5", "collected": "5", "invalid": "0", "agree_1": "3", "agree_2": "2"}
        return {**slips, **team}

    def _table(self) -> dict[str, Any]:
        """Two criteria, one of them with a tier."""
        criteria = {"c0_name": "Tính mới", "c0_most": "40", "c1_name": "Áp dụng", "c1_most": "60"}
        tier = {"c0_tiers": "1", "c0_t0_name": "Mới", "c0_t0_low": "1", "c0_t0_high": "40"}
        return {"name": "Bảng riêng", "passing": "55", "criteria": "2", **criteria, **tier}
