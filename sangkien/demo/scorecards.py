"""Cards of the sample: the first cluster of Kiên Giang 2022 scored to the published result, and this
year's, each at another step.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import VIETNAM, end_of, start_of
from sangkien.demo import facts
from sangkien.demo.blocks.kien_giang import OF_THE_YEAR, PROVINCE
from sangkien.demo.blocks.live import PROVINCE as LIVE_PROVINCE
from sangkien.demo.blocks.live import SUPERIOR_UNIT
from sangkien.demo.crews import Roll
from sangkien.demo.drawing import Draw
from sangkien.demo.organising import national_officer, officer_of, unit
from sangkien.demo.reviewing import counted, review
from sangkien.demo.setting import Setting
from sangkien.scoring.actions import columns as filling
from sangkien.scoring.actions import explaining, opening, steering, tables
from sangkien.scoring.actions.columns import Typed
from sangkien.scoring.actions.tables import Scope
from sangkien.scoring.enums import NodeKind, Part
from sangkien.scoring.models import Card, CriteriaTable, Opening
from sangkien.scoring.rules import columns as rules
from sangkien.scoring.rules import reading
from sangkien.scoring.rules.columns import Content
from sangkien.scoring.rules.marks import Mark
from sangkien.scoring.rules.tables import COUNTED, POINT, Node, Table
from sangkien.units.actions import cluster_leading
from sangkien.units.enums import ClusterPost
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import actor_for

SPACE = uuid.UUID("5b6a4f1e-93d9-44dd-9a3f-0b8d2cbbd002")
NUMBER, MINUTES = "42/HD-LĐLĐ", "07/BB-HĐTĐKT"
END_OF_2022 = dt.datetime(2022, 12, 1, 8, 0, tzinfo=VIETNAM)
PRACTICES = "V"  # the line of practices that others took over
MOST_OFF = 4  # points that a unit takes off for itself


def is_2022_built() -> bool:
    return Opening.objects.filter(unit__code=PROVINCE).exists()


def is_live_built() -> bool:
    return Opening.objects.filter(unit__code=SUPERIOR_UNIT).exists()


@cache
def _said() -> dict[str, Any]:
    said: dict[str, Any] = facts.load("scorecards.json")
    return said


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
        self.send(card, _silent(content), self.council, later, reference=MINUTES)


def _silent(content: Content) -> Content:
    return replace(content, reasons={}, notes={})


def _table(organiser: Unit, cluster: Cluster, people: tuple[User, User], at: dt.datetime) -> Any:
    """Drafted by one, put in force by another."""
    writer, second = people
    row = tables.draft(
        organiser,
        Scope(year=cluster.year, cluster=cluster),
        reading.read(_said()["table"]),
        request_key=uuid.uuid5(SPACE, f"bang-{cluster.pk}"),
        by=actor_for(writer, at=at),
        at=at,
    )
    later = at + dt.timedelta(hours=2)
    by = actor_for(second, at=later)
    return tables.enforce(row, number=NUMBER, seen=row.version, by=by, at=later)


def _open(
    table: CriteriaTable, part: Part, due: dt.datetime, *, by: User, at: dt.datetime
) -> Opening:
    return opening.open_cards(
        table,
        part,
        due_at=due,
        request_key=uuid.uuid5(SPACE, f"dot-{table.pk}-{part}"),
        by=actor_for(by, at=at),
        at=at,
    )


def _lead(cluster: Cluster, heads: list[Unit], people: list[User], by: User, at: Any) -> None:
    posts = (ClusterPost.HEAD, ClusterPost.DEPUTY)
    for place, user, post in zip(heads, people, posts, strict=True):
        cluster_leading.appoint(
            cluster,
            place,
            post=post,
            person=user.full_name,
            user=user,
            since_on=dt.date(cluster.year, 1, 1),
            until_on=dt.date(cluster.year, 12, 31),
            by=actor_for(by, at=at),
            at=at,
        )


def build_2022(setting: Setting) -> None:
    """Six unions, each through the four columns; the results are out."""
    at, province = END_OF_2022, unit(PROVINCE)
    draw = setting.draw("cham-diem-2022")
    writer = officer_of(PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    second = Roll("KGC", draw).officer(
        province, RoleKey.PROVINCIAL_OFFICER, granted_by=national_officer(), at=at
    )
    cluster = Cluster.objects.select_related("organiser").get(
        organiser=province, year=at.year, number=1, parent=None
    )
    codes = [row.code for row in facts.unit_rows("kien-giang-2022") if row.cluster == OF_THE_YEAR]
    unions = [unit(code) for code in codes]
    officers = [officer_of(one.code, RoleKey.SUPERIOR_OFFICER) for one in unions]
    _lead(cluster, unions[:2], officers[:2], writer, at)
    table = _table(province, cluster, (writer, second), at)
    opened = _open(table, Part.YEAR, end_of(dt.date(2022, 12, 15)), by=writer, at=_days(at, 1))
    bench = Bench(opening=opened, department=writer, council=second)
    for place, (union, officer) in enumerate(zip(unions, officers, strict=True)):
        card, sent = bench.card(union), _days(at, 5 + place)
        own = counted(card, _marks(table.table, draw, is_real=True), at=sent)
        bench.send(card, own, officer, sent)
        checked = _praised(own)
        bench.send(card, checked, officers[1 if place == 0 else 0], _days(at, 15))
        bench.decide(card, _silent(checked), _days(at, 18))
    review(opened, cluster, (writer, second), at=_days(at, 21))
    last = _days(at, 31)
    steering.publish_decided(opened, by=actor_for(writer, at=last), at=last)


def _morning(setting: Setting, days_ago: int) -> dt.datetime:
    return start_of(setting.today - dt.timedelta(days=days_ago)) + dt.timedelta(hours=9)


def _days(at: dt.datetime, days: int) -> dt.datetime:
    return at + dt.timedelta(days=days)


def _marks(table: Table, draw: Draw, *, is_real: bool = False) -> Content:
    mark = _high if is_real else _mark
    marks = {node.code: mark(node, draw) for node in table.items}
    is_own = table.name == _said()["table"]["name"]
    notes = dict(_said()["notes" if is_own else "notes_of_grassroots"])
    return Content(marks=marks, notes=notes, statements=rules.statements(table))


def _high(node: Node, draw: Draw) -> Mark:
    """Nearly everything."""
    if node.kind == NodeKind.BONUS:
        return Mark(value=Fraction(draw.between(0, 3)))
    if node.kind == NodeKind.TIERED and not node.is_measured:
        return Mark(tier=0)
    if node.is_measured and node.kind not in COUNTED:
        return Mark(value=Fraction(draw.between(100, 118)))
    if node.kind == NodeKind.MANUAL:
        return Mark(points=node.most - draw.between(0, 1) * POINT)
    return _mark(node, draw)


def _mark(node: Node, draw: Draw) -> Mark:
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


def _praised(content: Content) -> Content:
    """The cluster found one more practice that others took over. These unions are real: nothing is
    said of them that is not good.
    """
    value = content.marks[PRACTICES].value or Fraction(0)
    marks = {**content.marks, PRACTICES: Mark(value=value + 1)}
    return replace(_silent(content), marks=marks, reasons={PRACTICES: _said()["praised"]})


def build_live(setting: Setting) -> None:
    _cluster_of_wards(setting)
    _below_the_superior(setting)


def _cluster_of_wards(setting: Setting) -> None:
    """The head's own card is a draft, the deputy's waits for the head."""
    at, draw = _morning(setting, 9), setting.draw("cham-diem-cum")
    province = unit(LIVE_PROVINCE)
    writer = officer_of(LIVE_PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    cluster = Cluster.objects.select_related("organiser").get(
        organiser=province, year=setting.today.year, number=1, parent=None
    )
    table = _table(province, cluster, (writer, national_officer()), at)
    due = end_of(setting.today + dt.timedelta(days=11))
    opened = _open(table, Part.YEAR, due, by=writer, at=_days(at, 1))
    cards = Card.objects.filter(opening=opened).select_related(
        "opening__table", "opening__unit", "unit", "checker"
    )
    for card in cards.order_by("pk"):
        user = officer_of(card.unit.code, RoleKey.SUPERIOR_OFFICER)
        later = _days(at, 6)
        own = counted(card, _marks(table.table, draw), at=later)
        typed = Typed(content=own, seen=card.version)
        act = filling.save if card.unit.code == SUPERIOR_UNIT else filling.submit
        act(card, typed, by=actor_for(user, at=later), at=later)


def _below_the_superior(setting: Setting) -> None:
    """One waits for the council and may explain, one is published, one came back, the rest are late."""
    at, draw = _morning(setting, 16), setting.draw("cham-diem-cdcs")
    table = CriteriaTable.objects.get(unit__code=SUPERIOR_UNIT, state="in_force")
    superior = officer_of(SUPERIOR_UNIT, RoleKey.SUPERIOR_OFFICER)
    provincial = officer_of(LIVE_PROVINCE, RoleKey.PROVINCIAL_OFFICER)
    due = end_of(setting.today - dt.timedelta(days=3))
    opened = _open(table, Part.YEAR, due, by=superior, at=at)
    bench = Bench(opening=opened, department=superior, council=provincial)
    below = list(Unit.objects.filter(score_cards__opening=opened).order_by("path"))
    for place, one in enumerate(below):
        officer = officer_of(one.code, RoleKey.GRASSROOTS_OFFICER)
        card, sent = bench.card(one), _days(at, 3 + place)
        own = counted(card, _marks(table.table, draw), at=sent)
        bench.send(card, own, officer, sent)
        _advance(bench, card, own, place, at=_days(at, 8))


def _advance(bench: Bench, card: Card, own: Content, place: int, *, at: dt.datetime) -> None:
    if place == 0:
        items = [node for node in card.opening.table.table.items if node.kind == NodeKind.MANUAL]
        code = items[0].code
        points = max(0, (own.marks[code].points or 0) - POINT)
        reason = _said()["lowered_of_grassroots"]
        lower = replace(
            _silent(own), marks={**own.marks, code: Mark(points=points)}, reasons={code: reason}
        )
        bench.send(card, lower, bench.department, at)
        officer = officer_of(card.unit.code, RoleKey.GRASSROOTS_OFFICER)
        later = _days(at, 1)
        by = actor_for(officer, at=later)
        explaining.explain(card, code, _said()["answer"], by=by, at=later)
    elif place == 1:
        bench.decide(card, _silent(own), at)
        last = _days(at, 3)
        by = actor_for(bench.department, at=last)
        steering.publish(card, seen=card.version, by=by, at=last)
