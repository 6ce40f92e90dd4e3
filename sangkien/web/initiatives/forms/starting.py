"""Forms of the first screen."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.initiatives.queries import Offer
from sangkien.web.initiatives.forms.steps import TitleForm

STALE_FORM = _("Biểu mẫu đã cũ. Mời tải lại trang; hãy sao nội dung đã gõ trước khi tải lại.")


class StartForm(TitleForm):
    """The title, and the key that makes the same form sent twice one draft."""

    request_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE_FORM, "invalid": STALE_FORM}
    )

    def writable(self) -> set[str]:
        return {"title", "is_secret"}


class OfferForm(forms.Form):
    """Which programme, and for which of the own units; sent by GET, nothing is kept yet."""

    chon = forms.ChoiceField(
        label=_("Đăng ký vào chương trình"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn một chương trình."),
            "invalid_choice": _("Hãy chọn một chương trình trong danh sách."),
        },
    )

    def __init__(
        self, *args: Any, offers: Sequence[Offer], with_unit: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["chon"]
        several = with_unit or len({offer.unit.pk for offer in offers}) > 1
        chosen.choices = [
            (
                offer.key,
                f"{offer.programme.title} · {offer.unit.label}"
                if several
                else offer.programme.title,
            )
            for offer in offers
        ]
