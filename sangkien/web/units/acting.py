"""Forms of a reorganisation: one for each kind, read into a plan.

Units are found by typing. Without JavaScript, too: "Tìm" shows the form again with what was found
to tick.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.units.enums import ActKind
from sangkien.units.plans import Document, Plan
from sangkien.web.shared.forms import DayField, LineField

if TYPE_CHECKING:
    from sangkien.files.models import StoredFile
    from sangkien.units.models import Level, Unit


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a form needs to know: the unit, what is below it, and how to find others.

    `find` answers to what is typed, `known` to codes; both give units that the officer may see.
    """

    unit: "Unit"
    children: "Sequence[Unit]"
    levels: "Sequence[Level]"
    find: "Callable[[str], Sequence[Unit]]"
    known: "Callable[[Iterable[str]], Sequence[Unit]]"


def line(label: Any, *, longest: int, required: bool = True, **options: Any) -> LineField:
    return LineField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Hãy điền ô này.")},
        **options,
    )


def tick(label: Any, *, initial: bool, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, initial=initial, help_text=help_text)


class ActForm(forms.Form):
    """What every decision has; `pickers` are the fields whose units are found by typing."""

    kind: ActKind
    pickers: Mapping[str, bool] = {}  # name -> whether several may be chosen

    effective_on = DayField(
        label=gettext_lazy("Ngày có hiệu lực"),
        help_text=gettext_lazy(
            "Ngày đầu tiên theo tổ chức mới. Ngày chưa tới thì hệ thống tự thực hiện vào hôm đó."
        ),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )
    number = line(gettext_lazy("Số văn bản quyết định"), longest=60)
    signed_on = DayField(label=gettext_lazy("Ngày văn bản"), required=False)
    issued_by = line(gettext_lazy("Nơi ban hành"), longest=150, required=False)
    note = line(gettext_lazy("Trích yếu"), longest=300, required=False)
    file = forms.FileField(
        label=gettext_lazy("Tệp văn bản"),
        help_text=gettext_lazy("PDF, ảnh chụp hoặc Word (.docx), nhiều nhất 10 MB."),
        widget=forms.FileInput(
            attrs={"accept": ".pdf,.docx,.jpg,.jpeg,.png,image/jpeg,image/png,application/pdf"}
        ),
        required=False,
        allow_empty_file=True,  # said in our own words further down
        max_length=1000,
        error_messages={
            "invalid": gettext_lazy("Hãy chọn lại tệp."),
            "max_length": gettext_lazy("Tên tệp quá dài. Hãy đặt tên ngắn hơn."),
        },
    )

    def __init__(
        self, *args: Any, around: Around, kept: "StoredFile | None" = None, **options: Any
    ) -> None:
        """`kept` is the document as it was sent with an earlier step."""
        super().__init__(*args, **options)
        self.around, self.kept = around, kept
        if kept is not None:
            self.fields["file"].label = _("Thay bằng tệp khác")
        self._chosen: dict[str, list[Unit]] = {}
        for name, is_many in self.pickers.items():
            self._offer(name, is_many=is_many)

    def _offer(self, name: str, *, is_many: bool) -> None:
        """The units chosen so far, and those that fit what was typed."""
        typed = str(self._value(f"{name}_tim") or "")[:200]
        chosen = self._values(name)
        found = [*self.around.known(chosen), *(self.around.find(typed) if typed.strip() else [])]
        offered = {unit.code: unit for unit in found if unit.pk != self.around.unit.pk}
        self._chosen[name] = list(offered.values())
        field: Any = self.fields[name]
        field.choices = [(code, _named(unit)) for code, unit in offered.items()]
        self.fields[f"{name}_tim"].help_text = (
            _("Không thấy đơn vị nào; hãy thử tên khác hoặc mã.")
            if typed.strip() and not offered
            else _("Gõ một phần tên hoặc mã rồi bấm “Tìm”, sau đó chọn trong danh sách.")
        )

    def clean(self) -> dict[str, Any]:
        """A unit that is not offered (any more) is said where units are looked for."""
        for name in self.pickers:
            if self.has_error(name):
                del self.errors[name]
                self.add_error(f"{name}_tim", _("Đơn vị đã chọn không dùng được ở đây."))
        return super().clean() or self.cleaned_data

    def _value(self, name: str) -> Any:
        return self.data.get(name) if self.is_bound else self.initial.get(name)

    def _values(self, name: str) -> list[str]:
        if self.is_bound:
            getlist = getattr(self.data, "getlist", None)
            return list(getlist(name)) if getlist else []
        found = self.initial.get(name) or []
        return [found] if isinstance(found, str) else list(found)

    def picked(self, name: str) -> "list[Unit]":
        codes = self.cleaned_data.get(name) or []
        codes = [codes] if isinstance(codes, str) else codes
        return [unit for unit in self._chosen[name] if unit.code in codes]

    def target_id(self) -> int | None:
        found = self.picked("target")
        return found[0].pk if found else None

    def plan(self) -> Plan:
        """Call after `is_valid`."""
        written = self.cleaned_data
        document = Document(
            number=written["number"],
            signed_on=written["signed_on"],
            issued_by=written["issued_by"],
            note=written["note"],
            file_id=self.kept.pk if self.kept else None,
        )
        given: dict[str, Any] = {
            "unit_ids": (self.around.unit.pk,),
            **{name: written[name] for name in CARRIED if name in written},
            **self.own(),
        }
        effective_on = written["effective_on"]
        return Plan(kind=self.kind, effective_on=effective_on, document=document, **given)

    def own(self) -> dict[str, Any]:
        """What this kind adds to the plan."""
        return {}

    @property
    def groups(self) -> list[Any]:
        """The fields of this kind in order, each picker as (what is typed, what was found)."""
        common = [*ActForm.base_fields, *CARRIED]
        own = [name for name in self.fields if name not in common and not name.endswith("_tim")]
        return [
            (self[f"{name}_tim"], self[name], name)
            if name in self.pickers
            else (None, self[name], "")
            for name in own
        ]

    @property
    def carried(self) -> list[Any]:
        return [self[name] for name in CARRIED if name in self.fields]


CARRIED = ("carries_members", "carries_grants", "carries_targets")


def _named(unit: "Unit") -> str:
    parent = f" — {unit.parent.label}" if unit.parent else ""
    return f"{unit.name} ({unit.code}){parent}"


def typed_name(label: Any) -> LineField:
    return LineField(
        label=label,
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )


def many(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


def one(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=forms.RadioSelect)


def members() -> forms.BooleanField:
    return tick(gettext_lazy("Chuyển đoàn viên sang đơn vị tiếp nhận"), initial=True)


def grants() -> forms.BooleanField:
    return tick(
        gettext_lazy("Giữ vai trò của cán bộ ở đơn vị tiếp nhận"),
        initial=False,
        help_text=gettext_lazy("Không chọn thì vai trò ở đơn vị kết thúc hết hiệu lực."),
    )


def targets() -> forms.BooleanField:
    return tick(gettext_lazy("Cộng chỉ tiêu đang chạy sang đơn vị kế thừa"), initial=True)
