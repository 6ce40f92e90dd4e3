"""A unit's own plan, the signing of a later closing time, weeks and months."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.core import periods as time
from sangkien.programmes.actions.extending import Signed
from sangkien.programmes.actions.planning import PlanContent
from sangkien.web.programmes.forms.periods import instant
from sangkien.web.programmes.papers import FILE, PaperPart
from sangkien.web.shared.forms import DAY, ClockField, DayField, LineField, ProseField

if TYPE_CHECKING:
    from sangkien.programmes.models import LocalPlan, Period
    from sangkien.units.models import Unit

WEEKS, MONTHS = "tuan", "thang"
FIELD_NAMES = {"closes_at": "closes_on"}


class PaperForm(PaperPart):
    """Number and day of a document, and the paper itself."""

    number = LineField(
        label=_("Số, ký hiệu văn bản"),
        max_length=60,
        error_messages={"required": _("Hãy ghi số, ký hiệu.")},
    )
    issued_on = DayField(
        label=_("Ngày ban hành"),
        placeholder="dd/mm/yyyy",
        error_messages={"required": _("Hãy nhập ngày ban hành.")},
    )


class PlanForm(PaperForm):
    """`units` and `phases` to choose from; both are fixed when the plan is there already."""

    unit = forms.TypedChoiceField(label=_("Kế hoạch của đơn vị"), coerce=int)
    phase = forms.TypedChoiceField(label=_("Cho giai đoạn"), coerce=int)
    title = LineField(
        label=_("Trích yếu"),
        max_length=300,
        error_messages={"required": _("Hãy ghi trích yếu.")},
    )
    closes_on = DayField(
        label=_("Hạn của đơn vị: ngày"),
        help_text=_("Sớm hơn hạn của cấp trên. Để trống thì theo hạn của cấp trên."),
        placeholder="dd/mm/yyyy",
        required=False,
    )
    closes_clock = ClockField(label=_("Giờ"), initial=DAY, required=False)
    instructions = ProseField(
        label=_("Hướng dẫn cho đoàn viên của đơn vị"),
        help_text=_("Hiện khi đoàn viên đăng ký: đầu mối hỗ trợ, yêu cầu riêng của đơn vị."),
        max_length=4_000,
        required=False,
    )
    field_order = ("unit", "phase", "number", "issued_on", "title", FILE)

    def __init__(
        self,
        *args: Any,
        units: "Sequence[Unit]" = (),
        phases: "Sequence[Period]" = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, rows in (("unit", units), ("phase", phases)):
            if rows:
                chosen: Any = self.fields[name]
                chosen.choices = [(row.pk, row.name) for row in rows]
            else:
                del self.fields[name]

    def content(self) -> PlanContent:
        cleaned = self.cleaned_data
        day: dt.date | None = cleaned["closes_on"]
        minutes = cleaned["closes_clock"]
        return PlanContent(
            number=cleaned["number"],
            issued_on=cleaned["issued_on"],
            title=cleaned["title"],
            closes_at=instant(day, DAY if minutes is None else minutes) if day else None,
            instructions=cleaned["instructions"],
            file_id=self.file_id,
        )


def initial_of(plan: "LocalPlan") -> dict[str, Any]:
    initial: dict[str, Any] = {
        "number": plan.number,
        "issued_on": plan.issued_on,
        "title": plan.title,
        "instructions": plan.instructions,
    }
    if plan.closes_at is not None:
        closes = plan.closes_at.astimezone(time.VIETNAM)
        initial["closes_on"] = time.last_day(closes)
        at_midnight = closes.time() == dt.time()
        initial["closes_clock"] = DAY if at_midnight else closes.hour * 60 + closes.minute
    return initial


class ExtendForm(PaperForm):
    closes_on = DayField(
        label=_("Hạn mới: ngày"),
        placeholder="dd/mm/yyyy",
        error_messages={"required": _("Hãy nhập ngày.")},
    )
    closes_clock = ClockField(
        label=_("Giờ"), initial=DAY, error_messages={"required": _("Hãy nhập giờ.")}
    )
    reason = ProseField(
        label=_("Lý do"),
        help_text=_("Mọi người thấy lý do này cùng với hạn mới."),
        max_length=1_000,
        rows=3,
        error_messages={"required": _("Hãy ghi lý do gia hạn.")},
    )
    field_order = ("closes_on", "closes_clock", "reason", "number", "issued_on", FILE)

    def signed(self) -> Signed:
        cleaned = self.cleaned_data
        return Signed(
            closes_at=instant(cleaned["closes_on"], cleaned["closes_clock"]),
            reason=cleaned["reason"],
            number=cleaned["number"],
            issued_on=cleaned["issued_on"],
            file_id=self.file_id,
        )


class StretchesForm(forms.Form):
    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    kind = forms.ChoiceField(
        label=_("Chia thành"),
        choices=[(WEEKS, _("Từng tuần (thứ hai đến chủ nhật)")), (MONTHS, _("Từng tháng"))],
        widget=forms.RadioSelect,
        initial=WEEKS,
    )
    first_on = DayField(
        label=_("Từ ngày"),
        placeholder="dd/mm/yyyy",
        error_messages={"required": _("Hãy nhập ngày.")},
    )
    last_on = DayField(
        label=_("Đến hết ngày"),
        placeholder="dd/mm/yyyy",
        error_messages={"required": _("Hãy nhập ngày.")},
    )

    def __init__(self, *args: Any, units: "Sequence[Unit]", **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["unit"]
        chosen.choices = [(unit.pk, unit.name) for unit in units]


class CopyForm(forms.Form):
    title = LineField(
        label=_("Tên chương trình mới"),
        max_length=250,
        error_messages={"required": _("Hãy nhập tên chương trình.")},
    )
