"""Whether an opening can still be cancelled."""

from django.db.models import Q

from sangkien.scoring.enums import ColumnState, ReviewState, Stage
from sangkien.scoring.models import Column, Opening, ReviewMeeting


def is_judged(opening: Opening) -> bool:
    """Somebody beside the units has sent a column, even if it was taken back since."""
    rows = Column.objects.filter(card__opening=opening).exclude(stage=Stage.SELF)
    return rows.exclude(state=ColumnState.DRAFT).exists()


def has_minutes(opening: Opening) -> bool:
    """Also of the year that it makes with the other half."""
    of_year = Q(
        is_year=True,
        opening__unit=opening.unit_id,
        opening__cluster=opening.cluster_id,
        opening__year=opening.year,
    )
    rows = ReviewMeeting.objects.filter(Q(opening=opening) | of_year)
    return rows.exclude(state=ReviewState.DROPPED).exists()
