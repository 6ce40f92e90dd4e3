"""What is asked and answered about help."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sangkien.initiatives.rules import NAMES, PROSE_LENGTH, TITLE_LENGTH
from sangkien.support.rules import LONGEST
from sangkien.web.shared.forms import LineField, ProseField

if TYPE_CHECKING:
    from sangkien.initiatives.models import Initiative
    from sangkien.units.models import Unit

WORDS = ("title", "before", "solution", "effect")


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
    text = ProseField(
        label=_("Nội dung"),
        max_length=LONGEST,
        rows=3,
        error_messages={"required": _("Hãy viết nội dung.")},
    )


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
        error_messages={"required": _("Biểu mẫu đã cũ. Mời tải lại trang.")},
    )

    def clean_seen(self) -> dt.datetime:
        """When the text that was shown had been changed last; nonsense is never the present one."""
        try:
            return dt.datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return dt.datetime.min.replace(tzinfo=dt.UTC)

    def show_present(self, draft: "Initiative") -> None:
        """Say at each field what the author wrote meanwhile; saving again is then meant."""
        typed = dict(self.cleaned_data)
        self.data = {**typed, "seen": draft.changed_at.isoformat()}
        for name in WORDS:
            if getattr(draft, name) != typed.get(name):
                present = getattr(draft, name) or _("(để trống)")
                self.add_error(name, _("Tác giả vừa ghi: %(text)s") % {"text": present})
