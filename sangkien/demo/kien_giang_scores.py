"""Kiên Giang 2022: the four clusters scored, reviewed, ranked and published at the end of their year.

That the province scores its clusters and blocks, and that the fourth one is made of two blocks, is told
by the article of 14/05/2022; marks and people are invented. Unions of districts and sectors are scored
by one table of the province, the CĐCS of cluster 4 by one of their own.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import VIETNAM, end_of, local_day
from sangkien.demo.blocks.kien_giang import PROVINCE
from sangkien.demo.crews import Roll
from sangkien.demo.drawing import Draw
from sangkien.demo.organising import national_officer, unit
from sangkien.demo.reviewing import counted, review
from sangkien.demo.scorecards import (
    Bench,
    days_after,
    marks_of,
    open_cards,
    said,
    silent,
    table_for,
    usual_mark,
)
from sangkien.demo.setting import Setting
from sangkien.scoring.actions import people as people_acts
from sangkien.scoring.actions import steering
from sangkien.scoring.actions.tables import Scope
from sangkien.scoring.enums import NodeKind, Part
from sangkien.scoring.models import Card, CriteriaTable, Opening
from sangkien.scoring.rules import editing
from sangkien.scoring.rules.columns import Content
from sangkien.scoring.rules.marks import Mark
from sangkien.scoring.rules.people import Counted, Share
from sangkien.scoring.rules.tables import COUNTED, POINT, Node
from sangkien.units.actions import cluster_leading
from sangkien.units.enums import ClusterPost
from sangkien.units.models import Cluster, Grant, Unit
from sangkien.units.queries import actor_for
from sangkien.units.queries.tree import headcount_on

BEGUN_AT = dt.datetime(2022, 12, 1, 8, 0, tzinfo=VIETNAM)
DUE_ON, COUNTED_ON = dt.date(2022, 12, 15), dt.date(2022, 11, 30)
NUMBER, NUMBER_OF_BLOCKS = "42/HD-LĐLĐ", "43/HD-LĐLĐ"
MIXED = 4  # the cluster of blocks: its members are CĐCS
OVER_COVERAGE = "I.3"
PRACTICES = "V"  # the line of practices that others took over
POSTS = (ClusterPost.HEAD, ClusterPost.DEPUTY)


def is_built() -> bool:
    return Opening.objects.filter(unit__code=PROVINCE).exists()


@dataclass(frozen=True, kw_only=True)
class Field:
    """One cluster or block: its units in the order in which they joined, each with its officer."""

    cluster: Cluster
    units: tuple[Unit, ...]
    officers: Mapping[int, User]

    def officer(self, one: Unit) -> User:
        return self.officers[one.pk]

    def checker(self, one: Unit) -> User:
        """The head's officer, the deputy's for the head's own card."""
        head, deputy = self.units[:2]
        return self.officer(deputy if one == head else head)


def build(setting: Setting) -> None:
    """Two tables in force, two openings: the unions of clusters 1 to 3, the CĐCS of the blocks."""
    at, draw, province = BEGUN_AT, setting.draw("cham-diem-2022"), unit(PROVINCE)
    writer = Grant.objects.filter(unit=province).select_related("user").order_by("pk")[0].user
    roll = Roll("KGC", draw)
    second = roll.officer(
        province, RoleKey.PROVINCIAL_OFFICER, granted_by=national_officer(), at=at
    )
    people = writer, second
    fields = _fields(province, roll, writer)
    for field in fields:
        _lead(field, writer)
    mixed = Cluster.objects.get(organiser=province, year=at.year, number=MIXED, parent=None)
    content = said()["table"] | {"review": {"asked": True, "days": "10"}}
    of_blocks = editing.with_node(content, said()["instead_for_grassroots"], instead=OVER_COVERAGE)
    of_blocks |= {"ties": said()["ties_of_grassroots"]}
    narrow = Scope(year=at.year, cluster=mixed)
    blocks = table_for(province, narrow, of_blocks, people, number=NUMBER_OF_BLOCKS, at=at)
    unions = table_for(province, Scope(year=at.year), content, people, number=NUMBER, at=at)
    for table in (unions, blocks):
        inside = [one for one in fields if (one.cluster.parent_id == mixed.pk) == (table == blocks)]
        _score(table, inside, people, draw)


def _fields(province: Unit, roll: Roll, writer: User) -> list[Field]:
    """Unions that have no officer yet get one."""
    rows = Cluster.objects.filter(organiser=province, year=BEGUN_AT.year).order_by("pk")
    found = []
    for cluster in rows:
        units = tuple(
            Unit.objects.filter(cluster_memberships__cluster=cluster).order_by(
                "cluster_memberships"
            )
        )
        if units:
            officers = _officers(units, roll, writer)
            found.append(Field(cluster=cluster, units=units, officers=officers))
    return found


def _officers(units: tuple[Unit, ...], roll: Roll, writer: User) -> dict[int, User]:
    grants = Grant.objects.filter(unit__in=units).select_related("user").order_by("-pk")
    found = {grant.unit_id: grant.user for grant in grants}
    for one in units:
        if one.pk not in found:
            found[one.pk] = roll.officer(
                one, RoleKey.SUPERIOR_OFFICER, granted_by=writer, at=BEGUN_AT
            )
    return found


def _lead(field: Field, writer: User) -> None:
    year = field.cluster.year
    for one, post in zip(field.units, POSTS, strict=False):
        user = field.officer(one)
        cluster_leading.appoint(
            field.cluster,
            one,
            post=post,
            person=user.full_name,
            user=user,
            since_on=dt.date(year, 1, 1),
            until_on=dt.date(year, 12, 31),
            by=actor_for(writer, at=BEGUN_AT),
            at=BEGUN_AT,
        )


def _score(
    table: CriteriaTable, fields: list[Field], people: tuple[User, User], draw: Draw
) -> None:
    """Each unit through the four columns; one meeting for each cluster or block, then all is out."""
    writer, second = people
    opened_at = days_after(BEGUN_AT, 1)
    opened = open_cards(table, Part.YEAR, end_of(DUE_ON), by=writer, at=opened_at)
    bench = Bench(opening=opened, department=writer, council=second)
    for hour, field in enumerate(fields):
        for place, one in enumerate(field.units):
            card, sent = bench.card(one), days_after(BEGUN_AT, 5 + place % 6)
            if table.table.asks_women:
                _count_women(card, field.officer(one), draw, at=sent)
            own = counted(card, marks_of(table.table, draw, _high), at=sent)
            bench.send(card, own, field.officer(one), sent)
            checked = _praised(own)
            bench.send(card, checked, field.checker(one), days_after(BEGUN_AT, 15))
            bench.decide(card, silent(checked), days_after(BEGUN_AT, 18))
        met_at = days_after(BEGUN_AT, 21) + dt.timedelta(hours=hour)
        review(opened, field.cluster, people, at=met_at)
    last = days_after(BEGUN_AT, 31)
    steering.publish_decided(opened, by=actor_for(writer, at=last), at=last)


def _count_women(card: Card, officer: User, draw: Draw, *, at: dt.datetime) -> None:
    """Of the members, by the list that the CĐCS sent with its report."""
    headcount = headcount_on(card.unit, local_day(at))
    if headcount is None:
        return
    women = headcount.members * draw.between(35, 85) // 100
    share = Share(women=women, people=headcount.members, counted_on=COUNTED_ON)
    counted_ = Counted(share=share, basis=said()["basis_of_women"])
    people_acts.give(card, counted_, seen=card.version, by=actor_for(officer, at=at), at=at)


def _high(node: Node, draw: Draw) -> Mark:
    """Nearly everything: these unions are real, nothing is said of them that is not good."""
    if node.kind == NodeKind.BONUS:
        return Mark(value=Fraction(draw.between(0, 3)))
    if node.kind == NodeKind.TIERED and not node.is_measured:
        return Mark(tier=0)
    if node.is_measured and node.kind not in COUNTED:
        return Mark(value=Fraction(draw.between(100, 118)))
    if node.kind == NodeKind.MANUAL:
        return Mark(points=node.most - draw.between(0, 1) * POINT)
    return usual_mark(node, draw)


def _praised(content: Content) -> Content:
    """The cluster found one more practice that others took over."""
    value = content.marks[PRACTICES].value or Fraction(0)
    marks = {**content.marks, PRACTICES: Mark(value=value + 1)}
    return replace(silent(content), marks=marks, reasons={PRACTICES: said()["praised"]})
