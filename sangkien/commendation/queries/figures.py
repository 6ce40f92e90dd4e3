"""What stands behind a nomination: the valid initiatives of the holder in the window of the round."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from sangkien.commendation.models import Dossier
from sangkien.core import paths
from sangkien.core.periods import end_of, start_of
from sangkien.initiatives.enums import COUNTED_AS_VALID, State
from sangkien.initiatives.models import CoAuthor, Initiative

MOST_ROWS = 200


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Base: valid initiatives received in the window; `at` is when they were counted."""

    valid: int
    recognised: int
    benefit_vnd: int
    at: dt.datetime


def figures_of(dossier: Dossier, *, at: dt.datetime) -> Figures:
    found = _rows(dossier).aggregate(
        valid=Count("pk"),
        recognised=Count("pk", filter=Q(state=State.RECOGNISED)),
        benefit=Sum("benefit_vnd"),
    )
    return Figures(
        valid=found["valid"],
        recognised=found["recognised"],
        benefit_vnd=found["benefit"] or 0,
        at=at,
    )


def initiatives_of(dossier: Dossier, *, limit: int = MOST_ROWS) -> Sequence[Initiative]:
    """The same ones, in the order in which they arrived; bounded."""
    return list(_rows(dossier).order_by("received_at", "pk")[:limit])


def _rows(dossier: Dossier) -> QuerySet[Initiative]:
    """Of a person those with a share in them, wherever; of a collective those of its branch."""
    round_ = dossier.round
    rows = Initiative.objects.filter(
        state__in=COUNTED_AS_VALID,
        received_at__gte=start_of(round_.since_on),
        received_at__lt=end_of(round_.until_on),
    )
    if round_.period_id is not None:
        rows = rows.filter(programme=round_.period.programme_id)  # type: ignore[union-attr]
    if dossier.user_id is None:
        return rows.filter(paths.subtree(dossier.unit.path, field="unit_path"))
    shared = CoAuthor.objects.filter(initiative=OuterRef("pk"), user_id=dossier.user_id)
    return rows.filter(Q(author_id=dossier.user_id) | Exists(shared))
