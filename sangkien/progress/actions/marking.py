"""What is kept for past days says when it no longer holds."""

from collections.abc import Iterable

from sangkien.progress.models import PastTree


def mark(period_ids: Iterable[int]) -> None:
    """Today's totals or parts of some periods change in this transaction: what is kept beside them is not
    read any more.
    """
    PastTree.objects.filter(period__in=period_ids, stale=False).update(stale=True)
