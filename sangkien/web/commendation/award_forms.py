"""What is asked about awards."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.commendation.actions.catalogue import MOST_BASIS, MOST_NAME, MOST_NOTE, Heading
from sangkien.commendation.enums import AwardForm, HolderKind, MoneyKind
from sangkien.commendation.rules import wording
from sangkien.commendation.rules.terms import MOST_PERCENT, MOST_WORDS, Condition, ConditionKind
from sangkien.core import placeholders
from sangkien.core import text as plain
from sangkien.councils.enums import Denominator
from sangkien.web.shared.forms import (
    CountField,
    DayField,
    NumberField,
    ProseField,
    VndField,
    choose,
    line_field,
)

if TYPE_CHECKING:
    from sangkien.commendation.models import Award
    from sangkien.units.models import Level

OLD_FORM = gettext_lazy("Biểu mẫu đã cũ. Mời tải lại trang.")
CHOOSE = gettext_lazy("Hãy chọn trong danh sách.")
CHOSEN = {"required": CHOOSE, "invalid_choice": CHOOSE}
BLANK, SHIPPED, OWN = "trong", "mau-", "ban-"
MOST_KEY, MOST_LINE = 30, 300
OPTIONAL = gettext_lazy("nếu có")
KINDS = [
    (ConditionKind.STATEMENT.value, gettext_lazy("Người đề nghị xác nhận bằng lời")),
    (ConditionKind.LEADS.value, gettext_lazy("Dẫn đầu cụm, khối về sáng kiến hợp lệ")),
    (ConditionKind.ABOVE_TARGET.value, gettext_lazy("Vượt chỉ tiêu của chính mình (%)")),
    (ConditionKind.VALID_AT_LEAST.value, gettext_lazy("Số sáng kiến hợp lệ")),
    (ConditionKind.RECOGNISED_AT_LEAST.value, gettext_lazy("Số sáng kiến được công nhận")),
    (ConditionKind.BENEFIT_AT_LEAST.value, gettext_lazy("Giá trị làm lợi đã thẩm định (đồng)")),
    (ConditionKind.SCORE_AT_LEAST.value, gettext_lazy("Điểm thi đua đã công bố")),
    (ConditionKind.RANK_AT_MOST.value, gettext_lazy("Hạng theo bảng điểm đã công bố")),
    (ConditionKind.HELD_NOW.value, gettext_lazy("Đã đạt hình thức khác trong cùng năm")),
    (ConditionKind.HELD_BEFORE.value, gettext_lazy("Đã đạt hình thức khác trong các năm trước")),
    (ConditionKind.CONSECUTIVE.value, gettext_lazy("Đạt hình thức khác nhiều năm liên tục")),
    (ConditionKind.ONCE_ONLY.value, gettext_lazy("Chỉ tặng một lần")),
    (ConditionKind.MONTHS_ACTIVE.value, gettext_lazy("Thời gian hoạt động (tháng)")),
]


class SeenForm(forms.Form):
    """`seen` is the version of the draft that was on the screen."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": OLD_FORM, "invalid": OLD_FORM}
    )


class FilterForm(forms.Form):
    """What the list is narrowed to; nonsense in the address is everything."""

    loai = forms.ChoiceField(label=gettext_lazy("Loại"), required=False)
    nguoi = forms.ChoiceField(label=gettext_lazy("Đối tượng"), required=False)
    cap = forms.ChoiceField(label=gettext_lazy("Cấp quyết định"), required=False)

    def __init__(self, asked: Mapping[str, str], *, levels: "Sequence[Level]") -> None:
        super().__init__()
        every = [("", _("Tất cả"))]
        options: dict[str, Sequence[tuple[Any, Any]]] = {
            "loai": AwardForm.choices,
            "nguoi": HolderKind.choices,
            "cap": [(one.key, one.name) for one in levels],
        }
        self.chosen: dict[str, str] = {}
        for name, known in options.items():
            choose(self.fields[name], [*every, *known])
            value = asked.get(name, "")
            self.chosen[name] = value if value in dict(known) else ""
        self.initial = self.chosen


class BeginForm(forms.Form):
    request_key = forms.UUIDField(
        widget=forms.HiddenInput, required=False, error_messages={"invalid": OLD_FORM}
    )
    start = forms.ChoiceField(label=gettext_lazy("Lập từ"), error_messages=CHOSEN)
    name = line_field(
        gettext_lazy("Tên hình thức"),
        most=MOST_NAME,
        help_text=gettext_lazy("Chỉ cần khi soạn từ bản trống."),
    )

    def __init__(
        self,
        *args: Any,
        shipped: Mapping[str, str],
        own: "Sequence[Award]",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choices: list[tuple[str, Any]] = []
        if own:
            mine = [(f"{OWN}{row.pk}", _told(row)) for row in own]
            choices.append((_("Bản của đơn vị"), mine))
        ready = [(f"{SHIPPED}{code}", name) for code, name in shipped.items()]
        choices += [(_("Hình thức có sẵn"), ready), (BLANK, _("Bản trống"))]
        choose(self.fields["start"], choices)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("start") == BLANK and not data.get("name"):
            self.add_error("name", _("Hãy ghi tên hình thức khen."))
        return data


def _told(row: "Award") -> str:
    return f"{row.name} ({row.since_on:%d/%m/%Y})"


class HeadingForm(SeenForm):
    name = line_field(
        gettext_lazy("Tên hình thức"),
        most=MOST_NAME,
        required=gettext_lazy("Hãy ghi tên hình thức khen."),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Loại"), choices=AwardForm.choices, error_messages=CHOSEN
    )
    holder_kind = forms.ChoiceField(
        label=gettext_lazy("Đối tượng"), choices=HolderKind.choices, error_messages=CHOSEN
    )
    basis = line_field(gettext_lazy("Căn cứ pháp lý"), most=MOST_BASIS)
    is_verified = forms.BooleanField(
        label=gettext_lazy("Đã đối chiếu với văn bản gốc"), required=False
    )
    verify_note = ProseField(
        label=gettext_lazy("Điều cần kiểm chứng"), max_length=MOST_NOTE, rows=3, required=False
    )

    @staticmethod
    def initial_of(row: "Award") -> dict[str, Any]:
        names = ("name", "form", "holder_kind", "basis", "is_verified", "verify_note")
        return {"seen": row.version, **{name: getattr(row, name) for name in names}}

    def heading(self, code: str) -> Heading:
        data = self.cleaned_data
        return Heading(
            code=code,
            name=data["name"],
            form=AwardForm(data["form"]),
            holder_kind=HolderKind(data["holder_kind"]),
            basis=data["basis"],
            is_verified=data["is_verified"],
            verify_note=data["verify_note"],
        )


class ConditionForm(SeenForm):
    kind = forms.ChoiceField(label=gettext_lazy("Xét bằng"), choices=KINDS, error_messages=CHOSEN)
    words = line_field(
        gettext_lazy("Lời của điều kiện"),
        most=MOST_LINE,
        required=gettext_lazy("Hãy ghi lời của điều kiện."),
        help_text=gettext_lazy("Như trong quy chế, người đọc hiểu ngay."),
    )
    least = CountField(
        label=gettext_lazy("Mức tối thiểu"),
        help_text=gettext_lazy(
            "Số sáng kiến, %, đồng, điểm, hạng hay tháng, tùy cách xét. Vượt chỉ tiêu: ghi 100."
        ),
        required=False,
    )
    years = forms.IntegerField(
        label=gettext_lazy("Số năm"), min_value=1, max_value=30, required=False
    )
    code = forms.ChoiceField(
        label=gettext_lazy("Hình thức khác"), required=False, error_messages=CHOSEN
    )

    def __init__(self, *args: Any, names: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self.fields["code"], [("", _("Không có")), *names.items()])

    @staticmethod
    def initial_of(one: Condition) -> dict[str, Any]:
        return {
            "kind": one.kind.value,
            "words": one.words,
            "least": one.least or None,
            "years": one.years,
            "code": one.code,
        }

    def row(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "kind": data["kind"],
            "words": data["words"],
            "least": data["least"] or 0,
            "years": data["years"] or 1,
            "code": data["code"],
        }


class RouteNameForm(SeenForm):
    route_name = line_field(
        gettext_lazy("Tên trường hợp"),
        most=MOST_LINE,
        required=gettext_lazy("Hãy ghi tên trường hợp."),
        help_text=gettext_lazy("Chỉ cần đạt một trường hợp là đủ điều kiện."),
    )


class RouteForm(ConditionForm, RouteNameForm):
    """A route begins with its first condition."""

    field_order = ("route_name", "kind", "words", "least", "years", "code")


class TermsForm(SeenForm):
    """Quota, vote, money, documents, sentence, ties."""

    most = CountField(label=gettext_lazy("Nhiều nhất trong đợt"), required=False)
    per_proposer = CountField(label=gettext_lazy("Mỗi đơn vị đề nghị nhiều nhất"), required=False)
    percent = forms.IntegerField(
        label=gettext_lazy("Tỷ lệ nhiều nhất (%)"),
        help_text=gettext_lazy("Số lẻ được làm tròn xuống và hiện rõ phép tính."),
        min_value=1,
        max_value=MOST_PERCENT,
        required=False,
    )
    percent_of = forms.ChoiceField(
        label=gettext_lazy("Tỷ lệ tính trên"), required=False, error_messages=CHOSEN
    )
    numerator = forms.IntegerField(
        label=gettext_lazy("Tỷ lệ phiếu: tử số"),
        help_text=gettext_lazy("Ví dụ 2/3: ghi 2 và 3. Để trống cả hai nếu không bỏ phiếu."),
        min_value=1,
        max_value=100,
        required=False,
    )
    denominator = forms.IntegerField(
        label=gettext_lazy("Tỷ lệ phiếu: mẫu số"), min_value=1, max_value=100, required=False
    )
    is_strict = forms.BooleanField(
        label=gettext_lazy("Phải trên tỷ lệ (bằng là chưa đủ)"), required=False
    )
    of = forms.ChoiceField(
        label=gettext_lazy("Tính trên"), choices=Denominator.choices, error_messages=CHOSEN
    )
    is_secret = forms.BooleanField(label=gettext_lazy("Bỏ phiếu kín"), required=False)
    money_kind = forms.ChoiceField(
        label=gettext_lazy("Tiền thưởng"), choices=MoneyKind.choices, error_messages=CHOSEN
    )
    coefficient = NumberField(label=gettext_lazy("Hệ số"), required=False)
    amount_vnd = VndField(label=gettext_lazy("Số tiền cố định"), required=False)
    documents = ProseField(
        label=gettext_lazy("Thành phần hồ sơ"),
        help_text=gettext_lazy("Mỗi dòng một giấy tờ; thêm “; nếu có” khi không bắt buộc."),
        max_length=6_000,
        rows=6,
        required=False,
    )
    wording = ProseField(
        label=gettext_lazy("Câu ghi trên giấy khen, bằng khen"),
        max_length=MOST_WORDS,
        rows=3,
        required=False,
    )
    ties = ProseField(
        label=gettext_lazy("Bằng nhau thì ưu tiên"),
        help_text=gettext_lazy("Mỗi dòng một ưu tiên, dòng trên xét trước."),
        max_length=2_000,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, names: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("Số đủ điều kiện xét")), *names.items()]
        choose(self.fields["percent_of"], choices)
        self.fields["wording"].help_text = _("Chỗ điền được: %(known)s.") % {
            "known": placeholders.listed(wording.MEANINGS)
        }

    @staticmethod
    def initial_of(row: "Award") -> dict[str, Any]:
        terms = row.read
        vote, money = terms.vote, terms.money
        return {
            "seen": row.version,
            **vars(terms.quota),
            **(vars(vote) if vote else {"of": Denominator.ALL, "is_secret": True}),
            "money_kind": money.kind,
            "coefficient": money.coefficient or None,
            "amount_vnd": money.amount_vnd or None,
            "documents": "\n".join(
                line.name if line.is_required else f"{line.name}; {OPTIONAL}"
                for line in terms.documents
            ),
            "wording": terms.wording,
            "ties": "\n".join(terms.ties),
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("numerator")) != bool(data.get("denominator")):
            self.add_error("denominator", _("Hãy ghi cả tử số và mẫu số, hoặc để trống cả hai."))
        return data

    def changed(self, content: Mapping[str, Any]) -> dict[str, Any]:
        data = self.cleaned_data
        limits = ("most", "per_proposer", "percent", "percent_of")
        vote = None
        if data["numerator"]:
            names = ("numerator", "denominator", "is_strict", "of", "is_secret")
            vote = {name: data[name] for name in names}
        return {
            **content,
            "quota": {name: data[name] for name in limits if data[name] not in (None, "")},
            "vote": vote,
            "money": _money(data),
            "documents": _documents(data["documents"], content.get("documents", [])),
            "wording": data["wording"],
            "ties": _filled_lines(data["ties"]),
        }


def _money(data: Mapping[str, Any]) -> dict[str, Any]:
    kind = MoneyKind(data["money_kind"])
    coefficient = data["coefficient"] if kind == MoneyKind.COEFFICIENT else None
    amount = data["amount_vnd"] if kind == MoneyKind.AMOUNT else None
    return {
        "kind": kind.value,
        "coefficient": str(coefficient or Decimal(0)),
        "amount_vnd": amount or 0,
    }


def _filled_lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


def _documents(typed: str, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A line that keeps its name keeps its key, too: dossiers point to it."""
    known = {row["name"]: row for row in before}
    found: list[dict[str, Any]] = []
    for line in _filled_lines(typed):
        name, _sep, rest = line.partition(";")
        old = known.get(name.strip(), {})
        row = {
            "key": old.get("key") or _key(name, {one["key"] for one in found}),
            "name": name.strip(),
            "is_required": plain.fold(rest) != plain.fold(str(OPTIONAL)),
            "from_system": bool(old.get("from_system")),
        }
        found.append(row)
    return found


def _key(name: str, taken: set[str]) -> str:
    base = slug(name)[: MOST_KEY - 3].strip("-") or "giay-to"
    return next(
        key for n in range(1, 100) if (key := base if n == 1 else f"{base}-{n}") not in taken
    )


def slug(name: str) -> str:
    """ "Giấy khen CĐCS" -> "giay-khen-cdcs"."""
    folded = plain.fold(name)
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in folded).split())


class EnforceForm(SeenForm):
    since_on = DayField(
        label=gettext_lazy("Áp dụng từ ngày"),
        placeholder="01/01/2027",
        error_messages={"required": gettext_lazy("Hãy ghi ngày bắt đầu áp dụng.")},
    )


class EndForm(forms.Form):
    until_on = DayField(
        label=gettext_lazy("Ngày cuối cùng áp dụng"),
        placeholder="31/12/2026",
        error_messages={"required": gettext_lazy("Hãy ghi ngày cuối cùng áp dụng.")},
    )
