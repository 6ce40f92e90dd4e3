"""Criteria tables of the superior union, and cards of its units."""

import datetime as dt
import uuid
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.scoring import queries
from sangkien.scoring.actions import columns as filling
from sangkien.scoring.actions import opening, tables
from sangkien.scoring.actions.columns import Typed
from sangkien.scoring.actions.tables import Scope
from sangkien.scoring.enums import CardState, NodeKind, Part
from sangkien.scoring.models import Card, Column, CriteriaTable, Opening
from sangkien.scoring.rules import columns
from sangkien.scoring.rules.columns import Content
from sangkien.scoring.rules.marks import Mark
from sangkien.scoring.rules.tables import COUNTED, Node, Table
from sangkien.units.actions import clusters
from sangkien.units.enums import ClusterKind, ClusterPost
from sangkien.units.models import Cluster, ClusterLead, Unit
from tests.factories import NOW, SYSTEM, Cast, actor, make_officer

KEY = "to_cong_doan_2015"
NUMBER = "15/HD-LĐLĐ ngày 10/01/2026"


def draft(
    unit: Unit,
    user: User,
    *,
    key: str = KEY,
    at: dt.datetime = NOW,
    request_key: uuid.UUID | None = None,
    **scope: Any,
) -> CriteriaTable:
    return tables.draft(
        unit,
        Scope(**{"year": at.year, **scope}),
        queries.get_shipped(key),
        request_key=request_key or uuid.uuid4(),
        by=actor(user, at=at),
        at=at,
    )


def enforce(row: CriteriaTable, user: User, *, at: dt.datetime = NOW) -> CriteriaTable:
    by = actor(user, at=at)
    return tables.enforce(row, number=NUMBER, seen=row.version, by=by, at=at)


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A cluster of the superior union with two CĐCS, the second leads it; the cards are open."""

    cast: Cast
    colleague: User
    cluster: Cluster
    opening: Opening

    def card(self, unit: Unit | None = None) -> Card:
        rows = Card.objects.select_related("opening__table", "opening__unit", "unit", "checker")
        return rows.get(opening=self.opening, unit=unit or self.cast.factory)


def open_scoring(cast: Cast, *, at: dt.datetime = NOW, **options: Any) -> Scored:
    colleague = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Đỗ Đồng Cấp")
    cluster = clusters.form_cluster(
        organiser=cast.superior,
        kind=ClusterKind.CLUSTER,
        year=at.year,
        name="Cụm thi đua số 1",
        number=1,
        by=SYSTEM,
        at=at,
    )
    clusters.join_units(cluster, [cast.factory, cast.sister_factory], by=SYSTEM, at=at)
    ClusterLead.objects.create(
        cluster=cluster,
        unit=cast.sister_factory,
        post=ClusterPost.HEAD,
        person="Lê Văn Cường",
        since_on=at.date(),
    )
    table = enforce(draft(cast.superior, cast.superior_officer, at=at), colleague, at=at)
    opened = opening.open_cards(
        table,
        Part.YEAR,
        due_at=options.get("due_at"),
        request_key=uuid.uuid4(),
        by=actor(colleague, at=at),
        at=at,
    )
    return Scored(cast=cast, colleague=colleague, cluster=cluster, opening=opened)


def marked(table: Table, **changes: int) -> Content:
    """Everything reached; `changes` are points by code with _ for the dot."""
    marks = {node.code: _full(node) for node in table.items}
    for code, points in changes.items():
        marks[code.replace("_", ".")] = Mark(points=points)
    return Content(marks=marks, statements=columns.statements(table))


def _full(node: Node) -> Mark:
    if node.kind == NodeKind.TIERED and not node.is_measured:
        return Mark(tier=0)
    if node.is_measured:
        return Mark(value=Fraction(0) if node.kind in COUNTED else Fraction(1000))
    return Mark(points=node.most)


def send(
    card: Card, content: Content, user: User, *, at: dt.datetime = NOW, reference: str = ""
) -> Column:
    typed = Typed(content=content, seen=card.version, reference=reference)
    return filling.submit(card, typed, by=actor(user, at=at), at=at)


def decide(scored: Scored, unit: Unit | None = None, **marks: int) -> Card:
    """Through the whole chain with the same marks."""
    cast, card = scored.cast, scored.card(unit)
    full = marked(scored.opening.table.table, **marks)
    own, other = cast.officer, cast.sister_officer
    if unit == cast.sister_factory:
        own, other = other, own
    send(card, full, own)
    if card.state == CardState.CLUSTER:
        send(card, full, other)
    send(card, full, cast.superior_officer)
    send(card, full, scored.colleague, reference="04/BB-HĐ")
    return scored.card(unit)
