"""Targets: one at a time, one again, or a whole table of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from sangkien.agreements.actions.targets import Wanted
from sangkien.agreements.enums import Denominator, TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.models import Target
from sangkien.agreements.rules import Measure
from sangkien.programmes.models import Period
from sangkien.units.models import Cluster, Unit
from sangkien.web.shared.forms import CountField, LineField, NumberField

OF_INITIATIVES = (TargetKind.COUNT, TargetKind.COVERAGE, TargetKind.RATE)
FIELD_NAMES = {"unit": "holder"}
Holder = Unit | Cluster


def key_of(holder: Holder) -> str:
    """How a holder is named in forms and addresses: "u12" or "c3"."""
    return f"u{holder.pk}" if isinstance(holder, Unit) else f"c{holder.pk}"


def _note() -> LineField:
    return LineField(
        label=_("Căn cứ"),
        help_text=_("Số, ngày của văn bản hoặc giao ước giao chỉ tiêu."),
        max_length=300,
        required=False,
    )


def _base(**options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Tính trên sáng kiến"),
        choices=TargetBase.choices,
        widget=forms.RadioSelect,
        initial=TargetBase.SENT,
        **options,
    )


class MeasureForm(forms.Form):
    """What is aimed at, of a kind that is known."""

    value = NumberField(
        label=_("Chỉ tiêu"),
        help_text=_("Ví dụ 1.000 sáng kiến, 100 (%) hoặc 85,5."),
        error_messages={"required": _("Hãy nhập chỉ tiêu.")},
    )
    base = _base()
    denominator = forms.ChoiceField(
        label=_("Tỷ lệ tính trên"),
        help_text=_("Chỉ chọn khi chỉ tiêu là số sáng kiến trên 100 người."),
        choices=[("", _("Không dùng")), *Denominator.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    note = _note()

    def measure(self, kind: TargetKind) -> Measure:
        cleaned = self.cleaned_data
        denominator = cleaned.get("denominator")
        return Measure(
            kind=kind,
            base=TargetBase(cleaned["base"]),
            value=cleaned["value"],
            denominator=Denominator(denominator) if denominator else None,
        )


class RevisionForm(MeasureForm):
    """One that stands already: only a rate has people to be taken of."""

    reason = LineField(
        label=_("Lý do sửa"),
        help_text=_("Bắt buộc khi chỉ tiêu tự đăng ký đang thực hiện."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, kind: TargetKind, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind != TargetKind.RATE:
            del self.fields["denominator"]
            self.fields["value"].help_text = ""


class TargetForm(MeasureForm):
    """A new one: for which period, for whom, of which kind."""

    period = forms.TypedChoiceField(label=_("Giai đoạn"), coerce=int)
    holder = forms.ChoiceField(
        label=_("Giao cho"),
        error_messages={"required": _("Hãy chọn đơn vị, cụm hoặc khối.")},
    )
    kind = forms.ChoiceField(
        label=_("Loại chỉ tiêu"),
        choices=[(kind.value, kind.label) for kind in OF_INITIATIVES],
        widget=forms.RadioSelect,
        initial=TargetKind.COUNT,
    )
    origin = forms.ChoiceField(
        label=_("Nguồn"),
        choices=TargetOrigin.choices,
        widget=forms.RadioSelect,
        initial=TargetOrigin.ASSIGNED,
    )
    field_order = ("period", "holder", "origin", "kind", "value", "base", "denominator", "note")

    def __init__(
        self,
        *args: Any,
        periods: Sequence[Period],
        groups: Sequence[tuple[str, Sequence[Holder]]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.periods = {period.pk: period for period in periods}
        self.holders = {key_of(holder): holder for _name, members in groups for holder in members}
        self.fields["period"].choices = [(p.pk, p.name) for p in periods]  # type: ignore[attr-defined] # a choice field
        self.fields["holder"].choices = [  # type: ignore[attr-defined] # a choice field
            ("", _("Chọn đơn vị, cụm hoặc khối")),
            *(
                (name, [(key_of(holder), holder.name) for holder in members])
                for name, members in groups
                if members
            ),
        ]

    @property
    def chosen_period(self) -> Period:
        return self.periods[self.cleaned_data["period"]]

    @property
    def chosen_holder(self) -> Holder:
        return self.holders[self.cleaned_data["holder"]]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table: who, and what stands already."""

    holder: Holder
    current: Target | None


class GridLine(NamedTuple):
    """One line with its two fields."""

    holder: Holder
    current: Target | None
    value: BoundField
    seen: BoundField


class GridForm(forms.Form):
    """One number for each unit or cluster; what stands already is filled in."""

    base = _base(help_text=_("Dùng cho những ô bạn sửa; ô giữ nguyên số thì giữ nguyên cách tính."))
    note = _note()

    def __init__(self, *args: Any, lines: Sequence[Line], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = lines
        for line in lines:
            key, current = key_of(line.holder), line.current
            self.fields[f"value_{key}"] = CountField(
                label=line.holder.name,
                required=False,
                initial=int(current.value) if current else None,
            )
            self.fields[f"seen_{key}"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=current.pk if current else 0
            )

    @property
    def grid(self) -> Iterator[GridLine]:
        for line in self.lines:
            key = key_of(line.holder)
            yield GridLine(line.holder, line.current, self[f"value_{key}"], self[f"seen_{key}"])

    def wanted(self) -> list[Wanted]:
        return [
            Wanted(
                key=f"value_{key}",
                holder=line.holder,
                value=None
                if (typed := self.cleaned_data[f"value_{key}"]) is None
                else Decimal(typed),
                seen=self.cleaned_data[f"seen_{key}"] or 0,
            )
            for line in self.lines
            if (key := key_of(line.holder))
        ]
