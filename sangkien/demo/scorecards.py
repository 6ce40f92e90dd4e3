"""Cards of this year in the sample, each at another step, and what all cards of the sample share."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import end_of, start_of
from sangkien.demo import facts
from sangkien.demo.blocks.live import PROVINCE, SUPERIOR_UNIT
from sangkien.demo.drawing import Draw
from sangkien.demo.organising import national_officer, officer_of, unit
from sangkien.demo.reviewing import counted
from sangkien.demo.setting import Setting
from sangkien.scoring.actions import cancelling, explaining, opening, steering, tables
from sangkien.scoring.actions import columns as filling
from sangkien.scoring.actions.columns import Typed
from sangkien.scoring.actions.tables import Scope
from sangkien.scoring.enums import NodeKind, Part
from sangkien.scoring.models import Card, CriteriaTable, Opening
from sangkien.scoring.rules import columns as rules
from sangkien.scoring.rules import reading
from sangkien.scoring.rules.columns import Content
from sangkien.scoring.rules.marks import Mark
from sangkien.scoring.rules.tables import COUNTED, POINT, Node, Table
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import actor_for

SPACE = uuid.UUID("5b6a4f1e-93d9-44dd-9a3f-0b8d2cbbd002")
NUMBER, MINUTES = "42/HD-LĐLĐ", "07/BB-HĐTĐKT"
MOST_OFF = 4  # points that a unit takes off for itself
Marking = Callable[[Node, Draw], Mark]


def is_live_built() -> bool:
    return Opening.objects.filter(unit__code=SUPERIOR_UNIT).exists()


@cache
def said() -> dict[str, Any]:
    found: dict[str, Any] = facts.load("scorecards.json")
    return found


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Who judges in an opening: the department, and another person for the council."""

    opening: Opening
    department: User
    council: User

    def card(self, place: Unit) -> Card:
        rows = Card.objects.select_related("opening__table", "opening__unit", "unit", "checker")
        return rows.get(opening=self.opening, unit=place)

    def send(
        self, card: Card, content: Content, user: User, at: dt.datetime, *, reference: str = ""
    ) -> None:
        typed = Typed(content=content, seen=card.version, reference=reference)
        filling.submit(card, typed, by=actor_for(user, at=at), at=at)

    def decide(self, card: Card, content: Content, at: dt.datetime) -> None:
        self.send(card, content, self.department, at)
        later = at + dt.timedelta(days=2)
        self.send(card, silent(content), self.council, later, reference=MINUTES)


def silent(content: Content) -> Content:
    return replace(content, reasons={}, notes={})


def table_for(
    organiser: Unit,
    scope: Scope,
    content: dict[str, Any],
    people: tuple[User, User],
    *,
    number: str,
    at: dt.datetime,
) -> CriteriaTable:
    """Drafted by one, put in force by another."""
    writer, second = people
    cluster = scope.cluster.pk if scope.cluster else ""
    row = tables.draft(
        organiser,
        scope,
        reading.read(content),
        request_key=uuid.uuid5(SPACE, f"bang-{organiser.code}-{scope.year}-{cluster}"),
        by=actor_for(writer, at=at),
        at=at,
    )
    later = at + dt.timedelta(hours=2)
    by = actor_for(second, at=later)
    return tables.enforce(row, number=number, seen=row.version, by=by, at=later)


def open_cards(
    table: CriteriaTable, part: Part, due: dt.datetime | None, *, by: User, at: dt.datetime
) -> Opening:
    return opening.open_cards(
        table,
        part,
        due_at=due,
        request_key=uuid.uuid5(SPACE, f"dot-{table.pk}-{part}"),
        by=actor_for(by, at=at),
        at=at,
    )


def _morning(setting: Setting, days_ago: int) -> dt.datetime:
    return start_of(setting.today - dt.timedelta(days=days_ago)) + dt.timedelta(hours=9)


def days_after(at: dt.datetime, days: int) -> dt.datetime:
    return at + dt.timedelta(days=days)


def marks_of(table: Table, draw: Draw, mark: Marking | None = None) -> Content:
    marks = {node.code: (mark or usual_mark)(node, draw) for node in table.items}
    is_of_clusters = table.name == said()["table"]["name"]
    notes = dict(said()["notes" if is_of_clusters else "notes_of_grassroots"])
    return Content(marks=marks, notes=notes, statements=rules.statements(table))


def usual_mark(node: Node, draw: Draw) -> Mark:
    if node.kind == NodeKind.YES_NO:
        return Mark(points=node.most)
    if node.kind == NodeKind.TIERED and not node.is_measured:
        return Mark(tier=0 if draw.chance(70) else 1)
    if node.kind in COUNTED:
        is_bonus = node.kind == NodeKind.BONUS
        return Mark(value=Fraction(draw.between(0, 3) if is_bonus else 0))
    if node.is_measured:
        return Mark(value=Fraction(draw.between(78, 118)))
    whole = node.most // POINT
    return Mark(points=max(0, whole - draw.between(0, min(MOST_OFF, whole // 3))) * POINT)


def build_live(setting: Setting) -> None:
    _cluster_of_wards(setting)
    _below_the_superior(setting)


def _cluster_of_wards(setting: Setting) -> None:
    """The head's own card is a draft, the deputy's waits for the head."""
    at, draw = _morning(setting, 9), setting.draw("cham-diem-cum")
    province = unit(PROVINCE)
    writer = officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    cluster = Cluster.objects.select_related("organiser").get(
        organiser=province, year=setting.today.year, number=1, parent=None
    )
    scope = Scope(year=cluster.year, cluster=cluster)
    people = (writer, national_officer())
    table = table_for(province, scope, said()["table"], people, number=NUMBER, at=at)
    due = end_of(setting.today + dt.timedelta(days=11))
    opened = open_cards(table, Part.YEAR, due, by=writer, at=days_after(at, 1))
    cards = Card.objects.filter(opening=opened).select_related(
        "opening__table", "opening__unit", "unit", "checker"
    )
    for card in cards.order_by("pk"):
        user = officer_of(card.unit.code, RoleKey.SUPERIOR_OFFICER)
        later = days_after(at, 6)
        own = counted(card, marks_of(table.table, draw), at=later)
        typed = Typed(content=own, seen=card.version)
        act = filling.save if card.unit.code == SUPERIOR_UNIT else filling.submit
        act(card, typed, by=actor_for(user, at=later), at=later)


def _below_the_superior(setting: Setting) -> None:
    """One waits for the council and may explain, one is published, one came back, the rest are late.
    Before, the cards of a half-year were opened by mistake.
    """
    at, draw = _morning(setting, 16), setting.draw("cham-diem-cdcs")
    table = CriteriaTable.objects.get(unit__code=SUPERIOR_UNIT, state="in_force")
    superior = officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER)
    provincial = officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    wrong = open_cards(table, Part.FIRST, None, by=superior, at=at - dt.timedelta(hours=1))
    minutes_later = at - dt.timedelta(minutes=40)
    by = actor_for(superior, at=minutes_later)
    cancelling.cancel(wrong, said()["opened_by_mistake"], by=by, at=minutes_later)
    due = end_of(setting.today - dt.timedelta(days=3))
    opened = open_cards(table, Part.YEAR, due, by=superior, at=at)
    bench = Bench(opening=opened, department=superior, council=provincial)
    below = list(Unit.objects.filter(score_cards__opening=opened).order_by("path"))
    for place, one in enumerate(below):
        officer = officer_of(one.code, RoleKey.GRASSROOTS_OFFICER)
        card, sent = bench.card(one), days_after(at, 3 + place)
        own = counted(card, marks_of(table.table, draw), at=sent)
        bench.send(card, own, officer, sent)
        _advance(bench, card, own, place, at=days_after(at, 8))


def _advance(bench: Bench, card: Card, own: Content, place: int, *, at: dt.datetime) -> None:
    if place == 0:
        items = [node for node in card.opening.table.table.items if node.kind == NodeKind.MANUAL]
        code = items[0].code
        points = max(0, (own.marks[code].points or 0) - POINT)
        reason = said()["lowered_of_grassroots"]
        lower = replace(
            silent(own), marks={**own.marks, code: Mark(points=points)}, reasons={code: reason}
        )
        bench.send(card, lower, bench.department, at)
        officer = officer_of(card.unit.code, RoleKey.GRASSROOTS_OFFICER)
        later = days_after(at, 1)
        by = actor_for(officer, at=later)
        explaining.explain(card, code, said()["answer"], by=by, at=later)
    elif place == 1:
        bench.decide(card, silent(own), at)
        last = days_after(at, 3)
        by = actor_for(bench.department, at=last)
        steering.publish(card, seen=card.version, by=by, at=last)
