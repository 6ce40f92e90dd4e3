"""What is asked about documents and their parts."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.documents.actions.signing import LONGEST_NUMBER, LONGEST_REASON
from sangkien.documents.actions.templates import LONGEST_NAME
from sangkien.documents.actions.writing import LONGEST_REMARK
from sangkien.documents.enums import BlockKind, ChartOf, UnitsShown
from sangkien.documents.rules import contents
from sangkien.documents.rules.contents import Block
from sangkien.papers.enums import PaperKind
from sangkien.web.shared.forms import CountField, ProseField, choose, line_field, seen_field

if TYPE_CHECKING:
    from sangkien.documents.models import Template
    from sangkien.documents.queries import Shipped
    from sangkien.programmes.models import Period

OLD_FORM = gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")
CHOOSE = gettext_lazy("Hãy chọn trong danh sách.")
CHOSEN = {"required": CHOOSE, "invalid_choice": CHOOSE}
SHIPPED, OWN = "goi-y-", "rieng-"
LINES = gettext_lazy("Mỗi dòng một mục.")
SHORT = 4_000


class SeenForm(forms.Form):
    """`seen` is the version that was on the screen."""

    seen = seen_field()


class BeginForm(forms.Form):
    request_key = forms.UUIDField(
        widget=forms.HiddenInput, required=False, error_messages={"invalid": OLD_FORM}
    )
    template = forms.ChoiceField(label=gettext_lazy("Soạn từ mẫu"), error_messages=CHOSEN)
    period = forms.ChoiceField(
        label=gettext_lazy("Về chương trình, giai đoạn"),
        help_text=gettext_lazy("Số liệu của đơn vị được chụp lúc này và đưa vào văn bản."),
        required=False,
        error_messages=CHOSEN,
    )

    def __init__(
        self,
        *args: Any,
        shipped: Mapping[str, "Shipped"],
        own: "Sequence[Template]",
        periods: "Sequence[Period]",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._shipped = {f"{SHIPPED}{key}": one for key, one in shipped.items()}
        self._own = {f"{OWN}{one.pk}": one for one in own}
        self._periods = {str(one.pk): one for one in periods}
        groups = [(_("Mẫu gợi ý"), [(key, one.name) for key, one in self._shipped.items()])]
        if self._own:
            mine = [(key, one.name) for key, one in self._own.items()]
            groups.insert(0, (_("Mẫu của đơn vị"), mine))
        choose(self.fields["template"], groups)
        told = [(key, f"{one.programme.title}: {one.name}") for key, one in self._periods.items()]
        choose(self.fields["period"], [("", _("Không gắn với chương trình nào")), *told])

    @property
    def template_chosen(self) -> "Shipped | Template":
        key = self.cleaned_data["template"]
        return self._shipped.get(key) or self._own[key]

    @property
    def period_chosen(self) -> "Period | None":
        return self._periods.get(self.cleaned_data["period"])


class CopyForm(forms.Form):
    request_key = forms.UUIDField(
        widget=forms.HiddenInput, required=False, error_messages={"invalid": OLD_FORM}
    )
    name = line_field(
        gettext_lazy("Tên mẫu"), most=LONGEST_NAME, required=gettext_lazy("Hãy ghi tên mẫu.")
    )
    source = forms.ChoiceField(label=gettext_lazy("Sao từ"), error_messages=CHOSEN)

    def __init__(
        self,
        *args: Any,
        shipped: Mapping[str, "Shipped"],
        own: "Sequence[Template]",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._known: dict[str, Shipped | Template] = {
            **{f"{SHIPPED}{key}": one for key, one in shipped.items()},
            **{f"{OWN}{one.pk}": one for one in own},
        }
        choose(self.fields["source"], [(key, one.name) for key, one in self._known.items()])

    @property
    def chosen(self) -> "Shipped | Template":
        return self._known[self.cleaned_data["source"]]


def _prose(label: Any, **options: Any) -> ProseField:
    return ProseField(label=label, max_length=SHORT, rows=3, required=False, **options)


class HeadForm(SeenForm):
    """What stands before and after the parts."""

    title = line_field(
        gettext_lazy("Trích yếu"),
        most=contents.LONGEST_TITLE,
        required=gettext_lazy("Hãy ghi trích yếu của văn bản."),
    )
    addressed_to = _prose(gettext_lazy("Kính gửi"), help_text=LINES)
    grounds = _prose(gettext_lazy("Căn cứ"), help_text=LINES)
    symbol = line_field(
        gettext_lazy("Ký hiệu"),
        most=30,
        help_text=gettext_lazy("Ví dụ BC-LĐLĐ. Số được cấp khi ký ban hành."),
    )
    place = line_field(gettext_lazy("Nơi ban hành"), most=60)
    signs_for = line_field(
        gettext_lazy("Thẩm quyền ký"),
        most=120,
        help_text=gettext_lazy("Ví dụ TM. BAN THƯỜNG VỤ, TM. BAN CHẤP HÀNH."),
    )
    signer_post = line_field(gettext_lazy("Chức vụ người ký"), most=120)
    signer_name = line_field(gettext_lazy("Họ tên người ký"), most=120)
    other_post = line_field(
        gettext_lazy("Chức danh người ký bên trái"),
        most=120,
        help_text=gettext_lazy("Thư ký của biên bản; văn bản khác để trống."),
    )
    other_name = line_field(gettext_lazy("Họ tên người ký bên trái"), most=120)
    recipients = _prose(gettext_lazy("Nơi nhận"), help_text=LINES)

    @staticmethod
    def initial_of(content: Mapping[str, Any]) -> dict[str, Any]:
        lines = {name: "\n".join(content[name]) for name in contents.LINES}
        return {**{name: content[name] for name in (*contents.FREE, *contents.PLAIN)}, **lines}

    def changed(self, content: Mapping[str, Any]) -> dict[str, Any]:
        data = self.cleaned_data
        lines = {name: data[name].splitlines() for name in contents.LINES}
        plain = {name: data[name] for name in (*contents.FREE, *contents.PLAIN)}
        return {**content, **plain, **lines}


class HeadingForm(SeenForm):
    text = line_field(
        gettext_lazy("Đề mục"),
        most=contents.LONGEST_LINE,
        required=gettext_lazy("Hãy ghi đề mục."),
        help_text=gettext_lazy("Ghi cả số: I., 1., a)"),
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("Cấp"),
        coerce=int,
        choices=[
            (1, gettext_lazy("Phần (I, II, III)")),
            (2, gettext_lazy("Mục (1, 2, 3)")),
            (3, gettext_lazy("Điểm (a, b, c)")),
        ],
        error_messages=CHOSEN,
    )

    @staticmethod
    def initial_of(block: Block) -> dict[str, Any]:
        return {"text": block.text, "level": block.level}

    def row(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"], "level": self.cleaned_data["level"]}


class TextForm(SeenForm):
    text = ProseField(
        label=gettext_lazy("Nội dung"),
        max_length=contents.LONGEST_TEXT,
        rows=10,
        help_text=gettext_lazy("Mỗi dòng một đoạn."),
        error_messages={"required": gettext_lazy("Hãy ghi nội dung.")},
    )

    @staticmethod
    def initial_of(block: Block) -> dict[str, Any]:
        return {"text": block.text}

    def row(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class ListForm(SeenForm):
    items = ProseField(
        label=gettext_lazy("Các ý"),
        max_length=contents.LONGEST_TEXT,
        rows=8,
        help_text=gettext_lazy("Mỗi dòng một ý, không cần gõ dấu gạch."),
        error_messages={"required": gettext_lazy("Hãy ghi ít nhất một ý.")},
    )

    @staticmethod
    def initial_of(block: Block) -> dict[str, Any]:
        return {"items": "\n".join(block.items)}

    def row(self) -> dict[str, Any]:
        lines = self.cleaned_data["items"].splitlines()
        return {"items": [line.removeprefix("-").strip() for line in lines]}


class TableForm(SeenForm):
    caption = line_field(gettext_lazy("Tên bảng"), most=contents.LONGEST_LINE)
    rows = ProseField(
        label=gettext_lazy("Các dòng"),
        max_length=40_000,
        rows=10,
        help_text=gettext_lazy(
            "Dòng đầu là tên các cột; các ô cách nhau bằng dấu |. Ví dụ: Năm | Hình thức | Số quyết định."
        ),
        error_messages={"required": gettext_lazy("Hãy ghi các dòng của bảng.")},
    )

    @staticmethod
    def initial_of(block: Block) -> dict[str, Any]:
        rows = "\n".join(" | ".join(row) for row in block.rows)
        return {"caption": block.caption, "rows": rows}

    def row(self) -> dict[str, Any]:
        lines = self.cleaned_data["rows"].splitlines()
        rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip()]
        return {"caption": self.cleaned_data["caption"], "rows": rows}


class LiveForm(SeenForm):
    """What is drawn from the figures: which of them, how many lines."""

    caption = line_field(gettext_lazy("Tên bảng, biểu đồ"), most=contents.LONGEST_LINE)

    @staticmethod
    def initial_of(block: Block) -> dict[str, Any]:
        return {"caption": block.caption, "shown": block.shown, "most": block.most}

    def row(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class WordsForm(SeenForm):
    """Coverage, praise, notes: nothing is chosen."""

    @staticmethod
    def initial_of(block: Block) -> dict[str, Any]:
        return {}

    def row(self) -> dict[str, Any]:
        return {}


def _most() -> CountField:
    return CountField(label=gettext_lazy("Nhiều nhất bao nhiêu dòng"), initial=contents.USUAL_UNITS)


class UnitsForm(LiveForm):
    shown = forms.ChoiceField(
        label=gettext_lazy("Đơn vị nào"), choices=UnitsShown.choices, error_messages=CHOSEN
    )
    most = _most()


class ChartForm(LiveForm):
    shown = forms.ChoiceField(
        label=gettext_lazy("Vẽ gì"), choices=ChartOf.choices, error_messages=CHOSEN
    )
    most = _most()


BlockForm = HeadingForm | TextForm | ListForm | TableForm | LiveForm | WordsForm
FORMS: Mapping[str, type[BlockForm]] = {
    BlockKind.HEADING: HeadingForm,
    BlockKind.TEXT: TextForm,
    BlockKind.LIST: ListForm,
    BlockKind.TABLE: TableForm,
    BlockKind.FIGURES: LiveForm,
    BlockKind.UNITS: UnitsForm,
    BlockKind.CLUSTERS: LiveForm,
    BlockKind.FIELDS: LiveForm,
    BlockKind.COVERAGE: WordsForm,
    BlockKind.CHART: ChartForm,
    BlockKind.PRAISE: WordsForm,
    BlockKind.NOTES: WordsForm,
}


class KindForm(forms.Form):
    loai = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"),
        choices=[("", gettext_lazy("Tất cả")), *PaperKind.choices],
    )


class GiveBackForm(forms.Form):
    words = ProseField(
        label=gettext_lazy("Cần sửa gì"), max_length=LONGEST_REMARK, rows=3, required=False
    )


class RevokeForm(forms.Form):
    reason = ProseField(
        label=gettext_lazy("Lý do thu hồi"),
        max_length=LONGEST_REASON,
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )
    number = line_field(gettext_lazy("Số văn bản thu hồi"), most=LONGEST_NUMBER)
