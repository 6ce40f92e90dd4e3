"""What is asked and answered about help."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.initiatives.rules import NAMES, PROSE_LENGTH, TITLE_LENGTH
from sangkien.support.rules import LONGEST, WORDS
from sangkien.web.shared.forms import LineField, ProseField

if TYPE_CHECKING:
    from sangkien.accounts.models import User
    from sangkien.support.models import TeamMember
    from sangkien.units.models import Unit


class AskForm(forms.Form):
    unit = forms.ChoiceField(
        label=_("Đơn vị của bạn"),
        error_messages={
            "required": _("Hãy chọn đơn vị."),
            "invalid_choice": _("Hãy chọn đơn vị của bạn trong danh sách."),
        },
    )
    need = ProseField(
        label=_("Bạn cần giúp việc gì"),
        help_text=_("Ví dụ: chưa biết viết phần kết quả; chưa biết tính tiền làm lợi thế nào."),
        max_length=LONGEST,
        error_messages={"required": _("Hãy ghi bạn cần giúp việc gì.")},
    )
    may_edit = forms.BooleanField(
        label=_("Tôi đồng ý cho người giúp đọc và viết vào bản nháp này"),
        help_text=_("Bạn rút lại lúc nào cũng được. Chỉ bạn gửi sáng kiến đi."),
        required=False,
    )

    def __init__(
        self, *args: Any, units: "Sequence[Unit]", has_draft: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if has_draft:
            del self.fields["unit"]
            return
        del self.fields["may_edit"]
        chosen: Any = self.fields["unit"]
        chosen.choices = [(unit.code, unit.name) for unit in units]


class NoteForm(forms.Form):
    """Never empty: each act says itself which words it misses."""

    text = ProseField(label=_("Nội dung"), max_length=LONGEST, rows=3, required=False)


class DraftForm(forms.Form):
    """The words of a draft; figures, authors and the sending stay with the author."""

    title = LineField(label=NAMES["title"], max_length=TITLE_LENGTH[1], required=False)
    before = ProseField(label=NAMES["before"], max_length=PROSE_LENGTH[1], rows=4, required=False)
    solution = ProseField(
        label=NAMES["solution"], max_length=PROSE_LENGTH[1], rows=5, required=False
    )
    effect = ProseField(label=NAMES["effect"], max_length=PROSE_LENGTH[1], rows=4, required=False)
    seen = forms.CharField(
        widget=forms.HiddenInput,
        max_length=64,
        error_messages={"required": _("Biểu mẫu đã cũ. Mời tải lại trang.")},
    )

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}

    def show_present(self, present: "Mapping[str, str]", *, seen: str) -> None:
        """Say at each field what came from elsewhere meanwhile; saving again is then meant."""
        typed = dict(self.cleaned_data)
        self.data = {**typed, "seen": seen}
        for name in WORDS:
            if present[name] != typed.get(name):
                words = present[name] or _("(để trống)")
                self.add_error(name, _("Bản hiện có: %(text)s") % {"text": words})


class PassForm(NoteForm):
    """To whom of the team, with a word; nobody chosen is a step up or back."""

    to = forms.TypedChoiceField(
        label=_("Đồng nghiệp trong tổ"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Hãy chọn một thành viên của tổ.")},
    )

    def __init__(self, *args: Any, colleagues: "Sequence[TeamMember]", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = _("Lời nhắn")
        chosen: Any = self.fields["to"]
        named = [(member.user_id, member.user.full_name) for member in colleagues]
        chosen.choices = [("", _("Chọn người nhận")), *named]
        self._colleagues = {member.user_id: member.user for member in colleagues}

    def clean(self) -> dict[str, Any]:
        written = super().clean() or self.cleaned_data
        if self.data.get("intent") == "pass_to" and not {"to"} & ({*self.errors} | _given(written)):
            self.add_error("to", _("Hãy chọn người nhận."))
        return written

    def chosen(self) -> "User":
        return self._colleagues[self.cleaned_data["to"]]


def _given(written: "Mapping[str, Any]") -> set[str]:
    return {name for name, value in written.items() if value not in (None, "")}
