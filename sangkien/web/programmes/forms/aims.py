"""Targets of every kind: entered, reported on, changed. A form shows the fields of its kind only."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.agreements import rules
from sangkien.agreements.actions.changing import Wish
from sangkien.agreements.actions.reporting import Reported
from sangkien.agreements.enums import (
    Denominator,
    PracticeBase,
    TargetBase,
    TargetKind,
    TargetOrigin,
)
from sangkien.agreements.measures import Measure, Span
from sangkien.agreements.models import Target
from sangkien.agreements.places import When
from sangkien.programmes.models import Period
from sangkien.web.programmes.forms.targets import Holder, key_of
from sangkien.web.shared.forms import DayField, LineField, NumberField, ProseField
from sangkien.web.shared.given_files import IMAGES, PAPERS, file_input

COMMON = ("weight", "counted", "note")
OF_KIND: dict[TargetKind, tuple[str, ...]] = {
    TargetKind.COUNT: ("value", "base"),
    TargetKind.COVERAGE: ("value", "base"),
    TargetKind.RATE: ("value", "denominator", "base"),
    TargetKind.EACH: ("each", "measure", "subject", "practices", "base", "value"),
    TargetKind.NUMBER: ("subject", "value", "measure", "due_on"),
    TargetKind.PERCENT: ("subject", "value", "of", "due_on"),
    TargetKind.RANGE: ("subject", "value", "most", "measure", "due_on"),
    TargetKind.DONE_BY: ("subject", "due_on"),
    TargetKind.AWARDS: ("subject", "value", "measure", "due_on"),
}
LABELS: dict[tuple[TargetKind, str], Any] = {
    (TargetKind.COUNT, "value"): gettext_lazy("Số sáng kiến"),
    (TargetKind.COVERAGE, "value"): gettext_lazy("Tỷ lệ CĐCS có sáng kiến (%)"),
    (TargetKind.RATE, "value"): gettext_lazy("Số sáng kiến trên 100 người"),
    (TargetKind.EACH, "value"): gettext_lazy("Tỷ lệ CĐCS phải đạt (%)"),
    (TargetKind.PERCENT, "value"): gettext_lazy("Tỷ lệ (%)"),
    (TargetKind.RANGE, "value"): gettext_lazy("Từ"),
    (TargetKind.AWARDS, "subject"): gettext_lazy("Danh hiệu, hình thức khen thưởng"),
}
HELP: dict[tuple[TargetKind, str], Any] = {
    (TargetKind.NUMBER, "subject"): gettext_lazy("Ví dụ: kết nạp đoàn viên mới."),
    (TargetKind.PERCENT, "subject"): gettext_lazy("Ví dụ: người lao động là đoàn viên."),
    (TargetKind.RANGE, "subject"): gettext_lazy("Ví dụ: kết nạp đoàn viên mỗi năm."),
    (TargetKind.DONE_BY, "subject"): gettext_lazy("Ví dụ: ban hành quy chế thưởng sáng kiến."),
    (TargetKind.AWARDS, "subject"): gettext_lazy("Ví dụ: Bằng Lao động sáng tạo."),
    (TargetKind.EACH, "subject"): gettext_lazy(
        "Ví dụ: mô hình mang lại lợi ích cho đoàn viên. Để trống nếu là sáng kiến."
    ),
    (TargetKind.EACH, "measure"): gettext_lazy("Ví dụ: mô hình, hoạt động, cải tiến."),
    (TargetKind.EACH, "base"): gettext_lazy("Chọn khi nội dung là sáng kiến."),
}
NEVER = ("", gettext_lazy("Không tính bằng sáng kiến"))


def line(label: Any, most: int = 300, *, required: bool = True, help_text: Any = "") -> LineField:
    return LineField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def number(label: Any, *, required: bool = True, **options: Any) -> NumberField:
    said = {"required": gettext_lazy("Hãy nhập số.")}
    return NumberField(label=label, required=required, error_messages=said, **options)


def _base(kind: TargetKind) -> forms.ChoiceField:
    choices = [*TargetBase.choices] if kind in rules.COUNTED else [NEVER, *TargetBase.choices]
    return forms.ChoiceField(
        label=gettext_lazy("Tính trên sáng kiến"),
        choices=choices,
        widget=forms.RadioSelect,
        initial=TargetBase.SENT if kind in rules.COUNTED else "",
        required=kind in rules.COUNTED,
    )


def _fields(kind: TargetKind) -> dict[str, forms.Field]:
    """Every field that some kind has."""
    return {
        "subject": line(gettext_lazy("Nội dung chỉ tiêu"), required=kind != TargetKind.EACH),
        "value": number(gettext_lazy("Mức chỉ tiêu")),
        "most": number(gettext_lazy("Đến")),
        "each": number(gettext_lazy("Mỗi CĐCS ít nhất"), initial=Decimal(1)),
        "measure": line(
            gettext_lazy("Đơn vị tính"),
            60,
            required=False,
            help_text=gettext_lazy("Ví dụ: đoàn viên, công trình, mô hình."),
        ),
        "of": line(
            gettext_lazy("Tính trên"), help_text=gettext_lazy("Ví dụ: tổng số người lao động.")
        ),
        "due_on": DayField(
            label=gettext_lazy("Hạn hoàn thành"), required=kind == TargetKind.DONE_BY
        ),
        "base": _base(kind),
        "practices": forms.ChoiceField(
            label=gettext_lazy("Nếu là mô hình"),
            choices=[("", gettext_lazy("Do đơn vị báo cáo")), *PracticeBase.choices],
            widget=forms.RadioSelect,
            required=False,
        ),
        "denominator": forms.ChoiceField(
            label=gettext_lazy("Tính trên 100"),
            choices=Denominator.choices,
            widget=forms.RadioSelect,
            initial=Denominator.MEMBERS,
        ),
    }


class AimForm(forms.Form):
    """A new target of a kind that was chosen before."""

    def __init__(
        self,
        *args: Any,
        kind: TargetKind,
        periods: Sequence[Period],
        groups: Sequence[tuple[str, Sequence[Holder]]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.periods = {str(period.pk): period for period in periods}
        self.holders = {key_of(one): one for _name, members in groups for one in members}
        self.fields.update(self._who(groups))
        known = _fields(kind)
        for name in OF_KIND[kind]:
            self.fields[name] = known[name]
            self.fields[name].label = LABELS.get((kind, name), known[name].label)
            self.fields[name].help_text = HELP.get((kind, name), known[name].help_text)
        if kind in {TargetKind.COVERAGE, TargetKind.EACH}:
            self.fields["value"].initial = Decimal(100)
        self.fields.update(self._more())

    def _who(self, groups: Sequence[tuple[str, Sequence[Holder]]]) -> dict[str, forms.Field]:
        outside = ("", gettext_lazy("Ngoài chương trình, từ ngày đến ngày"))
        named = [(key, f"{p.programme.title}: {p.name}") for key, p in self.periods.items()]
        members = [
            (name, [(key_of(one), one.name) for one in found]) for name, found in groups if found
        ]
        said = {"required": gettext_lazy("Hãy chọn đơn vị, cụm hoặc khối.")}
        return {
            "holder": forms.ChoiceField(
                label=gettext_lazy("Của"), choices=members, error_messages=said
            ),
            "origin": forms.ChoiceField(
                label=gettext_lazy("Nguồn"),
                choices=TargetOrigin.choices,
                widget=forms.RadioSelect,
                initial=TargetOrigin.ASSIGNED,
            ),
            "period": forms.ChoiceField(
                label=gettext_lazy("Thời gian"), choices=[outside, *named], required=False
            ),
            "since": DayField(label=gettext_lazy("Từ ngày"), required=False),
            "until": DayField(
                label=gettext_lazy("Đến hết ngày"),
                required=False,
                help_text=gettext_lazy("Chỉ ghi hai ngày này khi ở ngoài chương trình."),
            ),
        }

    def _more(self) -> dict[str, forms.Field]:
        return {
            "counted": line(
                gettext_lazy("Cách kiểm đếm"),
                required=False,
                help_text=gettext_lazy("Ví dụ: theo báo cáo công tác đoàn viên 6 tháng, cả năm."),
            ),
            "weight": number(
                gettext_lazy("Trọng số"),
                required=False,
                help_text=gettext_lazy("Nếu dùng để chấm điểm."),
            ),
            "note": line(
                gettext_lazy("Căn cứ"),
                required=False,
                help_text=gettext_lazy("Số, ngày của văn bản giao chỉ tiêu."),
            ),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        if not cleaned.get("period") and not self.errors.get("since"):
            self._ensure_days(cleaned)
        return cleaned

    def _ensure_days(self, cleaned: dict[str, Any]) -> None:
        since, until = cleaned.get("since"), cleaned.get("until")
        if since is None:
            self.add_error("since", _("Hãy ghi từ ngày nào, hoặc chọn một giai đoạn."))
        elif until is None or until < since:
            self.add_error("until", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))

    @property
    def when(self) -> When:
        cleaned = self.cleaned_data
        if cleaned["period"]:
            return self.periods[cleaned["period"]]
        return Span(since=cleaned["since"], until=cleaned["until"])

    @property
    def chosen_holder(self) -> Holder:
        return self.holders[self.cleaned_data["holder"]]

    def measured(self) -> Measure:
        said = self.cleaned_data
        base, denominator = said.get("base"), said.get("denominator")
        is_done_by = self.kind == TargetKind.DONE_BY
        return Measure(
            kind=self.kind,
            value=Decimal(1) if is_done_by else said["value"],
            base=TargetBase(base) if base else None,
            denominator=Denominator(denominator) if denominator else None,
            most=said.get("most"),
            each=said.get("each"),
            subject=said.get("subject", ""),
            measure=said.get("measure", ""),
            of=said.get("of", ""),
            due_on=said.get("due_on"),
            weight=said.get("weight"),
            counted=said["counted"],
            practices=PracticeBase(said["practices"]) if said.get("practices") else None,
        )


class ResultForm(forms.Form):
    """ "Kết quả thực hiện": only a share has a whole, only what is to be done a yes or no."""

    value = number(gettext_lazy("Kết quả"))
    whole = number(
        gettext_lazy("Trên tổng số"),
        required=False,
        help_text=gettext_lazy("Để trống thì “kết quả” ở trên là tỷ lệ %."),
    )
    as_of = DayField(label=gettext_lazy("Số liệu tính đến ngày"))
    words = ProseField(
        label=gettext_lazy("Minh chứng"),
        help_text=gettext_lazy("Theo văn bản, danh sách, biên bản nào."),
        max_length=2000,
        rows=3,
    )
    file = file_input(
        f"{PAPERS},{IMAGES}",
        gettext_lazy("Tệp minh chứng"),
        help_text=gettext_lazy("Ảnh, PDF, Word hoặc Excel, nhiều nhất 20 MB."),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, target: Target, **options: Any) -> None:
        super().__init__(*args, **options)
        kind = TargetKind(target.kind)
        if kind not in rules.SHARES:
            del self.fields["whole"]
        if kind == TargetKind.DONE_BY:
            self.fields["value"] = forms.TypedChoiceField(
                label=gettext_lazy("Đã làm xong chưa"),
                choices=[("1", gettext_lazy("Đã xong")), ("0", gettext_lazy("Chưa xong"))],
                coerce=Decimal,
                widget=forms.RadioSelect,
            )
            self.fields["as_of"].label = gettext_lazy("Ngày làm xong, hoặc ngày báo cáo")
            self.fields["as_of"].help_text = gettext_lazy(
                "Đã xong: ngày làm xong, để tính đúng hạn hay chậm. Chưa xong: ngày báo cáo."
            )

    def said(self) -> Reported:
        cleaned = self.cleaned_data
        return Reported(
            value=cleaned["value"],
            whole=cleaned.get("whole"),
            as_of=cleaned["as_of"],
            words=cleaned["words"],
        )

    @property
    def key(self) -> uuid.UUID:
        return self.cleaned_data["request_key"] or uuid.uuid4()


class AnswerForm(forms.Form):
    """A word to what somebody else asked or reported."""

    answer = ProseField(
        label=gettext_lazy("Ý kiến"),
        help_text=gettext_lazy("Bắt buộc khi không duyệt hoặc trả lại."),
        max_length=2000,
        rows=3,
        required=False,
    )


CHANGEABLE = ("value", "most", "each", "base", "due_on")


class ChangeForm(forms.Form):
    """ "Đề nghị điều chỉnh": the numbers of the kind as they stand, the reason, the document."""

    def __init__(self, *args: Any, target: Target, **options: Any) -> None:
        super().__init__(*args, **options)
        kind = TargetKind(target.kind)
        known = _fields(kind)
        for name in OF_KIND[kind]:
            is_shown = name in CHANGEABLE and not (name == "base" and not target.base)
            if is_shown:
                self.fields[name] = known[name]
                self.fields[name].label = LABELS.get((kind, name), known[name].label)
                self.fields[name].initial = getattr(target, name)
        ends = forms.BooleanField(label=gettext_lazy("Bỏ hẳn chỉ tiêu này"), required=False)
        self.fields["ends"] = ends
        self.fields["reason"] = ProseField(
            label=gettext_lazy("Lý do điều chỉnh"),
            max_length=2000,
            rows=3,
            error_messages={"required": gettext_lazy("Hãy ghi lý do điều chỉnh.")},
        )
        self.fields["document"] = line(gettext_lazy("Số, ngày văn bản đề nghị"))
        self.target = target

    def wish(self) -> Wish:
        said = self.cleaned_data
        base = said.get("base")
        value = Decimal(1) if "value" not in self.fields else said["value"]
        return Wish(
            value=None if said["ends"] else value,
            most=said.get("most"),
            each=said.get("each"),
            base=TargetBase(base) if base else None,
            due_on=said.get("due_on"),
            reason=said["reason"],
            document=said["document"],
        )


class CorrectionForm(ChangeForm):
    """ "Sửa chỉ tiêu" that is not in force yet, or one's own: a reason where it runs already."""

    def __init__(self, *args: Any, target: Target, **options: Any) -> None:
        super().__init__(*args, target=target, **options)
        self.fields["reason"].label = _("Lý do sửa")
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _("Bắt buộc khi chỉ tiêu đang thực hiện.")
        self.fields["document"].label = _("Căn cứ")
        self.fields["document"].required = False
        self.fields["document"].initial = target.note
