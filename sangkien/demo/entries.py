"""One initiative from its first word to the decision, step by step as people do it."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial

from sangkien.accounts.models import User
from sangkien.demo import facts
from sangkien.demo.album import Album
from sangkien.demo.crews import Crew
from sangkien.demo.diary import Diary, Step
from sangkien.demo.drawing import Draw
from sangkien.demo.writing import Board, without_figures, without_recognition
from sangkien.initiatives.actions import authors, confirmation, drafting, submission
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import WHOLE_SHARE_BP
from sangkien.units.queries import actor_for

SHARED_PERCENT, STEP_BY_STEP_PERCENT, ON_BEHALF_PERCENT = 18, 25, 12
SHARES = ((6000, 4000), (7000, 3000), (5000, 5000), (5000, 3000, 2000), (3334, 3333, 3333))
MOST_AUTHORS = max(map(len, SHARES))
BEGUN = ("title", "before")  # what a draft that was put aside holds
REASONS = {State.RETURNED: "returned", State.REJECTED: "rejected", State.WITHDRAWN: "withdrawn"}


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What becomes of an initiative: `outcome` is DRAFT when it is never sent, SUBMITTED when it
    still waits; `corrected` means that it was returned once before.
    """

    outcome: State
    decided_at: dt.datetime | None = None
    corrected: bool = False


@dataclass(kw_only=True)
class Entry:
    """An initiative of a unit; `content` is what it says in the end.

    Everything is drawn when it is planned, not when it is played: the order of the steps depends
    on the time of day, and the draws must not.
    """

    board: Board
    crew: Crew
    author: User
    content: dict[str, object]
    draw: Draw
    album: Album | None = None
    initiative: Initiative = field(init=False)

    def __post_init__(self) -> None:
        self._request_key = self.draw.key()
        self._share_bp, self._credits = self._drawn_credits()
        self._first_words = self.content

    def _drawn_credits(self) -> tuple[int, list[Credit]]:
        """Whole credit mostly; else with colleagues of the unit."""
        others = [user for user in self.crew.members if user.pk != self.author.pk]
        if len(others) < MOST_AUTHORS or not self.draw.chance(SHARED_PERCENT):
            return WHOLE_SHARE_BP, []
        own, *rest = self.draw.one(SHARES)
        colleagues = self.draw.some(others, len(rest))
        return own, [
            Credit(name=user.full_name, login=user.member_code, share_bp=share)
            for user, share in zip(colleagues, rest, strict=True)
        ]

    def plan(self, diary: Diary, *, sent_at: dt.datetime, fate: Fate) -> None:
        """Put the steps into the diary."""
        self._first_words = self._first(fate)
        if fate.outcome == State.DRAFT:
            diary.add(sent_at, self.put_aside)
            return
        diary.add(sent_at, self._sending())
        if self.album is not None:
            is_decided = fate.outcome not in {State.SUBMITTED, State.RETURNED}
            self.album.plan(self, diary, sent_at=sent_at, is_decided=is_decided)
        decided_at = fate.decided_at
        if decided_at is None:
            return
        if fate.corrected:
            diary.add(decided_at, self._decision(State.RETURNED))
            diary.add(decided_at + dt.timedelta(hours=3), self.correct)
            decided_at += dt.timedelta(hours=5)
        diary.add(decided_at, self._decision(fate.outcome))

    def _first(self, fate: Fate) -> dict[str, object]:
        """What is returned lacks figures, what is rejected was never recognised."""
        if fate.outcome == State.DRAFT:
            return {name: self.content[name] for name in BEGUN}
        if fate.corrected or fate.outcome == State.RETURNED:
            return without_figures(self.content)
        if fate.outcome == State.REJECTED:
            return without_recognition(self.content)
        return self.content

    def _sending(self) -> Step:
        """Step by step as on the phone, by the officer for the member, or in one go."""
        if self.draw.chance(STEP_BY_STEP_PERCENT):
            return self.send_stepwise
        behalf = self.draw.chance(ON_BEHALF_PERCENT)
        return partial(self.send_at_once, by=self.crew.officer if behalf else self.author)

    def _decision(self, outcome: State) -> Step:
        if outcome == State.CONFIRMED:
            return partial(self.decide, outcome=outcome, reason="")
        reason = self.draw.one(facts.load("phrases.json")[REASONS[outcome]])
        return partial(self.decide, outcome=outcome, reason=reason)

    def put_aside(self, at: dt.datetime) -> None:
        """Only begun: the first screens are filled."""
        self._begin(at)

    def send_stepwise(self, at: dt.datetime) -> None:
        """Saved as a draft first, then the authors, then sent."""
        begun = self._begin(at)
        actor = actor_for(self.author, at=at)
        if self._credits:
            authors.set_authors(
                begun, author_share_bp=self._share_bp, credits=self._credits, by=actor, at=at
            )
        self.initiative = submission.submit(begun, by=actor, received_at=at, at=at)

    def _begin(self, at: dt.datetime) -> Initiative:
        actor = actor_for(self.author, at=at)
        begun = drafting.start_draft(
            self.board.programme,
            self.crew.unit,
            author=self.author,
            request_key=self._request_key,
            by=actor,
            at=at,
        )
        return drafting.save_draft(begun, changes=self._first_words, by=actor, at=at)

    def send_at_once(self, at: dt.datetime, *, by: User) -> None:
        self.initiative = submission.register(
            self.board.programme,
            self.crew.unit,
            author=self.author,
            content=self._first_words,
            author_share_bp=self._share_bp,
            credits=self._credits,
            request_key=self._request_key,
            by=actor_for(by, at=at),
            received_at=at,
            at=at,
        )

    def decide(self, at: dt.datetime, *, outcome: State, reason: str) -> None:
        """By the officer of the unit; taking back is the author's own step."""
        if outcome == State.WITHDRAWN:
            author = actor_for(self.author, at=at)
            submission.withdraw(self.initiative, reason=reason, by=author, at=at)
            return
        officer = actor_for(self.crew.officer, at=at)
        confirmation.decide(self.initiative, decision=outcome, reason=reason, by=officer, at=at)

    def correct(self, at: dt.datetime) -> None:
        """The author adds what was asked for and sends again."""
        actor = actor_for(self.author, at=at)
        effect = f"{self.content['effect']} {facts.load('phrases.json')['correction']}"
        changes = {**self.content, "effect": effect}
        drafting.save_draft(self.initiative, changes=changes, by=actor, at=at)
        submission.submit(self.initiative, by=actor, received_at=at, at=at)
