"""What the follow-up holds about a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.accounts.models import User
from sangkien.core.personal import Fact, Record, eraser, holding
from sangkien.followup.actions import forgetting
from sangkien.followup.models import Contact, Recipient, Urging

eraser("followup")(forgetting.forget)


@holding("urgings_received", label=lambda: _("Lần được đôn đốc"), order=66)
def received(user_id: int) -> Iterator[Record]:
    rows = Recipient.objects.filter(user_id=user_id).select_related("urging__unit")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="unit", label=_("Đơn vị"), value=row.urging.unit.name),
            Fact(key="text", label=_("Nội dung"), value=row.urging.text),
            Fact(key="urged_at", label=_("Lúc"), value=row.urging.urged_at),
        )


@holding("urging_answers", label=lambda: _("Đã trả lời đôn đốc"), order=67)
def answered(user_id: int) -> Iterator[Record]:
    rows = Urging.objects.filter(answered_by_id=user_id).select_related("unit")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="answer", label=_("Trả lời"), value=row.get_answer_display()),
            Fact(key="words", label=_("Nội dung"), value=row.answer_words),
            Fact(key="answered_at", label=_("Lúc"), value=row.answered_at),
        )


@holding("urging_calls", label=lambda: _("Cuộc gọi đôn đốc đã ghi"), order=68)
def called(user_id: int) -> Iterator[Record]:
    rows = Urging.objects.filter(called_by_id=user_id).select_related("unit")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="outcome", label=_("Kết quả"), value=row.get_outcome_display()),
            Fact(key="words", label=_("Ghi chú"), value=row.outcome_words),
            Fact(key="called_at", label=_("Lúc"), value=row.called_at),
        )


@holding("urging_contacts", label=lambda: _("Số liên hệ của đơn vị trùng số của bạn"), order=69)
def contacts(user_id: int) -> Iterator[Record]:
    phones = User.objects.filter(pk=user_id).exclude(phone=None).values("phone")
    rows = Contact.objects.filter(phone__in=phones).select_related("unit")
    for row in rows.order_by("pk").iterator():
        yield (
            Fact(key="unit", label=_("Đơn vị"), value=row.unit.name),
            Fact(key="whose", label=_("Của ai"), value=row.whose),
            Fact(key="noted_at", label=_("Lúc"), value=row.noted_at),
        )
