"""What commendation holds about a person: what they were nominated for and rewarded with."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.commendation.actions import dossiers_following, following
from sangkien.commendation.enums import DossierState
from sangkien.commendation.models import Conferral, Dossier
from sangkien.core.personal import Fact, Record, eraser, holding

eraser("commendation")(following.forget_awards)
eraser("award_dossiers")(dossiers_following.forget)


@holding("awards", label=lambda: _("Khen thưởng"), order=57)
def awards(user_id: int) -> Iterator[Record]:
    rows = Conferral.objects.filter(user_id=user_id, conferred_at__isnull=False)
    for row in rows.select_related("paper").order_by("pk").iterator():
        yield (
            Fact(key="title", label=_("Hình thức khen"), value=row.title),
            Fact(key="name", label=_("Tên đã ghi"), value=row.holder_name),
            Fact(key="about", label=_("Chức vụ, nơi công tác"), value=row.holder_about),
            Fact(key="achievement", label=_("Thành tích"), value=row.achievement),
            Fact(key="decision", label=_("Số quyết định"), value=row.label),
            Fact(key="decided_on", label=_("Ngày quyết định"), value=row.decided_on),
            Fact(key="authority", label=_("Cơ quan quyết định"), value=row.authority),
            Fact(key="amount", label=_("Tiền thưởng (đồng)"), value=row.amount_vnd),
            Fact(
                key="code",
                label=_("Mã xác minh"),
                value=row.paper.reference if row.paper else None,
            ),
            Fact(key="honour", label=_("Đồng ý nêu tên lúc"), value=row.consented_at),
            Fact(key="revoked_at", label=_("Thu hồi lúc"), value=row.revoked_at),
        )


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
