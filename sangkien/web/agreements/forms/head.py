"""Kind, name and time of an agreement."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from sangkien.agreements import contents
from sangkien.agreements.actions.drafting import Head
from sangkien.agreements.enums import AgreementKind, Span
from sangkien.agreements.measures import days_of, time_words
from sangkien.web.shared.forms import STALE, DayField, LineField

if TYPE_CHECKING:
    from sangkien.programmes.models import Period
    from sangkien.units.models import Cluster

CHOOSE = gettext_lazy("Hãy chọn trong danh sách.")
DAY = gettext_lazy("Hãy nhập ngày.")


def _named(period: "Period") -> str:
    days = time_words(days_of(period))
    return f"{period.programme.title}: {period.name} ({days})"


class HeadForm(forms.Form):
    """`clusters` and `periods` are those that the unit may name."""

    request_key = forms.UUIDField(
        widget=forms.HiddenInput, required=False, error_messages={"invalid": STALE}
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại giao ước"),
        choices=AgreementKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    span = forms.ChoiceField(
        label=gettext_lazy("Thời gian"),
        help_text=gettext_lazy("Một đơn vị có thể vừa có giao ước năm, vừa có giao ước chuyên đề."),
        choices=Span.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    title = LineField(
        label=gettext_lazy("Tên giao ước"),
        help_text=gettext_lazy("Ví dụ: Giao ước thi đua năm 2027 của Cụm thi đua số 1."),
        max_length=contents.TITLE_LENGTH,
        error_messages={"required": gettext_lazy("Hãy ghi tên giao ước.")},
    )
    starts_on = DayField(label=gettext_lazy("Từ ngày"), error_messages={"required": DAY})
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"), error_messages={"required": DAY})
    cluster = forms.ChoiceField(
        label=gettext_lazy("Cụm, khối thi đua"),
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )
    period = forms.ChoiceField(
        label=gettext_lazy("Số sáng kiến được tính trong"),
        help_text=gettext_lazy(
            "Khi ký xong, mỗi số sáng kiến thành chỉ tiêu của giai đoạn này, nên giao ước phải có đúng "
            "những ngày ghi sau tên giai đoạn. Bỏ trống thì các bên tự báo cáo kết quả."
        ),
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )

    def __init__(
        self,
        *args: Any,
        clusters: "Sequence[Cluster]",
        periods: "Sequence[Period]",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._clusters = {str(one.pk): one for one in clusters}
        self._periods = {str(one.pk): one for one in periods}
        cluster: Any = self.fields["cluster"]
        named = [(key, f"{one.name}, {one.year}") for key, one in self._clusters.items()]
        cluster.choices = [("", gettext_lazy("Không thuộc cụm, khối nào")), *named]
        period: Any = self.fields["period"]
        known = [(key, _named(one)) for key, one in self._periods.items()]
        period.choices = [("", gettext_lazy("Không gắn với chương trình nào")), *known]

    def head(self) -> Head:
        """Call after `is_valid`."""
        values = self.cleaned_data
        return Head(
            kind=AgreementKind(values["kind"]),
            span=Span(values["span"]),
            title=values["title"],
            starts_on=values["starts_on"],
            ends_on=values["ends_on"],
            cluster=self._clusters.get(values["cluster"]),
            period=self._periods.get(values["period"]),
        )
