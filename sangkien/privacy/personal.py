"""What the ledger of consents and the requests hold about a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.core.personal import Fact, Record, eraser, holding
from sangkien.privacy.actions import erasing
from sangkien.privacy.models import Consent, DataRequest

eraser("privacy")(erasing.anonymise)


@holding("consents", label=lambda: _("Sổ đồng ý"), order=70)
def consents(user_id: int) -> Iterator[Record]:
    for row in Consent.objects.filter(user_id=user_id).select_related("text").order_by("pk"):
        yield (
            Fact(key="purpose", label=_("Mục đích"), value=row.get_purpose_display()),
            Fact(key="about", label=_("Về việc"), value=row.about or None),
            Fact(key="text_version", label=_("Văn bản, lần"), value=row.text.version),
            Fact(key="text_hash", label=_("Mã băm văn bản"), value=row.text_hash),
            Fact(key="channel", label=_("Hình thức"), value=row.get_channel_display()),
            Fact(key="given_at", label=_("Đồng ý lúc"), value=row.given_at),
            Fact(key="withdrawn_at", label=_("Rút lại lúc"), value=row.withdrawn_at),
        )


@holding("data_requests", label=lambda: _("Yêu cầu về dữ liệu cá nhân"), order=80)
def requests(user_id: int) -> Iterator[Record]:
    for row in DataRequest.objects.filter(user_id=user_id).order_by("pk"):
        yield (
            Fact(key="kind", label=_("Loại yêu cầu"), value=row.get_kind_display()),
            Fact(key="text", label=_("Nội dung"), value=row.text),
            Fact(key="state", label=_("Trạng thái"), value=row.get_state_display()),
            Fact(key="sent_at", label=_("Gửi lúc"), value=row.sent_at),
            Fact(key="due_on", label=_("Hạn trả lời"), value=row.due_on),
            Fact(key="answer", label=_("Trả lời"), value=row.answer),
            Fact(key="answered_at", label=_("Trả lời lúc"), value=row.answered_at),
        )
