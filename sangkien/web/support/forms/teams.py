"""A team, its members, its units, its log."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.support.enums import WorkKind
from sangkien.support.rules import LONGEST, NAME_LENGTH
from sangkien.web.shared.forms import DayField, ProseField, line_field
from sangkien.web.shared.unit_codes import units_by_code

if TYPE_CHECKING:
    from sangkien.accounts.models import User as Person
    from sangkien.support.models import TeamMember
    from sangkien.units.models import Cluster, Unit

STALE = gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")
DAY_WORDS = gettext_lazy("Ngày, tháng, năm, ví dụ 05/03/2026.")
LONGEST_CODES = 2_000


def key_field() -> forms.UUIDField:
    return forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )


class TeamForm(forms.Form):
    name = line_field(
        gettext_lazy("Tên tổ"), most=NAME_LENGTH, required=gettext_lazy("Hãy ghi tên tổ.")
    )
    decision_number = line_field(
        gettext_lazy("Số quyết định thành lập"),
        most=60,
        help_text=gettext_lazy("Ví dụ: 05/QĐ-CĐCS."),
    )
    decided_on = DayField(label=gettext_lazy("Ngày quyết định"), required=False)
    since_on = DayField(
        label=gettext_lazy("Hoạt động từ ngày"),
        error_messages={"required": gettext_lazy("Hãy ghi ngày bắt đầu.")},
    )
    until_on = DayField(
        label=gettext_lazy("Đến hết ngày"),
        help_text=gettext_lazy("Quyền của thành viên hết cùng ngày này. Để trống nếu chưa định."),
        required=False,
    )
    channel = line_field(
        gettext_lazy("Nhóm Zalo của tổ"),
        most=200,
        help_text=gettext_lazy(
            "Dán đường dẫn mời vào nhóm, bắt đầu bằng https://zalo.me. Tác giả ở các đơn vị phụ "
            "trách thấy đường dẫn này."
        ),
    )
    own_tasks = ProseField(
        label=gettext_lazy("Nhiệm vụ khác của tổ"),
        help_text=gettext_lazy(
            "Mỗi dòng một nhiệm vụ, thêm vào danh sách có sẵn: hướng dẫn viết, nhập phần mềm, ước "
            "tính hiệu quả, đôn đốc, thủ tục, tổng hợp."
        ),
        max_length=3_000,
        rows=3,
        required=False,
    )

    def details(self) -> dict[str, Any]:
        written = {k: v for k, v in self.cleaned_data.items() if k != "request_key"}
        return {**written, "own_tasks": written["own_tasks"].splitlines()}


class NewTeamForm(TeamForm):
    request_key = key_field()


class TasksForm(forms.Form):
    tasks = forms.MultipleChoiceField(
        label=gettext_lazy("Nhiệm vụ"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn nhiệm vụ trong danh sách.")},
    )
    is_head = forms.BooleanField(
        label=gettext_lazy("Tổ trưởng"),
        help_text=gettext_lazy("Mỗi tổ một tổ trưởng: chọn người mới thì người cũ thành tổ viên."),
        required=False,
    )

    def __init__(self, *args: Any, known: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["tasks"]
        chosen.choices = [(task, task) for task in dict.fromkeys(known)]


class MemberForm(TasksForm):
    login = line_field(
        gettext_lazy("Mã đoàn viên hoặc số điện thoại"),
        most=30,
        required=gettext_lazy("Hãy nhập mã đoàn viên hoặc số điện thoại."),
        help_text=gettext_lazy("Đoàn viên, cán bộ của đơn vị lập tổ hoặc đơn vị bên dưới."),
    )
    field_order = ("login", "tasks", "is_head")

    def __init__(self, *args: Any, find: "Callable[[str], Person | None]", **options: Any) -> None:
        super().__init__(*args, **options)
        self._find = find
        self.found: Any = None

    def clean_login(self) -> str:
        login: str = self.cleaned_data["login"]
        self.found = self._find(login)
        if self.found is None:
            raise forms.ValidationError(_("Không thấy ai mang mã hoặc số này trong đơn vị."))
        return login


class LeaveForm(forms.Form):
    to = forms.TypedChoiceField(
        label=gettext_lazy("Việc đang giúp dở chuyển cho"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn một thành viên của tổ.")},
    )

    def __init__(self, *args: Any, others: "Sequence[TeamMember]", **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["to"]
        back = ("", _("Trả về danh sách chờ của tổ"))
        chosen.choices = [back, *((one.pk, one.user.full_name) for one in others)]
        self._others = {one.pk: one for one in others}

    def chosen(self) -> "TeamMember | None":
        return self._others.get(self.cleaned_data["to"])


class UnitsForm(forms.Form):
    """`find_units` knows the units below by their codes."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn đơn vị trong danh sách.")},
    )
    clusters = forms.MultipleChoiceField(
        label=gettext_lazy("Cụm, khối thi đua"),
        help_text=gettext_lazy("Lấy các đơn vị đang ở trong cụm, khối hôm nay."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn cụm, khối trong danh sách.")},
    )
    codes = line_field(
        gettext_lazy("Mã các đơn vị khác"),
        most=LONGEST_CODES,
        help_text=gettext_lazy("Cách nhau bằng dấu phẩy. Chỉ đơn vị ở bên dưới."),
    )

    def __init__(
        self,
        *args: Any,
        offered: "Sequence[Unit]",
        clusters: "Sequence[Cluster]",
        find_units: "Callable[[set[str]], Mapping[str, Unit]]",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        units: Any = self.fields["units"]
        units.choices = [(unit.code, unit.name) for unit in offered]
        groups: Any = self.fields["clusters"]
        groups.choices = [(str(one.pk), one.name) for one in clusters]
        if not clusters:
            del self.fields["clusters"]
        self._clusters = {str(one.pk): one for one in clusters}
        self._find_units = find_units
        self.found: list[Unit] = []

    def clean(self) -> dict[str, Any]:
        written = super().clean() or self.cleaned_data
        self.found = units_by_code(
            self, self._find_units, missing=_("Không thấy đơn vị mang mã %(codes)s ở bên dưới.")
        )
        return written

    def chosen_clusters(self) -> "list[Cluster]":
        return [self._clusters[key] for key in self.cleaned_data.get("clusters", ())]


class WorkForm(forms.Form):
    unit = line_field(
        gettext_lazy("Mã đơn vị"),
        most=30,
        required=gettext_lazy("Hãy ghi mã đơn vị."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Việc đã làm"),
        choices=WorkKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Hãy chọn loại việc.")},
    )
    done_on = DayField(
        label=gettext_lazy("Ngày làm"),
        error_messages={"required": gettext_lazy("Hãy ghi ngày làm.")},
    )
    what = ProseField(
        label=gettext_lazy("Nội dung"),
        help_text=gettext_lazy("Ví dụ: hướng dẫn 12 đoàn viên tổ sợi viết phần kết quả."),
        max_length=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi đã làm gì.")},
    )
    team = forms.TypedChoiceField(
        label=gettext_lazy("Làm cho tổ"),
        coerce=int,
        error_messages={"invalid_choice": gettext_lazy("Hãy chọn tổ của bạn.")},
    )
    request_key = key_field()

    def __init__(
        self,
        *args: Any,
        members: "Sequence[TeamMember]",
        offered: "Sequence[tuple[str, str]]",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._members = {one.pk: one for one in members}
        team: Any = self.fields["team"]
        team.choices = [(one.pk, one.team.name) for one in members]
        if len(members) == 1:
            team.widget = forms.HiddenInput()
            team.initial = members[0].pk
        if offered:
            self.fields["unit"] = forms.ChoiceField(
                label=gettext_lazy("Đơn vị"),
                choices=[("", _("Chọn đơn vị")), *offered],
                error_messages={
                    "required": gettext_lazy("Hãy chọn đơn vị."),
                    "invalid_choice": gettext_lazy("Hãy chọn đơn vị trong danh sách."),
                },
            )

    def member(self) -> "TeamMember":
        return self._members[self.cleaned_data["team"]]


class AssignForm(forms.Form):
    member = forms.TypedChoiceField(
        label=gettext_lazy("Người phụ trách"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Hãy chọn người phụ trách."),
            "invalid_choice": gettext_lazy("Hãy chọn người trong danh sách."),
        },
    )
    due_on = DayField(
        label=gettext_lazy("Phấn đấu có sáng kiến trước hết ngày"),
        help_text=DAY_WORDS,
        error_messages={"required": gettext_lazy("Hãy ghi hạn.")},
    )

    def __init__(self, *args: Any, members: "Sequence[TeamMember]", **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["member"]
        named = [(one.pk, f"{one.user.full_name} ({one.team.name})") for one in members]
        chosen.choices = [("", _("Chọn người")), *named]
        self._members = {one.pk: one for one in members}

    def chosen(self) -> "TeamMember":
        return self._members[self.cleaned_data["member"]]
