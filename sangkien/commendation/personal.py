"""What commendation holds about a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.commendation.actions import dossiers_following
from sangkien.commendation.enums import DossierState
from sangkien.commendation.models import Dossier
from sangkien.core.personal import Fact, Record, eraser, holding

eraser("award_dossiers")(dossiers_following.forget)


@holding("award_dossiers", label=lambda: _("Hồ sơ đề nghị khen thưởng"), order=59)
def dossiers(user_id: int) -> Iterator[Record]:
    rows = Dossier.objects.filter(user_id=user_id).exclude(state=DossierState.DRAFT)
    for row in rows.select_related("award", "round", "proposer").order_by("pk").iterator():
        yield (
            Fact(key="award", label=_("Hình thức khen"), value=row.award.name),
            Fact(key="round", label=_("Đợt xét"), value=row.round.title),
            Fact(key="proposer", label=_("Đơn vị đề nghị"), value=row.proposer.name),
            Fact(key="summary", label=_("Tóm tắt thành tích"), value=row.summary),
            Fact(key="achievement", label=_("Báo cáo thành tích"), value=row.achievement),
            Fact(key="state", label=_("Kết quả"), value=row.get_state_display()),
        )
