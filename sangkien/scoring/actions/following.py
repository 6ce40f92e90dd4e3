"""Cards follow whoever leads the cluster."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from sangkien.core.periods import local_day
from sangkien.scoring.actions.columns import step
from sangkien.scoring.enums import CardState
from sangkien.scoring.errors import WrittenMeanwhile
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
            changed += _hand_over(card, found)
    return changed


def _hand_over(card: Card, checker_id: int | None) -> bool:
    try:
        step(card, seen=card.version, checker_id=checker_id)
    except WrittenMeanwhile:  # sent on meanwhile
        return False
    return True
