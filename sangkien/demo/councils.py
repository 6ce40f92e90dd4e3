"""The initiative council of the demonstration unit: one session that is over, one that waits."""

import datetime as dt
from dataclasses import replace
from typing import Any

from sangkien.access.actor import Actor
from sangkien.core.periods import local_day, start_of
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
from sangkien.councils.enums import Choice, CouncilKind, Denominator, Post, Presence
from sangkien.councils.models import AgendaItem, Ballot, Council, ScoreTable, Session
from sangkien.councils.rules.attendance import Attended
from sangkien.councils.rules.interests import Conflict
from sangkien.councils.rules.marking import Mark
from sangkien.councils.rules.tables import POINT, read
from sangkien.demo import facts
from sangkien.demo.crews import Crew
from sangkien.demo.diary import Diary
from sangkien.demo.setting import Setting
from sangkien.units.queries import actor_for

TABLE = "da_nang_465_2026"
SET_UP_DAYS, MET_DAYS = 30, 12
POSTS = (Post.SECRETARY, Post.MEMBER, Post.CHAIR, Post.DEPUTY, *[Post.MEMBER] * 3)
AUTHOR = 1  # by place in POSTS: who also wrote the first item
AWAY = 6
EARLY = (3, 4, 5)  # who has scored already in the session that goes on
DIFFERENCE = 2  # points around the usual


def plan(crew: Crew, setting: Setting, diary: Diary) -> None:
    """Into the diary of the unit: the officer is the secretary, members hold the other seats."""
    story = Story(crew, setting)
    ready = start_of(setting.today - dt.timedelta(days=SET_UP_DAYS)) + dt.timedelta(hours=9)
    met = start_of(setting.today - dt.timedelta(days=MET_DAYS)) + dt.timedelta(hours=8)
    diary.add(ready, story.establish)
    diary.add(met, story.meet)
    diary.add(met + dt.timedelta(minutes=40), story.score)
    diary.add(met + dt.timedelta(minutes=60), story.vote)
    diary.add(met + dt.timedelta(minutes=72), story.count)
    diary.add(met + dt.timedelta(minutes=90), story.close)
    diary.add(met + dt.timedelta(hours=3), story.approve)
    diary.add(setting.now - dt.timedelta(minutes=50), story.begin)


class Story:
    council: Council
    table: ScoreTable
    session: Session
    ballot: Ballot

    def __init__(self, crew: Crew, setting: Setting) -> None:
        self.unit = crew.unit
        self.people = crew.everybody[: len(POSTS)]
        self.draw = setting.draw("councils")
        self.words = facts.load("councils.json")

    def by(self, place: int, at: dt.datetime) -> Actor:
        return actor_for(self.people[place], at=at)

    def secretary(self, at: dt.datetime) -> Actor:
        return self.by(POSTS.index(Post.SECRETARY), at)

    def chair(self, at: dt.datetime) -> Actor:
        return replace(self.by(POSTS.index(Post.CHAIR), at), proven_at=at)

    def establish(self, at: dt.datetime) -> None:
        by, words = self.secretary(at), self.words
        self.council = establishing.establish(
            self.unit,
            kind=CouncilKind.INITIATIVE,
            name=f"{words['name']} {self.unit.label}",
            since_on=local_day(at),
            until_on=None,
            basis_number=words["basis_number"],
            basis_on=local_day(at) - dt.timedelta(days=2),
            basis_title=words["basis_title"],
            request_key=self.draw.key(),
            by=by,
            at=at,
        )
        for user, post in zip(self.people, POSTS, strict=True):
            establishing.take_seat(
                self.council,
                user,
                post=post,
                is_union_seat=post == Post.SECRETARY,
                since_on=local_day(at),
                reason=f"Quyết định {words['basis_number']}",
                by=by,
                at=at,
            )
        self.table = score_tables.load(
            self.council, TABLE, request_key=self.draw.key(), by=by, at=at
        )

    def meet(self, at: dt.datetime) -> None:
        self.session = self._opened(self.words["over"]["items"], away=AWAY, at=at)

    def score(self, at: dt.datetime) -> None:
        """Blind, and the author of the first item not on that one."""
        for item, row in zip(self._items(), self.words["over"]["items"], strict=True):
            for place in self._voters():
                if item.number > 1 or place != AUTHOR:
                    self._fill(item, row["points"], place, at=at)
        self.session = sessions.close_scoring(self.session, by=self.secretary(at), at=at)

    def vote(self, at: dt.datetime) -> None:
        """In secret; `against` says how many are."""
        rows = self.words["over"]["items"]
        paper = Paper(
            title="Phiếu biểu quyết công nhận sáng kiến",
            threshold=TWO_THIRDS,
            denominator=Denominator.ALL,
            items=tuple(self._items()),
        )
        by = self.secretary(at)
        self.ballot = balloting.open_ballot(
            self.session, paper, request_key=self.draw.key(), by=by, at=at
        )
        for turn, place in enumerate(self._voters()):
            choices = {
                number: Choice.DISAGREE if turn < row["against"] else Choice.AGREE
                for number, row in enumerate(rows, start=1)
                if number > 1 or place != AUTHOR
            }
            balloting.vote(self.ballot, choices, by=self.by(place, at), at=at)

    def count(self, at: dt.datetime) -> None:
        counting.close_ballot(self.ballot, by=self.secretary(at), at=at)

    def close(self, at: dt.datetime) -> None:
        by, words = self.secretary(at), self.words["over"]
        said = {"discussion": words["discussion"], "conclusion": words["conclusion"]}
        sessions.write_minutes(self.session, **said, by=by, at=at)
        self.session = sessions.close_session(self.session, by=by, at=at)

    def approve(self, at: dt.datetime) -> None:
        """And release all results at once."""
        session = minutes.approve(self.session, by=self.chair(at), at=at)
        minutes.release(session, by=self.chair(at), at=at)

    def begin(self, at: dt.datetime) -> None:
        """The session that goes on: some have scored the first item, the rest waits."""
        rows = self.words["waiting"]["items"]
        self.session = self._opened(rows, away=None, at=at)
        for place in EARLY:
            self._fill(self._items()[0], rows[0]["points"], place, at=at)

    def _opened(self, rows: list[dict[str, Any]], *, away: int | None, at: dt.datetime) -> Session:
        by = self.secretary(at)
        settings = Settings(meets_at=at, place="Phòng họp tầng 2", table=self.table)
        key = self.draw.key()
        session = sessions.call(self.council, settings, request_key=key, by=by, at=at)
        for number, row in enumerate(rows):
            agenda.add_item(
                session,
                title=row["title"],
                summary=row["summary"],
                is_scored=True,
                is_voted=True,
                conflicts=() if number else (Conflict(user_id=self.people[AUTHOR].pk),),
                request_key=self.draw.key(),
                by=by,
                at=at,
            )
        lines = [
            Attended(
                seat_id=seat.pk,
                presence=Presence.ABSENT if place == away else Presence.PRESENT,
                reason="Đi công tác tại Cần Thơ" if place == away else "",
            )
            for place, seat in enumerate(self.council.seats.order_by("pk"))
        ]
        sessions.take_attendance(session, lines, by=by, at=at)
        return sessions.open_session(session, by=by, at=at)

    def _items(self) -> list[AgendaItem]:
        return list(self.session.items.select_related("session__council__unit").order_by("number"))

    def _voters(self) -> list[int]:
        return [place for place in range(len(POSTS)) if place != AWAY]

    def _fill(self, item: AgendaItem, usual: list[int], place: int, *, at: dt.datetime) -> None:
        """What one member gives: near the usual, in the tier where it belongs."""
        marks = {}
        for criterion, points in zip(read(self.table.content).criteria, usual, strict=True):
            near = points + self.draw.between(-DIFFERENCE, DIFFERENCE)
            given = min(criterion.most, near * POINT)
            tier = next(one.code for one in criterion.tiers if one.low <= given <= one.high)
            marks[criterion.code] = Mark(points=given, tier=tier)
        scoring.save_sheet(item, marks, is_submitted=True, by=self.by(place, at), at=at)
