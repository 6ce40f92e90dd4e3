"""What is asked about criteria tables."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.core import numbers, text
from sangkien.scoring.actions.tables import YEARS_AHEAD, YEARS_BACK
from sangkien.scoring.enums import ConditionKind, NodeKind
from sangkien.scoring.errors import InvalidTable
from sangkien.scoring.models import NUMBER_LENGTH
from sangkien.scoring.rules import reading
from sangkien.scoring.rules.tables import Band, Node, Table, points_words
from sangkien.web.scoring import drawing
from sangkien.web.scoring.filling import CHOSEN, OLD_FORM, AutomaticFields, SeenForm
from sangkien.web.shared.forms import NumberField, ProseField, choose, line_field

if TYPE_CHECKING:
    from sangkien.scoring.models import CriteriaTable
    from sangkien.units.models import Cluster

BLANK = "trong"
PARTS = 3  # of one tier: name; points; threshold


class BeginForm(forms.Form):
    request_key = forms.UUIDField(
        widget=forms.HiddenInput, required=False, error_messages={"invalid": OLD_FORM}
    )
    start = forms.ChoiceField(label=gettext_lazy("Lập từ"), error_messages=CHOSEN)
    year = forms.TypedChoiceField(
        label=gettext_lazy("Năm thi đua"), coerce=int, error_messages=CHOSEN
    )
    cluster = forms.ChoiceField(
        label=gettext_lazy("Áp dụng cho"), required=False, error_messages=CHOSEN
    )

    def __init__(
        self,
        *args: Any,
        today: dt.date,
        examples: Mapping[str, Table],
        own: "Sequence[CriteriaTable]",
        clusters: "Sequence[Cluster]",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._clusters = {str(one.pk): one for one in clusters}
        choose(
            self.fields["start"],
            [
                *((f"bang-{one.pk}", _("%(name)s, %(year)d") % _told(one)) for one in own),
                *((f"mau-{key}", table.name) for key, table in examples.items()),
                (BLANK, _("Bảng trống")),
            ],
        )
        first, last = today.year - YEARS_BACK, today.year + YEARS_AHEAD
        choose(self.fields["year"], [(one, str(one)) for one in range(last, first - 1, -1)])
        choose(
            self.fields["cluster"],
            [
                ("", _("Mọi đơn vị trực thuộc")),
                *((key, f"{one.name} ({one.year})") for key, one in self._clusters.items()),
            ],
        )

    @property
    def cluster_chosen(self) -> "Cluster | None":
        return self._clusters.get(self.cleaned_data["cluster"])


def _told(row: "CriteriaTable") -> dict[str, object]:
    return {"name": str(row), "year": row.year}


class GeneralForm(SeenForm):
    name = line_field(
        gettext_lazy("Tên bảng điểm"),
        most=reading.LONGEST_NAME,
        required=gettext_lazy("Hãy ghi tên."),
    )
    source = line_field(gettext_lazy("Căn cứ, nguồn"), most=reading.LONGEST_SOURCE)
    cap = NumberField(
        label=gettext_lazy("Điểm trần khi xếp loại"),
        help_text=gettext_lazy("Ví dụ 100. Điểm thưởng vượt trần vẫn được tính khi xếp hạng."),
        required=False,
    )
    first = forms.IntegerField(
        label=gettext_lazy("Hệ số 6 tháng đầu năm"), min_value=0, max_value=reading.MOST_WEIGHT
    )
    second = forms.IntegerField(
        label=gettext_lazy("Hệ số 6 tháng cuối năm"),
        help_text=gettext_lazy("Điểm năm = (đầu năm × hệ số + cuối năm × hệ số) : tổng hệ số."),
        min_value=0,
        max_value=reading.MOST_WEIGHT,
    )

    @staticmethod
    def initial_of(row: "CriteriaTable") -> dict[str, Any]:
        table = row.table
        return {
            "seen": row.version,
            "name": table.name,
            "source": table.source,
            "cap": _decimal(table.cap) if table.cap is not None else None,
            "first": table.halves.first,
            "second": table.halves.second,
        }

    def changed(self, content: Mapping[str, Any]) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            **content,
            "name": data["name"],
            "source": data["source"],
            "cap": _plain(data["cap"]) if data["cap"] else None,
            "halves": {"first": str(data["first"]), "second": str(data["second"])},
        }


def _decimal(points: int) -> Decimal:
    return Decimal(points) / 100


def _plain(value: Decimal | None) -> str:
    """As the content keeps it; a float never comes in between."""
    return "" if value is None else format(value.normalize(), "f")


class LineForm(AutomaticFields, SeenForm):
    """One group or criterion; what its kind does not need stays empty."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Cách tính điểm"), choices=NodeKind.choices, error_messages=CHOSEN
    )
    code = line_field(
        gettext_lazy("Mã"), most=reading.LONGEST_CODE, required=gettext_lazy("Hãy ghi mã.")
    )
    name = line_field(
        gettext_lazy("Nội dung"),
        most=reading.LONGEST_NAME,
        required=gettext_lazy("Hãy ghi nội dung."),
    )
    parent = forms.ChoiceField(
        label=gettext_lazy("Thuộc nhóm"), required=False, error_messages=CHOSEN
    )
    most = NumberField(
        label=gettext_lazy("Điểm tối đa"),
        help_text=gettext_lazy("Của nhóm thì để trống: bằng tổng các tiêu chí bên trong."),
        required=False,
    )
    is_bonus = forms.BooleanField(
        label=gettext_lazy("Là điểm thưởng, ngoài điểm chuẩn"), required=False
    )
    tiers = ProseField(
        label=gettext_lazy("Các bậc (khi chấm theo bậc)"),
        help_text=gettext_lazy(
            "Mỗi dòng một bậc: nội dung; điểm; từ mức nào. Ví dụ: Từ 80 %; 4; 80. "
            "Bậc chọn bằng mắt thì bỏ phần cuối."
        ),
        max_length=4_000,
        rows=4,
        required=False,
    )
    each = NumberField(
        label=gettext_lazy("Điểm mỗi lần (khi thưởng, trừ theo lần)"), required=False
    )
    full = NumberField(
        label=gettext_lazy("Đạt bao nhiêu % thì đủ điểm (khi chấm theo tỷ lệ)"), required=False
    )
    floor = NumberField(label=gettext_lazy("Dưới bao nhiêu % thì không có điểm"), required=False)
    measure = line_field(
        gettext_lazy("Đơn vị đo"),
        most=reading.LONGEST_WORD,
        help_text=gettext_lazy("Ví dụ: %, buổi vắng, lần."),
    )
    note = line_field(gettext_lazy("Hướng dẫn chấm, minh chứng"), most=reading.LONGEST_NAME)

    def __init__(self, *args: Any, table: Table, code: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        groups = [
            (n.code, f"{n.code}. {n.name}") for n in table.nodes if n.is_group and n.code != code
        ]
        choose(self.fields["parent"], [("", _("Không thuộc nhóm nào")), *groups])

    @staticmethod
    def initial_of(node: Node) -> dict[str, Any]:
        return {
            "kind": node.kind,
            "code": node.code,
            "name": node.name,
            "parent": node.parent,
            "most": _decimal(node.most) if node.most else None,
            "is_bonus": node.is_bonus,
            "tiers": "\n".join(
                _tier_words(tier.name, tier.points, tier.least) for tier in node.tiers
            ),
            "each": _decimal(node.each) if node.each else None,
            "full": drawing.decimal(node.full) if node.way == NodeKind.PROPORTIONAL else None,
            "floor": drawing.decimal(node.floor) if node.floor is not None else None,
            "measure": node.measure,
            "note": node.note,
            **AutomaticFields.filled_by(node),
        }

    def row(self) -> dict[str, Any]:
        """The line as the content keeps it, or InvalidTable at the tiers."""
        data = self.cleaned_data
        kind = NodeKind(data["kind"])
        row: dict[str, Any] = {
            "code": data["code"],
            "parent": data["parent"],
            "name": data["name"],
            "kind": kind.value,
            "bonus": data["is_bonus"],
            "measure": data["measure"],
            "note": data["note"],
        }
        if kind != NodeKind.GROUP:
            row["most"] = _plain(data["most"])
        if kind == NodeKind.AUTOMATIC:
            row["automatic"] = self.automatic_row()
            kind = data["way"]
        if kind in (NodeKind.PENALTY, NodeKind.BONUS):
            row["each"] = _plain(data["each"])
        if kind == NodeKind.PROPORTIONAL:
            row |= {"full": _plain(data["full"]), "floor": _plain(data["floor"])}
        if kind == NodeKind.TIERED:
            row["tiers"] = [_tier(words) for words in data["tiers"].splitlines() if words.strip()]
        return row


def _tier_words(name: str, points: int, least: Any) -> str:
    words = f"{name}; {points_words(points)}"
    if least is None:
        return words
    return f"{words}; {drawing.written(least)}"


def _tier(words: str) -> dict[str, str]:
    parts = [part.strip() for part in words.split(";")]
    values = [numbers.parse_decimal(part) for part in parts[1:]]
    if not 1 < len(parts) <= PARTS or None in values:
        raise InvalidTable(
            _("Dòng “%(words)s” chưa đúng: hãy ghi nội dung; điểm; từ mức nào.")
            % {"words": text.clean_line(words)[:80]},
            field="tiers",
        )
    row = {"name": parts[0], "points": _plain(values[0])}
    return row if len(values) == 1 else row | {"least": _plain(values[1])}


class BandForm(SeenForm):
    name = line_field(
        gettext_lazy("Tên mức"),
        most=reading.LONGEST_WORD,
        required=gettext_lazy("Hãy ghi tên mức."),
    )
    low = NumberField(
        label=gettext_lazy("Từ bao nhiêu điểm"),
        error_messages={"required": gettext_lazy("Hãy ghi điểm, mức thấp nhất ghi 0.")},
    )
    share = forms.IntegerField(
        label=gettext_lazy("Không nhóm nào dưới bao nhiêu % số điểm"),
        min_value=1,
        max_value=100,
        required=False,
    )
    no_zero = forms.ChoiceField(
        label=gettext_lazy("Không tiêu chí nào bị 0 điểm trong"),
        required=False,
        error_messages=CHOSEN,
    )
    statements = ProseField(
        label=gettext_lazy("Điều kiện người chấm xác nhận"),
        help_text=gettext_lazy(
            "Mỗi dòng một điều kiện. Ví dụ: Không có tai nạn lao động chết người."
        ),
        max_length=2_000,
        rows=3,
        required=False,
    )
    otherwise = line_field(
        gettext_lazy("Đủ điểm mà thiếu điều kiện thì xếp"),
        most=reading.LONGEST_WORD,
        help_text=gettext_lazy(
            "Tên một mức thấp hơn đã có trong bảng. Để trống: không xếp loại, nêu rõ vì sao."
        ),
    )

    def __init__(self, *args: Any, table: Table, **options: Any) -> None:
        super().__init__(*args, **options)
        lines = [(node.code, f"{node.code}. {node.name}") for node in table.nodes]
        choose(self.fields["no_zero"], [("", _("Không đặt điều kiện này")), *lines])

    @staticmethod
    def initial_of(band: Band) -> dict[str, Any]:
        by_kind = {one.kind: one for one in band.conditions}
        share, zero = by_kind.get(ConditionKind.GROUPS_AT_LEAST), by_kind.get(ConditionKind.NO_ZERO)
        stated = [one.words for one in band.conditions if one.kind == ConditionKind.STATEMENT]
        return {
            "name": band.name,
            "low": _decimal(band.low),
            "share": share.percent if share else None,
            "no_zero": zero.node if zero else "",
            "statements": "\n".join(stated),
            "otherwise": band.otherwise,
        }

    def row(self) -> dict[str, Any]:
        data = self.cleaned_data
        conditions: list[dict[str, Any]] = []
        if data["share"]:
            words = _("Không nhóm nào dưới %(share)d %% số điểm") % {"share": data["share"]}
            kind = ConditionKind.GROUPS_AT_LEAST.value
            conditions.append({"kind": kind, "words": words, "percent": str(data["share"])})
        if data["no_zero"]:
            words = _("Không tiêu chí nào của %(code)s bị 0 điểm") % {"code": data["no_zero"]}
            kind = ConditionKind.NO_ZERO.value
            conditions.append({"kind": kind, "words": words, "node": data["no_zero"]})
        stated = (words.strip() for words in data["statements"].splitlines())
        kind = ConditionKind.STATEMENT.value
        conditions += [{"kind": kind, "words": words} for words in stated if words]
        return {
            "name": data["name"],
            "low": _plain(data["low"]) or "0",
            "otherwise": data["otherwise"],
            "conditions": conditions,
        }


class EnforceForm(SeenForm):
    number = line_field(
        gettext_lazy("Số, ký hiệu văn bản ban hành"),
        most=NUMBER_LENGTH,
        required=gettext_lazy("Hãy ghi số, ký hiệu văn bản."),
        help_text=gettext_lazy("Ví dụ: 15/HD-LĐLĐ ngày 10/01/2026."),
    )
