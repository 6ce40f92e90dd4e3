"""The forms of the six kinds of reorganisation."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.units.enums import ActKind
from sangkien.units.plans import END, RECEIVER, NewUnit
from sangkien.web.units.acting import (
    ActForm,
    grants,
    line,
    many,
    members,
    one,
    targets,
    typed_name,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sangkien.units.models import Unit

MOST_PARTS = 4
MOST_CHILDREN = 200  # placed one by one on one page; the others go where `otherwise` says
NO_PART = -3  # one without a name: the plan is refused at that field
ENDS, MOVES = "ket-thuc", "chuyen"


class OpenForm(ActForm):
    kind = ActKind.OPEN
    pickers = {"units": True}

    name = line(gettext_lazy("Tên đơn vị mới"), longest=250)
    code = line(gettext_lazy("Mã đơn vị mới"), longest=30)
    level = forms.ChoiceField(label=gettext_lazy("Cấp"))
    units_tim = typed_name(gettext_lazy("Tiếp nhận đơn vị có sẵn"))
    units = many(gettext_lazy("Đơn vị chuyển về đơn vị mới"))

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

    name = line(gettext_lazy("Tên mới"), longest=250)
    short_name = line(gettext_lazy("Tên gọi tắt mới"), longest=120, required=False)

    def own(self) -> dict[str, Any]:
        written = self.cleaned_data
        return {"new": (NewUnit(code="", name=written["name"], short_name=written["short_name"]),)}


class MoveForm(ActForm):
    kind = ActKind.MOVE
    pickers = {"target": False}

    target_tim = typed_name(gettext_lazy("Đơn vị cấp trên mới"))
    target = one(gettext_lazy("Chuyển về"))

    def own(self) -> dict[str, Any]:
        return {"target_id": self.target_id()}


class MergeForm(ActForm):
    """Into a unit that stands already, or into a new one."""

    kind = ActKind.MERGE
    pickers = {"units": True, "target": False}

    units_tim = typed_name(gettext_lazy("Các đơn vị cùng sáp nhập"))
    units = many(gettext_lazy("Cùng kết thúc để sáp nhập"))
    target_tim = typed_name(gettext_lazy("Sáp nhập vào đơn vị đang hoạt động"))
    target = one(gettext_lazy("Đơn vị tiếp nhận"))
    name = line(
        gettext_lazy("Hoặc tên đơn vị mới"),
        longest=250,
        required=False,
        help_text=gettext_lazy("Điền khi hợp nhất thành một đơn vị mới."),
    )
    code = line(gettext_lazy("Mã đơn vị mới"), longest=30, required=False)
    carries_members = members()
    carries_grants = grants()
    carries_targets = targets()

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
    carries_members = members()
    carries_grants = grants()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people_to = self.fields.pop("people_to")
        parts = [
            (str(index), _("Đơn vị mới %(number)s") % {"number": index + 1})
            for index in range(MOST_PARTS)
        ]
        for index, label in parts:
            needed = int(index) < 2  # noqa: PLR2004 - two parts at least
            self.fields[f"name_{index}"] = line(label, longest=250, required=needed)
            self.fields[f"code_{index}"] = line(
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

    target_tim = typed_name(gettext_lazy("Đơn vị tiếp nhận đoàn viên (nếu có)"))
    target = one(gettext_lazy("Đơn vị tiếp nhận"))
    otherwise = forms.ChoiceField(
        label=gettext_lazy("Các đơn vị trực thuộc"),
        choices=[
            (MOVES, gettext_lazy("Chuyển về đơn vị tiếp nhận, nếu không có thì về cấp trên")),
            (ENDS, gettext_lazy("Cùng kết thúc hoạt động")),
        ],
        initial=MOVES,
        widget=forms.RadioSelect,
    )
    carries_members = members()
    carries_grants = grants()
    carries_targets = targets()

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
