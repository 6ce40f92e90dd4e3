"""Whether an opening can still be cancelled."""

from sangkien.scoring.enums import ColumnState, ReviewState, Stage
from sangkien.scoring.models import Column, Opening, ReviewMeeting


def is_judged(opening: Opening) -> bool:
    """Somebody beside the units has sent a column, even if it was taken back since."""
    rows = Column.objects.filter(card__opening=opening).exclude(stage=Stage.SELF)
    return rows.exclude(state=ColumnState.DRAFT).exists()


def has_minutes(opening: Opening) -> bool:
    rows = ReviewMeeting.objects.filter(opening=opening)
    return rows.exclude(state=ReviewState.DROPPED).exists()
