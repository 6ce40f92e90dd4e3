"""Cards follow whoever leads the cluster."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.scoring.actions.columns import step
from sangkien.scoring.enums import CardState
from sangkien.scoring.errors import WrittenMeanwhile
from sangkien.scoring.events import CardHandedOver
from sangkien.scoring.models import Card
from sangkien.scoring.queries import cards as queries


@transaction.atomic
def follow_leads(now: dt.datetime, *, cluster_id: int | None = None) -> int:
    """Cards that wait for their cluster go to the unit that leads it today (None: nobody, the organiser
    passes the step over); of one cluster and its blocks, or of all. Returns how many changed hands.
    """
    rows = Card.objects.filter(state=CardState.CLUSTER, cluster__isnull=False)
    if cluster_id is not None:
        rows = rows.filter(Q(cluster=cluster_id) | Q(cluster__parent=cluster_id))
    cards = list(rows.select_related("cluster").order_by("pk"))
    clusters = {card.cluster for card in cards if card.cluster is not None}
    leads = queries.leads_of(clusters, on=local_day(now)) if clusters else []
    changed = 0
    for card in cards:
        if card.cluster is None:
            continue
        checker = queries.checker_among(leads, card.cluster, card.unit_id)
        found = checker.pk if checker else None
        if found != card.checker_id:
            changed += _hand_over(card, found, at=now)
    return changed


def _hand_over(card: Card, checker_id: int | None, *, at: dt.datetime) -> bool:
    event = CardHandedOver(
        card_id=card.pk, unit_id=card.unit_id, from_id=card.checker_id, checker_id=checker_id
    )
    try:
        step(card, seen=card.version, checker_id=checker_id)
    except WrittenMeanwhile:  # sent on meanwhile
        return False
    record(event, by=Actor.system(), at=at)
    return True
