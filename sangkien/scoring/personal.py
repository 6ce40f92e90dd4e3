"""What scoring holds about a person: what somebody marked and explained for a unit."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, holding
from sangkien.scoring.models import Column, Explanation, ReviewMeeting


@holding("score_columns", label=lambda: _("Phiếu chấm điểm đã gửi"), order=59)
def submitted(user_id: int) -> Iterator[Record]:
    rows = Column.objects.filter(submitted_by_id=user_id).select_related(
        "card__opening__table", "card__unit"
    )
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="title", label=_("Đợt chấm điểm"), value=str(row.card.opening)),
            Fact(key="unit", label=_("Đơn vị"), value=row.card.unit.name),
            Fact(key="stage", label=_("Bước"), value=row.get_stage_display()),
            Fact(key="submitted_at", label=_("Gửi lúc"), value=row.submitted_at),
        )


@holding("score_explanations", label=lambda: _("Giải trình điểm thi đua"), order=60)
def explained(user_id: int) -> Iterator[Record]:
    rows = Explanation.objects.filter(written_by_id=user_id).select_related(
        "column__card__opening__table", "column__card__unit"
    )
    for row in rows.order_by("pk").iterator():
        card = row.column.card
        yield (
            Fact(key="title", label=_("Đợt chấm điểm"), value=str(card.opening)),
            Fact(key="unit", label=_("Đơn vị"), value=card.unit.name),
            Fact(key="code", label=_("Tiêu chí"), value=row.code),
            Fact(key="words", label=_("Giải trình"), value=row.words),
            Fact(key="written_at", label=_("Lúc"), value=row.written_at),
        )


@holding("score_reviews", label=lambda: _("Biên bản họp rà soát điểm"), order=61)
def reviewed(user_id: int) -> Iterator[Record]:
    rows = ReviewMeeting.objects.filter(recorded_by_id=user_id).select_related("opening__table")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="title", label=_("Đợt chấm điểm"), value=str(row.opening)),
            Fact(key="held_on", label=_("Ngày họp"), value=row.held_on),
            Fact(key="conclusion", label=_("Kết luận"), value=row.conclusion),
        )
