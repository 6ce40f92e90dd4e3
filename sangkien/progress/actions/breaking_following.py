"""Breakdowns follow the tree: what hangs elsewhere is part of other sums in the next round."""

import datetime as dt
from collections.abc import Collection

from sangkien.core import db
from sangkien.progress.actions import breaking_down
from sangkien.progress.actions.following import campaigns_touched
from sangkien.progress.models import Breakdown
from sangkien.units.consequences import Changes


def begin() -> None:
    """Nobody carries sums up while branches move."""
    db.exclusive(breaking_down.LOCK)


def follow(changes: Changes, *, at: dt.datetime) -> None:
    """Units that lost or got a branch are marked; campaigns that were left or come into, counted."""
    for campaign in campaigns_touched(changes):
        breaking_down.recount_period(campaign.pk, now=at)
    parents = {pk for m in changes.moved for pk in (m.old_parent_id, m.new_parent_id) if pk}
    moved = {m.unit_id for m in changes.moved} | changes.ended
    counted = Breakdown.objects.filter(unit_id__in=moved).values_list("period_id", flat=True)
    _mark(parents, set(counted), at=at)


def _mark(unit_ids: Collection[int], period_ids: Collection[int], *, at: dt.datetime) -> None:
    Breakdown.objects.bulk_create(
        [
            Breakdown(unit_id=unit_id, period_id=period_id, stale=True, as_of=at)
            for unit_id in sorted(unit_ids)
            for period_id in sorted(period_ids)
        ],
        update_conflicts=True,
        unique_fields=["unit", "period"],
        update_fields=["stale"],
        batch_size=500,
    )


def forget(unit_ids: Collection[int], *, at: dt.datetime) -> None:
    """Units that an undone act had opened have counted nothing of their own; what others brought
    them was part of the sums above.
    """
    rows = Breakdown.objects.filter(unit_id__in=unit_ids)
    above = set(rows.values_list("unit__parent_id", "period_id"))
    rows.delete()
    _mark(
        {parent for parent, _period in above if parent} - set(unit_ids),
        {period for _parent, period in above},
        at=at,
    )
