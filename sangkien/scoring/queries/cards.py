"""Reading one card: its columns, who leads the cluster, what the next column begins with."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.scoring.enums import CardState, ColumnState, Stage
from sangkien.scoring.models import Card, CardEvidence, CardPeople, Column, Opening
from sangkien.scoring.rules.columns import Content
from sangkien.units.enums import ClusterPost
from sangkien.units.models import Cluster, ClusterLead, ClusterMember, Unit

ORDER = {stage: place for place, stage in enumerate(Stage.values)}
POSTS = {ClusterPost.HEAD: 0, ClusterPost.DEPUTY: 1}


def get_card(pk: int, *, actor: Actor) -> Card:
    rows = Card.objects.visible_to(actor).filter(pk=pk)
    found = rows.select_related(
        "opening__table", "opening__unit__parent", "unit__parent", "cluster", "checker"
    ).first()
    if found is None:
        raise NotFound(_("Không tìm thấy phiếu chấm điểm này."))
    return found


def is_visible(card: Card, *, actor: Actor) -> bool:
    return Card.objects.visible_to(actor).filter(pk=card.pk).exists()


def get_opening(pk: int, *, actor: Actor) -> Opening:
    rows = Opening.objects.visible_to(actor).filter(pk=pk)
    found = rows.select_related("table", "unit", "cluster", "closed_by", "cancelled_by").first()
    if found is None:
        raise NotFound(_("Không tìm thấy đợt chấm điểm này."))
    return found


def columns_of(card: Card) -> list[Column]:
    """Every column, those that were retired included, in the order of the stages."""
    rows = Column.objects.filter(card=card).select_related("submitted_by", "retired_by")
    return sorted(rows, key=lambda row: (ORDER[row.stage], row.number))


def submitted(columns: Sequence[Column]) -> list[Column]:
    """The ones that count, in the order of the stages."""
    return [row for row in columns if row.state == ColumnState.SUBMITTED]


def draft_of(card: Card, columns: Sequence[Column]) -> Column | None:
    """What is being written at the stage where the card stands."""
    rows = (row for row in columns if row.state == ColumnState.DRAFT and row.stage == card.state)
    return next(rows, None)


def before(card: Card, columns: Sequence[Column]) -> Column | None:
    """The last column that counts before the stage where the card stands."""
    if card.state not in ORDER:
        return None
    rows = [row for row in submitted(columns) if ORDER[row.stage] < ORDER[card.state]]
    return rows[-1] if rows else None


def started(card: Card, columns: Sequence[Column]) -> Content:
    """What the form begins with: the draft, else the marks of the column before."""
    draft = draft_of(card, columns)
    if draft is not None:
        return draft.content
    earlier = before(card, columns)
    if earlier is None:
        return Content()
    return replace(earlier.content, reasons={}, notes={})


def again(card: Card, columns: Sequence[Column]) -> Column | None:
    """The column that was given back or unlocked, where its stage is written again."""
    rows = [row for row in columns if row.state == ColumnState.RETIRED and row.stage == card.state]
    return rows[-1] if rows else None


def writers(columns: Sequence[Column], *, but: str = "") -> frozenset[int]:
    """Who wrote in any column, retired ones included, of other stages than one."""
    return frozenset(number for row in columns if row.stage != but for number in row.editors)


def decided_by(actor: Actor, cards: Iterable[int]) -> set[int]:
    """Of which cards somebody wrote the council's column that counts."""
    rows = Column.objects.filter(
        card__in=cards, stage=Stage.COUNCIL, state=ColumnState.SUBMITTED
    ).values_list("card_id", "editors")
    return {card_id for card_id, editors in rows if actor.user_id in editors}


def evidence_of(card: Card) -> list[CardEvidence]:
    return list(CardEvidence.objects.filter(card=card).select_related("file").order_by("pk"))


def people_of(card: Card) -> CardPeople | None:
    """How many of the unit are women; nothing is asked where that decides nothing."""
    if not card.opening.table.table.asks_women:
        return None
    return CardPeople.objects.filter(card=card).select_related("given_by").first()


def get_evidence(card: Card, pk: int) -> CardEvidence:
    found = CardEvidence.objects.filter(card=card, pk=pk).select_related("file").first()
    if found is None:
        raise NotFound(_("Không tìm thấy tệp này."))
    return found


def cluster_of(opening: Opening, unit: Unit) -> Cluster | None:
    """The cluster or block of the organiser in which the unit is that year."""
    return clusters_of(opening, [unit.pk]).get(unit.pk)


def clusters_of(opening: Opening, unit_ids: Iterable[int]) -> dict[int, Cluster]:
    """By unit: the block where a unit is in both, of several the one that was formed last. One query."""
    rows = ClusterMember.objects.filter(
        unit__in=unit_ids, cluster__organiser=opening.unit_id, cluster__year=opening.year
    )
    found = sorted(
        rows.select_related("cluster"),
        key=lambda row: (row.cluster.parent_id is not None, row.cluster_id),
    )
    return {row.unit_id: row.cluster for row in found}


def checker_of(cluster: Cluster | None, unit: Unit, *, on: dt.date) -> Unit | None:
    """The unit that leads the cluster or block, its deputy for the leader's own card; the cluster
    around a block where the block has nobody.
    """
    if cluster is None:
        return None
    return checker_among(leads_of([cluster], on=on), cluster, unit.pk)


def leads_of(clusters: Iterable[Cluster], *, on: dt.date) -> list[ClusterLead]:
    """Who leads these clusters and blocks, and the clusters around them, on a day; one query."""
    around = {pk for one in clusters for pk in (one.pk, one.parent_id) if pk}
    rows = ClusterLead.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), cluster__in=around, since_on__lte=on
    )
    return list(rows.select_related("unit"))


def checker_among(leads: Iterable[ClusterLead], cluster: Cluster, unit_id: int) -> Unit | None:
    own = [
        one
        for one in leads
        if one.cluster_id in (cluster.pk, cluster.parent_id) and one.unit_id != unit_id
    ]
    own.sort(key=lambda one: (one.cluster_id != cluster.pk, POSTS[ClusterPost(one.post)], one.pk))
    return own[0].unit if own else None


def is_hidden(column: Column, card: Card) -> bool:
    """The council's column is for those who manage scoring until it is published."""
    return column.stage == Stage.COUNCIL and card.state != CardState.FINAL
