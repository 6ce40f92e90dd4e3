"""The cards of one cluster side by side: what each line was given, totals, class, rank and why.

A number of queries that does not grow with units or lines.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotFound
from sangkien.scoring import automatic
from sangkien.scoring.automatic import Span
from sangkien.scoring.enums import (
    CardState,
    ColumnState,
    NodeKind,
    ReviewState,
    Source,
    Stage,
    TieKind,
)
from sangkien.scoring.models import Card, CardPeople, Column, Opening, ReviewMeeting
from sangkien.scoring.queries.cards import ORDER, is_hidden
from sangkien.scoring.rules import marks, ranking
from sangkien.scoring.rules.marks import Class, Marks, Totals
from sangkien.scoring.rules.people import Share
from sangkien.scoring.rules.ranking import Placed, Runner, Settled
from sangkien.scoring.rules.reviews import Equals
from sangkien.scoring.rules.tables import Automatic, Table
from sangkien.units.models import Cluster, Unit

VALID_ENTRIES = Automatic(source=Source.ENTRIES, way=NodeKind.BONUS, base="valid")


@dataclass(frozen=True, kw_only=True)
class Arena:
    """Among whom is ranked: the cards of an opening in one cluster or block (None: in none)."""

    opening: Opening
    cluster: Cluster | None
    clusters: tuple[Cluster, ...]
    has_loose: bool
    is_managed: bool

    @property
    def name(self) -> str:
        return (
            self.cluster.name
            if self.cluster
            else _("Các đơn vị của %(unit)s") % {"unit": self.opening.unit.label}
        )

    @property
    def table(self) -> Table:
        return self.opening.table.table


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One unit of the grid: the column that is shown and the one before it. `changed` are codes with
    the points that the column before gave.
    """

    card: Card
    column: Column | None
    given: Marks
    totals: Totals | None
    outcome: Class
    changed: Mapping[str, int]
    sent_at: dt.datetime | None

    @property
    def unit(self) -> Unit:
        return self.card.unit


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`stage` None shows the last submitted column of each unit. `is_final`: every card of the arena
    is published, also those that the reader does not see; units read no rank before.
    """

    arena: Arena
    stage: Stage | None
    seats: tuple[Seat, ...]
    placed: Mapping[int, Placed]  # by unit; those without a column have no rank
    is_final: bool

    @property
    def is_ranked(self) -> bool:
        return self.arena.is_managed or self.is_final

    @property
    def ranked(self) -> list[tuple[Seat, Placed | None]]:
        """In the order of ranks, those without a column at the end."""
        pairs = [(seat, self.placed.get(seat.unit.pk)) for seat in self.seats]
        return sorted(pairs, key=lambda pair: (pair[1] is None, pair[1].rank if pair[1] else 0))


def get_arena(pk: int, *, actor: Actor, cluster: str = "") -> Arena:
    """An opening with the cluster that is asked for, else the first one in which there is something
    to see; `cluster` is a number, or "0" for units in none. NotFound where nothing is visible.
    """
    rows = Opening.objects.select_related("table", "unit__parent", "cluster").filter(pk=pk)
    opening = rows.filter(cancelled_at=None).first()
    if opening is None:
        raise NotFound(_("Không tìm thấy đợt chấm điểm này."))
    is_managed = actor.can(Permission.SCORING_MANAGE, at=opening.unit.path)
    cards = Card.objects.filter(opening=opening)
    if not is_managed:
        cards = Card.objects.visible_to(actor).filter(opening=opening)
    found = set(cards.order_by().values_list("cluster_id", flat=True).distinct())
    if not found:
        raise NotFound(_("Không tìm thấy đợt chấm điểm này."))
    clusters = tuple(
        Cluster.objects.filter(pk__in=[one for one in found if one]).order_by(
            "number", "name", "pk"
        )
    )
    chosen = _chosen(clusters, cluster, has_loose=None in found)
    return Arena(
        opening=opening,
        cluster=chosen,
        clusters=clusters,
        has_loose=None in found,
        is_managed=is_managed,
    )


def _chosen(clusters: Sequence[Cluster], asked: str, *, has_loose: bool) -> Cluster | None:
    if not asked or (asked == "0" and not has_loose):
        return clusters[0] if clusters else None
    if asked == "0":
        return None
    found = next((one for one in clusters if str(one.pk) == asked), None)
    if found is None:
        raise NotFound(_("Không tìm thấy cụm, khối này trong đợt chấm điểm."))
    return found


def cards_in(arena: Arena, *, actor: Actor) -> QuerySet[Card]:
    rows = Card.objects.all() if arena.is_managed else Card.objects.visible_to(actor)
    return rows.filter(opening=arena.opening, cluster=arena.cluster)


def grid(arena: Arena, *, actor: Actor, stage: Stage | None = None, at: dt.datetime) -> Grid:
    """All cards: whoever is left out would shift the ranks of the others. Five queries; one more each where
    equals are told apart by initiatives, women or a review.
    """
    return _built(arena, cards_in(arena, actor=actor), stage=stage, at=at)


def results(arena: Arena, *, actor: Actor, at: dt.datetime) -> Grid:
    """Only what was published."""
    cards = cards_in(arena, actor=actor).filter(state=CardState.FINAL)
    return _built(arena, cards, stage=Stage.COUNCIL, at=at)


def _built(arena: Arena, cards: QuerySet[Card], *, stage: Stage | None, at: dt.datetime) -> Grid:
    found = list(cards.select_related("unit").order_by("unit__name_sort", "pk"))
    columns = _columns(found, is_managed=arena.is_managed)
    seats = tuple(_seat(card, columns.get(card.pk, []), arena.table, stage) for card in found)
    is_final = bool(found) and not _has_unpublished(arena)
    placed = _placed(arena, seats, at=at) if arena.is_managed or is_final else {}
    return Grid(arena=arena, stage=stage, seats=seats, placed=placed, is_final=is_final)


def final_places(
    opening: Opening, cluster: Cluster | None, cards: Sequence[Card], *, at: dt.datetime
) -> dict[int, Placed]:
    """By unit, as the page of ranks puts those who are all published: by points, by what tells equals apart,
    and as a review settled it. A number of queries that does not grow with the cards.
    """
    arena = Arena(opening=opening, cluster=cluster, clusters=(), has_loose=False, is_managed=True)
    columns = _columns(cards, is_managed=True)
    seats = [_seat(card, columns.get(card.pk, []), arena.table, Stage.COUNCIL) for card in cards]
    return _placed(arena, seats, at=at)


def _has_unpublished(arena: Arena) -> bool:
    rows = Card.objects.filter(opening=arena.opening, cluster=arena.cluster)
    return rows.exclude(state=CardState.FINAL).exists()


def _placed(arena: Arena, seats: Sequence[Seat], *, at: dt.datetime) -> dict[int, Placed]:
    runners = _runners(arena, seats, at=at)
    found = placed_by(arena.table, runners, lambda: _settled(arena, seats))
    return {one.runner.key: one for one in found}


def placed_by(
    table: Table, runners: Sequence[Runner], settled: Callable[[], Mapping[int, Settled]]
) -> list[Placed]:
    """What reviews decided is read only where some share a rank."""
    found = ranked(table, runners)
    known = settled() if any(one.is_shared for one in found) else {}
    if not known:
        return found
    return ranked(table, [replace(one, settled=known.get(one.key)) for one in runners])


def ranked(table: Table, runners: Sequence[Runner]) -> list[Placed]:
    labels = {node.code: f"{node.code}. {node.name}" for node in table.nodes}
    return ranking.rank(runners, table.ties, labels=labels)


def _settled(arena: Arena, seats: Sequence[Seat]) -> dict[int, Settled]:
    """By unit: what the last confirmed review decided between equals that have had the same points ever
    since.
    """
    rows = ReviewMeeting.objects.filter(
        opening=arena.opening,
        cluster=arena.cluster,
        is_year=False,
        state=ReviewState.CONFIRMED,
    ).exclude(settled={})
    totals = [(seat.card, seat.totals.ranking) for seat in seats if seat.totals is not None]
    return settled_by(rows, totals)


def settled_by(
    rows: QuerySet[ReviewMeeting], totals: Sequence[tuple[Card, int | Fraction]]
) -> dict[int, Settled]:
    """By unit; a later meeting stands over an earlier one."""
    found: dict[int, Settled] = {}
    for row in rows.order_by("held_on", "pk"):
        for card, total in totals:
            settled = row.settled_for(card, total)
            if settled is not None:
                found[card.unit_id] = settled
    return found


def equals(opening: Opening, cluster: Cluster | None, *, at: dt.datetime) -> list[Equals]:
    """Cards of a cluster that share a rank now, whatever a review decided before."""
    arena = Arena(opening=opening, cluster=cluster, clusters=(), has_loose=False, is_managed=True)
    rows = Card.objects.filter(opening=opening, cluster=cluster).select_related("unit")
    cards = list(rows.order_by("unit__name_sort", "pk"))
    columns = _columns(cards, is_managed=True)
    seats = [_seat(card, columns.get(card.pk, []), arena.table, None) for card in cards]
    by_unit = {seat.unit.pk: seat.card.pk for seat in seats}
    return sharing(ranked(arena.table, _runners(arena, seats, at=at)), by_unit)


def sharing(placed: Sequence[Placed], card_ids: Mapping[int, int]) -> list[Equals]:
    """Cards of those that share a rank, by it; `card_ids` are by unit."""
    shared: dict[int, list[int]] = {}
    for one in placed:
        if one.is_shared:
            shared.setdefault(one.rank, []).append(card_ids[one.runner.key])
    return [Equals(rank=rank, cards=tuple(found)) for rank, found in shared.items()]


def _columns(cards: Sequence[Card], *, is_managed: bool) -> dict[int, list[Column]]:
    """Those that count and may be seen, in the order of the stages."""
    by_pk = {card.pk: card for card in cards}
    rows = Column.objects.filter(card__in=by_pk, state=ColumnState.SUBMITTED)
    found: dict[int, list[Column]] = {}
    for row in rows:
        if is_managed or not is_hidden(row, by_pk[row.card_id]):
            found.setdefault(row.card_id, []).append(row)
    for listed in found.values():
        listed.sort(key=lambda row: ORDER[row.stage])
    return found


def _seat(card: Card, columns: list[Column], table: Table, stage: Stage | None) -> Seat:
    sent = next((row.submitted_at for row in columns if row.stage == Stage.SELF), None)
    shown = columns[-1] if columns else None
    if stage is not None:
        shown = next((row for row in columns if row.stage == stage), None)
    if shown is None:
        return Seat(
            card=card,
            column=None,
            given={},
            totals=None,
            outcome=Class(name=""),
            changed={},
            sent_at=sent,
        )
    given = shown.content.marks
    totals = marks.totals(table, given)
    place = columns.index(shown)
    return Seat(
        card=card,
        column=shown,
        given=given,
        totals=totals,
        outcome=marks.classify(table, totals, stated=frozenset(shown.statements)),
        changed=_changed(table, shown, columns[place - 1]) if place else {},
        sent_at=sent,
    )


def _changed(table: Table, shown: Column, before: Column) -> dict[str, int]:
    earlier = None
    found = {}
    for node in table.items:
        if shown.marks.get(node.code) != before.marks.get(node.code):
            earlier = earlier or marks.totals(table, before.content.marks)
            found[node.code] = earlier.points[node.code]
    return found


def _runners(arena: Arena, seats: Sequence[Seat], *, at: dt.datetime) -> list[Runner]:
    counted = _entries(arena, seats, at=at)
    scored = {seat.card.pk: seat.totals.ranking for seat in seats if seat.totals is not None}
    women = shares(arena.table, scored)
    return [
        Runner(
            key=seat.unit.pk,
            name=seat.unit.label,
            total=seat.totals.ranking,
            class_score=seat.totals.class_score,
            points=seat.totals.points,
            measured={c: m.value for c, m in seat.given.items() if m.value is not None},
            entries=counted.get(seat.unit.pk),
            women=women.get(seat.card.pk),
            sent_at=seat.sent_at,
        )
        for seat in seats
        if seat.totals is not None
    ]


def _entries(arena: Arena, seats: Sequence[Seat], *, at: dt.datetime) -> dict[int, int]:
    totals = [seat.totals.ranking for seat in seats if seat.totals is not None]
    units = [seat.unit for seat in seats]
    span = automatic.span_of(arena.opening.year, arena.opening.part)
    return valid_entries(arena.table, units, totals, span, at=at)


def valid_entries(
    table: Table,
    units: Sequence[Unit],
    totals: Sequence[int | Fraction],
    span: Span,
    *,
    at: dt.datetime,
) -> dict[int, int]:
    """Valid initiatives of the time that is scored, where they decide between equals."""
    asked = any(tie.kind == TieKind.ENTRIES for tie in table.ties)
    if not asked or len(set(totals)) == len(totals):
        return {}
    found = automatic.facts(units, [VALID_ENTRIES], span, at=at)[VALID_ENTRIES]
    return {pk: int(fact.part) for pk, fact in found.items()}


def shares(table: Table, totals: Mapping[int, int | Fraction]) -> dict[int, Share]:
    """How many are women, by card, where that decides between equals. `totals` are by card."""
    if not table.asks_women or len(set(totals.values())) == len(totals):
        return {}
    rows = CardPeople.objects.filter(card__in=totals)
    return {row.card_id: row.share for row in rows}
