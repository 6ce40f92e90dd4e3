"""Forms of a reorganisation: one for each kind, read into a plan.

Units are found by typing. Without JavaScript, too: "Tìm" shows the form again with what was found
to tick.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.units.enums import ActKind
from sangkien.units.plans import END, RECEIVER, Document, NewUnit, Plan
from sangkien.web.shared.forms import DayField, LineField

if TYPE_CHECKING:
    from sangkien.units.models import Level, Unit

MOST_PARTS = 4
MOST_CHILDREN = 200  # placed one by one on one page; the others go where `otherwise` says
NO_PART = -3  # one without a name: the plan is refused at that field
ENDS, MOVES = "ket-thuc", "chuyen"


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


def _line(label: Any, *, longest: int, required: bool = True, **options: Any) -> LineField:
    return LineField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Hãy điền ô này.")},
        **options,
    )


def _tick(label: Any, *, initial: bool, help_text: Any = "") -> forms.BooleanField:
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
    number = _line(gettext_lazy("Số văn bản quyết định"), longest=60)
    signed_on = DayField(label=gettext_lazy("Ngày văn bản"), required=False)
    issued_by = _line(gettext_lazy("Nơi ban hành"), longest=150, required=False)
    note = _line(gettext_lazy("Trích yếu"), longest=300, required=False)

    def __init__(self, *args: Any, around: Around, **options: Any) -> None:
        super().__init__(*args, **options)
        self.around = around
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


def _typed(label: Any) -> LineField:
    return LineField(
        label=label,
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )


def _many(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


def _one(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=forms.RadioSelect)


def _members() -> forms.BooleanField:
    return _tick(gettext_lazy("Chuyển đoàn viên sang đơn vị tiếp nhận"), initial=True)


def _grants() -> forms.BooleanField:
    return _tick(
        gettext_lazy("Giữ vai trò của cán bộ ở đơn vị tiếp nhận"),
        initial=False,
        help_text=gettext_lazy("Không chọn thì vai trò ở đơn vị kết thúc hết hiệu lực."),
    )


def _targets() -> forms.BooleanField:
    return _tick(gettext_lazy("Cộng chỉ tiêu đang chạy sang đơn vị kế thừa"), initial=True)


class OpenForm(ActForm):
    kind = ActKind.OPEN
    pickers = {"units": True}

    name = _line(gettext_lazy("Tên đơn vị mới"), longest=250)
    code = _line(gettext_lazy("Mã đơn vị mới"), longest=30)
    level = forms.ChoiceField(label=gettext_lazy("Cấp"))
    units_tim = _typed(gettext_lazy("Tiếp nhận đơn vị có sẵn"))
    units = _many(gettext_lazy("Đơn vị chuyển về đơn vị mới"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["level"]
        field.choices = [(level.pk, level.name) for level in self.around.levels]

    def own(self) -> dict[str, Any]:
        written = self.cleaned_data
        new = NewUnit(code=written["code"], name=written["name"], level=written["level"])
        ids = tuple(unit.pk for unit in self.picked("units"))
        return {"unit_ids": ids, "target_id": self.around.unit.pk, "new": (new,)}


class RenameForm(ActForm):
    kind = ActKind.RENAME

    name = _line(gettext_lazy("Tên mới"), longest=250)
    short_name = _line(gettext_lazy("Tên gọi tắt mới"), longest=120, required=False)

    def own(self) -> dict[str, Any]:
        written = self.cleaned_data
        return {"new": (NewUnit(code="", name=written["name"], short_name=written["short_name"]),)}


class MoveForm(ActForm):
    kind = ActKind.MOVE
    pickers = {"target": False}

    target_tim = _typed(gettext_lazy("Đơn vị cấp trên mới"))
    target = _one(gettext_lazy("Chuyển về"))

    def own(self) -> dict[str, Any]:
        return {"target_id": self.target_id()}


class MergeForm(ActForm):
    """Into a unit that stands already, or into a new one."""

    kind = ActKind.MERGE
    pickers = {"units": True, "target": False}

    units_tim = _typed(gettext_lazy("Các đơn vị cùng sáp nhập"))
    units = _many(gettext_lazy("Cùng kết thúc để sáp nhập"))
    target_tim = _typed(gettext_lazy("Sáp nhập vào đơn vị đang hoạt động"))
    target = _one(gettext_lazy("Đơn vị tiếp nhận"))
    name = _line(
        gettext_lazy("Hoặc tên đơn vị mới"),
        longest=250,
        required=False,
        help_text=gettext_lazy("Điền khi hợp nhất thành một đơn vị mới."),
    )
    code = _line(gettext_lazy("Mã đơn vị mới"), longest=30, required=False)
    carries_members = _members()
    carries_grants = _grants()
    carries_targets = _targets()

    def clean(self) -> dict[str, Any]:
        written = super().clean()
        has_target, has_name = bool(written.get("target")), bool(written.get("name"))
        if has_target == has_name and not self.errors:
            raise ValidationError(
                {"target_tim": _("Chọn một đơn vị tiếp nhận, hoặc ghi tên một đơn vị mới.")}
            )
        if has_name and not written.get("code"):
            raise ValidationError({"code": _("Hãy đặt mã cho đơn vị mới.")})
        return written

    def own(self) -> dict[str, Any]:
        written = self.cleaned_data
        others = tuple(unit.pk for unit in self.picked("units"))
        new = (NewUnit(code=written["code"], name=written["name"]),) if written["name"] else ()
        return {
            "unit_ids": (self.around.unit.pk, *others),
            "target_id": self.target_id(),
            "new": new,
        }


class SplitForm(ActForm):
    """Two to four new units, and where each sub-unit goes."""

    kind = ActKind.SPLIT

    people_to = forms.ChoiceField(
        label=gettext_lazy("Đoàn viên của chính đơn vị chuyển về"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Hãy chọn đơn vị mới.")},
    )
    carries_members = _members()
    carries_grants = _grants()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people_to = self.fields.pop("people_to")
        parts = [
            (str(index), _("Đơn vị mới %(number)s") % {"number": index + 1})
            for index in range(MOST_PARTS)
        ]
        for index, label in parts:
            needed = int(index) < 2  # noqa: PLR2004 - two parts at least
            self.fields[f"name_{index}"] = _line(label, longest=250, required=needed)
            self.fields[f"code_{index}"] = _line(
                _("Mã của %(unit)s") % {"unit": label.lower()}, longest=30, required=needed
            )
        for child in self.around.children[:MOST_CHILDREN]:
            self.fields[f"child_{child.pk}"] = forms.ChoiceField(
                label=child.label,
                choices=[("", _("Chọn đơn vị mới")), *parts],
                error_messages={"required": gettext_lazy("Hãy chọn đơn vị mới.")},
            )
        chooser: Any = people_to
        chooser.choices = parts
        self.fields["people_to"] = people_to

    def own(self) -> dict[str, Any]:
        written = self.cleaned_data
        named = [index for index in range(MOST_PARTS) if written[f"name_{index}"]]

        def part(chosen: str) -> int:
            """Its number among those that have a name."""
            return named.index(int(chosen)) if int(chosen) in named else NO_PART

        return {
            "new": tuple(
                NewUnit(code=written[f"code_{index}"], name=written[f"name_{index}"])
                for index in named
            ),
            "placing": _placed(self.around.children, written, part),
            "people_to": part(written["people_to"]),
            "carries_targets": False,
        }


class DissolveForm(ActForm):
    """The unit ends; who takes over the people, and what becomes of the sub-units."""

    kind = ActKind.DISSOLVE
    pickers = {"target": False}

    target_tim = _typed(gettext_lazy("Đơn vị tiếp nhận đoàn viên (nếu có)"))
    target = _one(gettext_lazy("Đơn vị tiếp nhận"))
    otherwise = forms.ChoiceField(
        label=gettext_lazy("Các đơn vị trực thuộc"),
        choices=[
            (MOVES, gettext_lazy("Chuyển về đơn vị tiếp nhận, nếu không có thì về cấp trên")),
            (ENDS, gettext_lazy("Cùng kết thúc hoạt động")),
        ],
        initial=MOVES,
        widget=forms.RadioSelect,
    )
    carries_members = _members()
    carries_grants = _grants()
    carries_targets = _targets()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("Như lựa chọn chung")), (MOVES, _("Chuyển đi")), (ENDS, _("Kết thúc"))]
        for child in self.around.children[:MOST_CHILDREN]:
            self.fields[f"child_{child.pk}"] = forms.ChoiceField(
                label=child.label, choices=choices, required=False
            )

    def own(self) -> dict[str, Any]:
        written = self.cleaned_data
        return {
            "target_id": self.target_id(),
            "otherwise": _place(written["otherwise"]),
            "placing": _placed(self.around.children, written, _place),
        }


def _place(chosen: str) -> int:
    return END if chosen == ENDS else RECEIVER


def _placed(
    children: "Sequence[Unit]", written: Mapping[str, Any], read: Callable[[str], int]
) -> tuple[tuple[int, int], ...]:
    chosen = ((child.pk, written.get(f"child_{child.pk}")) for child in children)
    return tuple((pk, read(place)) for pk, place in chosen if place not in {None, ""})


FORMS: dict[str, type[ActForm]] = {
    "thanh-lap": OpenForm,
    "doi-ten": RenameForm,
    "chuyen": MoveForm,
    "sap-nhap": MergeForm,
    "chia-tach": SplitForm,
    "giai-the": DissolveForm,
}

# What the domain calls its fields, and which field of the form says it.
FIELDS = {"units": "units_tim", "target": "target_tim"}
