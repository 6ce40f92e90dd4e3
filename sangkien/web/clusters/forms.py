"""What officers write about clusters and blocks."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.units.enums import ClusterKind, ClusterPost
from sangkien.web.shared.forms import CountField, DayField, line_field

if TYPE_CHECKING:
    from sangkien.accounts.models import User
    from sangkien.units.models import Cluster, Unit

MOST_NUMBER = 999
INSIDE = "in-"  # before the number of the cluster in which a new block lies


class _NumberedForm(forms.Form):
    name = line_field(
        gettext_lazy("Tên cụm, khối"),
        most=200,
        required=gettext_lazy("Hãy nhập tên."),
        help_text=gettext_lazy("Ví dụ: Cụm thi đua số 1, Khối các trường học."),
    )
    number = CountField(
        label=gettext_lazy("Thứ tự trong danh sách"),
        error_messages={"required": gettext_lazy("Hãy nhập số thứ tự.")},
    )

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if number > MOST_NUMBER:
            raise forms.ValidationError(_("Số thứ tự lớn nhất là 999."))
        return number


class RenameForm(_NumberedForm):
    pass


class CreateForm(_NumberedForm):
    """`clusters` are those of the year, in which a block may lie."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Hãy chọn loại."),
            "invalid_choice": gettext_lazy("Hãy chọn loại trong danh sách."),
        },
    )
    field_order = ("kind", "name", "number")

    def __init__(self, *args: Any, clusters: "Sequence[Cluster]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._clusters = {f"{INSIDE}{cluster.pk}": cluster for cluster in clusters}
        kind: Any = self.fields["kind"]
        kind.choices = [
            (ClusterKind.CLUSTER.value, _("Cụm thi đua")),
            (ClusterKind.BLOCK.value, _("Khối thi đua đứng riêng")),
            *(
                (key, _("Khối nằm trong %(name)s") % {"name": cluster.name})
                for key, cluster in self._clusters.items()
            ),
        ]

    def chosen(self) -> "dict[str, Any]":
        """The kind and the cluster around it."""
        key = self.cleaned_data["kind"]
        parent = self._clusters.get(key)
        return {"kind": ClusterKind.BLOCK if parent else ClusterKind(key), "parent": parent}


class AddForm(forms.Form):
    """Which of the units shown come in."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Hãy chọn ít nhất một đơn vị."),
            "invalid_choice": gettext_lazy("Có đơn vị vừa được đưa vào cụm, khối khác."),
        },
    )

    def __init__(self, *args: Any, units: "Sequence[Unit]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._units = {str(unit.pk): unit for unit in units}
        field: Any = self.fields["units"]
        field.choices = [(key, f"{unit.name} ({unit.code})") for key, unit in self._units.items()]

    def chosen(self) -> "list[Unit]":
        return [self._units[key] for key in self.cleaned_data["units"]]


class MoveForm(forms.Form):
    to = forms.ChoiceField(
        label=gettext_lazy("Chuyển sang"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Hãy chọn cụm, khối."),
            "invalid_choice": gettext_lazy("Hãy chọn cụm, khối trong danh sách."),
        },
    )

    def __init__(self, *args: Any, clusters: "Sequence[Cluster]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._clusters = {str(cluster.pk): cluster for cluster in clusters}
        field: Any = self.fields["to"]
        field.choices = [(key, cluster.name) for key, cluster in self._clusters.items()]

    def chosen(self) -> "Cluster":
        return self._clusters[self.cleaned_data["to"]]


class AppointForm(forms.Form):
    """`units` are those of the cluster and its blocks; `titles` the words for head and deputy."""

    post = forms.ChoiceField(
        label=gettext_lazy("Chức danh"),
        widget=forms.RadioSelect,
        initial=ClusterPost.HEAD,
        error_messages={
            "required": gettext_lazy("Hãy chọn chức danh."),
            "invalid_choice": gettext_lazy("Hãy chọn chức danh trong danh sách."),
        },
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Đơn vị"),
        error_messages={
            "required": gettext_lazy("Hãy chọn đơn vị."),
            "invalid_choice": gettext_lazy("Hãy chọn một đơn vị trong cụm, khối."),
        },
    )
    login = line_field(
        gettext_lazy("Mã đoàn viên hoặc số điện thoại của người phụ trách"),
        most=60,
        help_text=gettext_lazy(
            "Nếu người đó thuộc đơn vị đã chọn và có trên hệ thống: họ thấy chức danh này trong dữ "
            "liệu của mình."
        ),
    )
    person = line_field(
        gettext_lazy("Họ và tên người phụ trách"),
        most=120,
        help_text=gettext_lazy("Để trống nếu đã ghi mã đoàn viên: lấy họ tên trên hệ thống."),
    )
    since_on = DayField(
        label=gettext_lazy("Từ ngày"),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )
    until_on = DayField(
        label=gettext_lazy("Đến hết ngày"),
        help_text=gettext_lazy("Để trống nếu chưa biết; khi thay người thì ghi sau."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        units: "dict[int, Unit]",
        titles: Sequence[tuple[str, str]],
        find: "Callable[[Unit, str], User | None]",
        **options: Any,
    ) -> None:
        """`find` knows the people of a unit by code or phone number."""
        super().__init__(*args, **options)
        self._find, self._user = find, cast("User | None", None)
        self._units = {str(pk): unit for pk, unit in units.items()}
        unit: Any = self.fields["unit"]
        unit.choices = [
            ("", _("Chọn đơn vị")),
            *((key, one.label) for key, one in self._units.items()),
        ]
        post: Any = self.fields["post"]
        post.choices = titles

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        login = values.get("login")
        if login and values.get("unit"):
            self._user = self._find(self._units[values["unit"]], login)
            if self._user is None:
                self.add_error("login", _("Không thấy ai có mã hoặc số này ở đơn vị đã chọn."))
        elif not login and not values.get("person") and not self.has_error("person"):
            self.add_error("person", _("Hãy nhập họ và tên, hoặc mã đoàn viên."))
        return values

    def written(self) -> dict[str, Any]:
        """Call after `is_valid`."""
        values = {key: value for key, value in self.cleaned_data.items() if key != "login"}
        return {
            **values,
            "user": self._user,
            "unit": self._units[values["unit"]],
            "post": ClusterPost(values["post"]),
        }


class EndForm(forms.Form):
    until_on = DayField(
        label=gettext_lazy("Ngày cuối của nhiệm kỳ"),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options.setdefault("initial", {"until_on": today})
        super().__init__(*args, **options)


class RotationForm(forms.Form):
    """A number for each unit that takes its turn; the others stay empty."""

    def __init__(
        self, *args: Any, units: "dict[int, Unit]", turns: "Sequence[Unit]", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        places = {unit.pk: place for place, unit in enumerate(turns, start=1)}
        self._units = units
        for pk, unit in units.items():
            self.fields[f"turn_{pk}"] = CountField(
                label=unit.label, required=False, initial=places.get(pk)
            )

    def lines(self) -> Iterator[BoundField]:
        for pk in self._units:
            yield self[f"turn_{pk}"]

    def clean(self) -> dict[str, Any]:
        seen: set[int] = set()
        for pk in self._units:
            number = self.cleaned_data.get(f"turn_{pk}")
            if number is not None and number in seen:
                self.add_error(f"turn_{pk}", _("Số này đã ghi cho đơn vị khác."))
            seen.add(number or 0)
        return self.cleaned_data

    def order(self) -> list[int]:
        """Ids of the units in turn; gaps between the numbers do not matter."""
        given = {pk: self.cleaned_data.get(f"turn_{pk}") for pk in self._units}
        return sorted((pk for pk in given if given[pk]), key=lambda pk: given[pk] or 0)


class DocumentForm(forms.Form):
    number = line_field(gettext_lazy("Số, ký hiệu"), most=60)
    dated_on = DayField(
        label=gettext_lazy("Ngày văn bản"),
        error_messages={"required": gettext_lazy("Hãy nhập ngày.")},
    )
    title = line_field(
        gettext_lazy("Tên văn bản, trích yếu"),
        most=300,
        required=gettext_lazy("Hãy nhập tên văn bản."),
        help_text=gettext_lazy("Ví dụ: Quy chế hoạt động của cụm, biên bản họp cụm."),
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        help_text=gettext_lazy("PDF, Word, Excel hoặc ảnh, nhiều nhất 10 MB."),
        required=False,
        allow_empty_file=True,  # said in our own words further down
        max_length=1000,
        error_messages={
            "invalid": gettext_lazy("Hãy chọn lại tệp."),
            "max_length": gettext_lazy("Tên tệp quá dài. Hãy đặt tên ngắn hơn."),
        },
    )
