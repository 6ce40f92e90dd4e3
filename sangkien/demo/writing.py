"""Write believable initiatives: title, before, solution, effect, and money with its reckoning."""

import datetime as dt
from dataclasses import dataclass

from sangkien.core.numbers import thousands
from sangkien.demo import facts
from sangkien.demo.drawing import Draw
from sangkien.initiatives.enums import SubmitterGroup
from sangkien.programmes.models import Programme

# What is done everywhere, what wherever goods are made, and what wherever there are desks.
EVERYWHERE, AT_COMPANIES, AT_DESKS = "any", "enterprise", "office"
COMPANIES = frozenset(
    {"garment", "mechanical", "seafood", "rice", "packaging", "electronics", "footwear"}
)
OWN_WORK_PERCENT, KNOWN_BENEFIT_PERCENT, RECOGNISED_PERCENT = 80, 85, 60
SHORTEST_TRIAL, LONGEST_TRIAL = dt.timedelta(days=6), dt.timedelta(days=120)
DESKS = frozenset({"enforcement", "heritage", "frontdesk"})

Topic = tuple[facts.Idea, str]


MONEY = ("benefit_vnd", "benefit_basis")
RECOGNITION = ("recognised_by", "decision_number", "decided_on")


class OutOfIdeas(Exception):
    """A unit was to get more initiatives than there are different ones for its kind of work."""


@dataclass(frozen=True, kw_only=True)
class Board:
    """A programme as the writer needs it: which field takes which theme."""

    programme: Programme
    field_ids: tuple[int, ...]
    themes: dict[str, int]

    @classmethod
    def of(cls, programme: Programme, themes: dict[str, int]) -> "Board":
        fields = programme.fields.order_by("number").values_list("pk", flat=True)
        return cls(programme=programme, field_ids=tuple(fields), themes=themes)

    def field_id(self, theme: str) -> int:
        return self.field_ids[self.themes[theme]]


class Ideas:
    """The ideas of one unit: none of them comes twice.

    Money and decision numbers are invented, so a unit that really exists gets none.
    """

    def __init__(self, sector: str, board: Board, draw: Draw, *, unit_code: str) -> None:
        shared = {EVERYWHERE}
        shared |= {AT_COMPANIES} if sector in COMPANIES else set()
        shared |= {AT_DESKS} if sector in DESKS else set()
        self._board, self._draw = board, draw
        self._written = 0
        self._is_company = sector in COMPANIES
        self._is_real = unit_code in facts.real_codes()
        self._own = draw.shuffled(self._topics({sector}))
        self._shared = draw.shuffled(self._topics(shared))

    def _topics(self, sectors: set[str]) -> list[Topic]:
        return [
            (idea, thing)
            for idea in facts.ideas()
            if idea.sector in sectors and idea.theme in self._board.themes
            for thing in idea.objects
        ]

    def content(self, *, sent_on: dt.date, applied_from: dt.date) -> dict[str, object]:
        """Complete content of the next initiative, as the actions take it."""
        idea, thing = self._next()
        draw, phrases, numbers = self._draw, facts.load("phrases.json"), self._numbers()
        before = draw.one(phrases["before"][idea.family])
        solution = draw.one(phrases["solution"][idea.family])
        effect, money = self._effect(idea, numbers)
        first = max(applied_from, sent_on - LONGEST_TRIAL)
        applied = draw.day(first, max(first, sent_on - SHORTEST_TRIAL))
        return {
            "title": idea.title.format(object=thing),
            "before": f"{idea.pain} {before}".format(object=thing, **numbers),
            "solution": f"{idea.done} {solution}".format(object=thing, **numbers),
            "effect": f"{effect} {draw.one(phrases['effect'])}",
            "kind": idea.kind,
            "field_id": self._board.field_id(idea.theme),
            "submitter": self._submitter(),
            "first_applied_on": applied,
            **money,
            **self._recognition(applied, sent_on),
        }

    def _submitter(self) -> str:
        """Every tenth is an officer of the union; some said nothing, as on paper."""
        self._written += 1
        if self._written % 17 == 0:
            return ""
        if self._written % 10 == 0:
            return SubmitterGroup.UNION.value
        own = SubmitterGroup.ENTERPRISE if self._is_company else SubmitterGroup.PUBLIC
        return own.value

    def _next(self) -> Topic:
        own = self._own and (not self._shared or self._draw.chance(OWN_WORK_PERCENT))
        stock = self._own if own else self._shared
        if not stock:
            raise OutOfIdeas(self._board.programme.title)
        return stock.pop()

    def _numbers(self) -> dict[str, int]:
        draw = self._draw
        return {
            "few": draw.between(2, 5),
            "some": draw.between(6, 15),
            "minutes": draw.between(15, 45, step=5),
            "percent": draw.between(10, 40),
            "people": draw.between(8, 30),
            "high": draw.between(82, 97),
        }

    def _effect(self, idea: facts.Idea, numbers: dict[str, int]) -> tuple[str, dict[str, object]]:
        phrases, draw = facts.load("phrases.json"), self._draw
        if self._is_real or idea.gain == "none" or not draw.chance(KNOWN_BENEFIT_PERCENT):
            return draw.one(phrases["effects_without_money"][idea.family]).format(**numbers), {}
        way = phrases["gains"][idea.gain]
        amount, times = draw.between(*way["amount"]), draw.between(*way["times"])
        price = draw.between(*way["price"], step=way["price_step"])
        basis = way["basis"].format(
            amount=thousands(amount),
            times=times,
            price=thousands(price),
            total=thousands(amount * times * price),
        )
        money = dict(zip(MONEY, (amount * times * price, basis), strict=True))
        return way["effect"].format(amount=thousands(amount)), money

    def _recognition(self, applied: dt.date, sent_on: dt.date) -> dict[str, object]:
        draw = self._draw
        if self._is_real or not draw.chance(RECOGNISED_PERCENT):
            return {}
        council = draw.one(["Hội đồng sáng kiến của đơn vị", "Thủ trưởng đơn vị"])
        number = f"{draw.between(3, 60):02d}/QĐ-SK"
        return dict(zip(RECOGNITION, (council, number, draw.day(applied, sent_on)), strict=True))


def without_figures(content: dict[str, object]) -> dict[str, object]:
    """The same as somebody writes it who has to be asked for figures afterwards."""
    kept = {name: value for name, value in content.items() if name not in MONEY + RECOGNITION}
    return {**kept, "effect": facts.load("phrases.json")["thin_effect"]}


def without_recognition(content: dict[str, object]) -> dict[str, object]:
    """What a council would not have recognised."""
    return {name: value for name, value in content.items() if name not in RECOGNITION}
