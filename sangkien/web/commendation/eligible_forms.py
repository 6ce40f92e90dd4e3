"""For which award, in which time and branch somebody asks who qualifies."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.web.shared.forms import choose, line_field

if TYPE_CHECKING:
    from sangkien.commendation.models import Award, Round
    from sangkien.programmes.models import Period
    from sangkien.units.models import Unit

ROUND, PERIOD = "dot-", "ky-"
CHOOSE = gettext_lazy("Hãy chọn trong danh sách.")
CHOSEN = {"required": CHOOSE, "invalid_choice": CHOOSE}


def short(words: str) -> str:
    """Stands for a condition in the form, wherever it is in the list."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


class AskForm(forms.Form):
    """Stands in the address: the page can be kept and passed on."""

    hinh_thuc = forms.ChoiceField(label=gettext_lazy("Hình thức khen"), error_messages=CHOSEN)
    ky = forms.ChoiceField(
        label=gettext_lazy("Đợt xét hoặc giai đoạn"),
        help_text=gettext_lazy("Lập hồ sơ được khi chọn một đợt xét."),
        error_messages=CHOSEN,
    )
    don_vi = forms.ChoiceField(label=gettext_lazy("Trong phạm vi"), error_messages=CHOSEN)

    def __init__(
        self,
        data: Mapping[str, str] | None,
        *,
        awards: "Sequence[Award]",
        rounds: "Sequence[Round]",
        periods: "Sequence[Period]",
        units: "Sequence[Unit]",
    ) -> None:
        super().__init__(data)
        choose(
            self.fields["hinh_thuc"],
            [("", _("Chọn hình thức"))]
            + [(str(one.pk), f"{one.name} · {one.unit.label}") for one in awards],
        )
        spans: list[tuple[str, Any]] = [("", _("Chọn đợt hoặc giai đoạn"))]
        if rounds:
            spans.append((_("Đợt xét"), [(f"{ROUND}{one.pk}", one.title) for one in rounds]))
        told = [(f"{PERIOD}{one.pk}", f"{one.programme.title}: {one.name}") for one in periods]
        if told:
            spans.append((_("Giai đoạn của chương trình"), told))
        choose(self.fields["ky"], spans)
        choose(self.fields["don_vi"], [(one.code, one.name) for one in units])


class NominateForm(AskForm):
    """Those that were ticked, and what whoever nominates confirms about all of them."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    chon = forms.MultipleChoiceField(
        error_messages={
            "required": gettext_lazy("Hãy đánh dấu ít nhất một người, tập thể."),
            "invalid_choice": gettext_lazy("Danh sách đã đổi, hãy mở lại trang."),
        }
    )
    xac_nhan = forms.MultipleChoiceField(
        label=gettext_lazy("Tôi xác nhận về tất cả những trường hợp đã chọn"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages=CHOSEN,
    )

    ly_do = line_field(
        gettext_lazy("Lý do vẫn đề nghị dù có điều kiện chưa đạt"),
        most=1_000,
        help_text=gettext_lazy("Cấp xét và người ký đọc lý do này cạnh các điều kiện."),
    )

    def accept(self, keys: Sequence[str], statements: Sequence[str]) -> None:
        """Only what stands on the page."""
        choose(self.fields["chon"], [(key, key) for key in keys])
        choose(self.fields["xac_nhan"], [(short(words), words) for words in statements])
        self._stated = {short(words): words for words in statements}

    @property
    def stated(self) -> list[str]:
        return [self._stated[one] for one in self.cleaned_data["xac_nhan"]]

    @property
    def key(self) -> uuid.UUID:
        return self.cleaned_data["request_key"] or uuid.uuid4()
