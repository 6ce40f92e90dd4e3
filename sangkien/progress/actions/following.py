"""Subtree totals follow the tree at once: what hangs elsewhere counts elsewhere."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q

from sangkien.core import db, paths, periods
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period
from sangkien.progress.actions import folding, sizing
from sangkien.progress.actions.recount import recount_period
from sangkien.progress.models import OwnTotal, Reading, SubtreeTotal
from sangkien.units.consequences import Changes
from sangkien.units.models import Unit


def begin() -> None:
    """Nobody folds while branches move: whoever folds looks up units that the act changes."""
    db.exclusive(folding.LOCK)


def follow(changes: Changes, *, at: dt.datetime) -> None:
    """Units that lost or got a branch, and everything above them, become own + sum again.

    Coverage follows when the sizes are measured: a CĐCS that ended is not counted any more.
    """
    sizing.mark_since(changes.effective_on)
    for campaign in campaigns_touched(changes):
        recount_period(campaign)
    ids = {pk for m in changes.moved for pk in (m.old_parent_id, m.new_parent_id) if pk is not None}
    touched = list(Unit.objects.filter(pk__in=ids).values_list("pk", "path"))
    counted = _periods(changes)
    folding.refresh([(path, pk) for _id, path in touched for pk in counted], now=at)


def _periods(changes: Changes) -> list[int]:
    """The periods in which a moved branch or an ended unit has any figures."""
    ids = {m.unit_id for m in changes.moved} | changes.ended
    rows = SubtreeTotal.objects.filter(unit_id__in=ids)
    return sorted(set(rows.values_list("period_id", flat=True)))


def campaigns_touched(changes: Changes) -> list[Period]:
    """Campaigns that a branch has left or come into while they run, or that begin later."""
    holders: set[str] = set()
    for moved in changes.moved:
        old, new = set(paths.ancestors(moved.old_path)), set(paths.ancestors(moved.new_path))
        holders |= old ^ new
    if not holders:
        return []
    rows = Period.objects.filter(
        kind=PeriodKind.CAMPAIGN,
        closes_at__gt=periods.start_of(changes.effective_on),
        unit_id__in=_ids_of(holders),
    )
    return list(rows.select_related("unit").order_by("pk"))


def _ids_of(holder_paths: Collection[str]) -> list[int]:
    """The units at the ends of paths, wherever they stand now: the last step is their number."""
    return [int(path[-paths.STEP :], 36) for path in holder_paths]


def forget(unit_ids: Collection[int]) -> None:
    """Units that an undone act had opened have counted nothing of their own, and have no past."""
    for totals in (OwnTotal, SubtreeTotal):
        totals.objects.filter(Q(sent=0), unit_id__in=unit_ids).delete()
    Reading.objects.filter(unit_id__in=unit_ids).delete()
