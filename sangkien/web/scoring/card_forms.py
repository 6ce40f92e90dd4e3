"""What is asked on a card: a column of marks, reasons, evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.scoring.actions.columns import Typed
from sangkien.scoring.enums import CardState, NodeKind
from sangkien.scoring.errors import InvalidMarks
from sangkien.scoring.rules import columns
from sangkien.scoring.rules.automatic import Suggestion
from sangkien.scoring.rules.columns import (
    LONGEST,
    LONGEST_PROOF,
    LONGEST_REFERENCE,
    REASON,
    Content,
)
from sangkien.scoring.rules.marks import Mark, points_of
from sangkien.scoring.rules.tables import POINT, Node, Table, points_words
from sangkien.web.scoring import card_drawing, drawing
from sangkien.web.scoring.card_drawing import Row
from sangkien.web.scoring.filling import CHOSEN, OLD_FORM, SeenForm
from sangkien.web.shared.forms import NumberField, ProseField, line_field

if TYPE_CHECKING:
    from sangkien.scoring.models import Card

PROOF = "proof-"
SHORT = 14  # characters of a unit of measure beside its field
TAKE = "take-"
ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line on the page: a heading, or a criterion with its fields and what was said before."""

    node: Node
    depth: int
    row: Row | None = None
    number: int = 0
    how: tuple[str, ...] = ()
    most: str = ""
    suffix: str = ""
    mark: BoundField | None = None
    reason: BoundField | None = None
    note: BoundField | None = None
    is_open: bool = False
    suggestion: Suggestion | None = None

    @property
    def take(self) -> str:
        """What the button sends that takes over what the system counted."""
        return f"{TAKE}{self.number}"

    @property
    def proof(self) -> str:
        """What the button sends that goes on to the evidence of this line."""
        return f"{PROOF}{self.number}"


class CardForm(SeenForm):
    """One column. Fields are numbered: codes of criteria hold dots. A reason is asked where there is
    a column before, a note of figures from the unit.
    """

    def __init__(
        self, *args: Any, card: "Card", content: Content, before: Content | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._table: Table = card.opening.table.table
        self._content, self._before = content, before
        for number, node in enumerate(self._table.items):
            self._add(number, node)
        self._stated = columns.statements(self._table)
        for number, words in enumerate(self._stated):
            self.fields[f"statement_{number}"] = forms.BooleanField(
                label=words, required=False, initial=words in content.statements
            )
        if card.state == CardState.COUNCIL:
            self.fields["reference"] = line_field(
                _("Số biên bản họp hội đồng"),
                most=LONGEST_REFERENCE,
                help_text=_("Ví dụ: 05/BB-HĐTĐKT ngày 20/12/2026. Bắt buộc khi gửi."),
            )

    def _add(self, number: int, node: Node) -> None:
        self.fields[f"mark_{number}"] = _mark_field(node, self._content.marks.get(node.code))
        code = node.code
        if self._before is not None:
            self.fields[f"reason_{number}"] = _words_field(
                _("Lý do chấm khác cột trước"), self._content.reasons.get(code, "")
            )
        else:
            self.fields[f"note_{number}"] = _words_field(
                _("Số liệu, thuyết minh"), self._content.notes.get(code, "")
            )

    def clean(self) -> dict[str, Any]:
        """Where something cannot be read at all, what does not fit its line is said beside it: the rules,
        which say all the rest at once, do not get to see such a form.
        """
        values = super().clean() or {}
        if self.errors:
            for number, node in enumerate(self._table.items):
                if problem := _problem(node, values.get(f"mark_{number}")):
                    self.add_error(f"mark_{number}", f"{node.code}: {problem}")
        return values

    def taking(self, asked: str, suggested: Mapping[str, Suggestion]) -> None:
        """Put what the system counted into a line, or into all of them, as if it were typed."""
        data = dict(self.data.items())
        for number, node in enumerate(self._table.items):
            found = suggested.get(node.code)
            if asked in (ALL, str(number)) and found is not None and found.value is not None:
                data[f"mark_{number}"] = drawing.written(found.value)
        self.data = data

    def lines(
        self, rows: Sequence[Row], suggested: Mapping[str, Suggestion] | None = None
    ) -> list[Line]:
        """`rows` are those of the columns that came before, in the order of the table."""
        lines = self._lines(rows)
        found = suggested or {}
        return [replace(line, suggestion=found.get(line.node.code)) for line in lines]

    def _lines(self, rows: Sequence[Row]) -> list[Line]:
        by_code = {row.node.code: row for row in rows}
        numbers = {node.code: number for number, node in enumerate(self._table.items)}
        return [
            Line(node=node, depth=depth, most=by_code[node.code].most)
            if node.is_group
            else self._line(node, depth, numbers[node.code], by_code[node.code])
            for depth, node in self._table.in_order()
        ]

    def _line(self, node: Node, depth: int, number: int, row: Row) -> Line:
        reason = self[f"reason_{number}"] if self._before is not None else None
        note = self[f"note_{number}"] if self._before is None else None
        said = reason or note
        return Line(
            node=node,
            depth=depth,
            row=row,
            number=number,
            how=tuple(drawing.how(node)),
            most=row.most,
            suffix=_suffix(node),
            mark=self[f"mark_{number}"],
            reason=reason,
            note=note,
            is_open=bool(said and (said.errors or said.value())),
        )

    def statements(self) -> list[BoundField]:
        return [self[f"statement_{number}"] for number in range(len(self._stated))]

    @property
    def names(self) -> Mapping[str, str]:
        """Which field stands for what the rules name."""
        numbered = list(enumerate(self._table.items))
        marks = {node.code: f"mark_{number}" for number, node in numbered}
        if self._before is None:
            return marks | {f"{REASON}{node.code}": f"note_{number}" for number, node in numbered}
        return marks | {f"{REASON}{node.code}": f"reason_{number}" for number, node in numbered}

    def typed(self) -> Typed:
        data = self.cleaned_data
        marks, reasons, notes = {}, {}, {}
        for number, node in enumerate(self._table.items):
            mark = _mark(node, data.get(f"mark_{number}"))
            if mark is not None:
                marks[node.code] = mark
            reasons[node.code] = data.get(f"reason_{number}") or ""
            notes[node.code] = data.get(f"note_{number}") or ""
        stated = enumerate(self._stated)
        content = Content(
            marks=marks,
            reasons=reasons,
            notes=notes,
            workings=self._content.workings,
            statements=tuple(words for number, words in stated if data[f"statement_{number}"]),
        )
        return Typed(content=content, seen=data["seen"], reference=data.get("reference", ""))


def _words_field(label: str, initial: str) -> ProseField:
    return ProseField(label=label, max_length=LONGEST, rows=2, required=False, initial=initial)


def _mark_field(node: Node, mark: Mark | None) -> forms.Field:
    if node.kind == NodeKind.YES_NO:
        chosen = "" if mark is None or mark.points is None else str(mark.points)
        choices = [(str(node.most), _("Có, %(n)s điểm") % {"n": points_words(node.most)})]
        return _radios(_("Kết quả"), [*choices, ("0", _("Không, 0 điểm"))], chosen)
    if node.kind == NodeKind.TIERED and not node.is_measured:
        chosen = "" if mark is None or mark.tier is None else str(mark.tier)
        return _radios(_("Bậc đạt được"), list(enumerate(_tiers(node))), chosen)
    if node.is_measured:
        value = mark.value if mark else None
        return NumberField(
            label=_measured_label(node),
            required=False,
            initial=drawing.decimal(value) if value is not None else None,
        )
    points = mark.points if mark else None
    return NumberField(
        label=_("Điểm"),
        required=False,
        initial=Decimal(points) / POINT if points is not None else None,
    )


def _measured_label(node: Node) -> str:
    """A long unit of measure does not fit beside the field on a phone."""
    unit = card_drawing.unit_of(node)
    if len(unit) <= SHORT:
        return _("Kết quả đạt được")
    return _("Kết quả đạt được (%(unit)s)") % {"unit": unit}


def _tiers(node: Node) -> list[str]:
    return [
        _("%(name)s: %(points)s điểm") % {"name": tier.name, "points": points_words(tier.points)}
        for tier in node.tiers
    ]


def _radios(label: str, choices: Sequence[tuple[Any, str]], chosen: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(str(key), words) for key, words in choices],
        required=False,
        initial=chosen,
        widget=forms.RadioSelect,
        error_messages=CHOSEN,
    )


def _suffix(node: Node) -> str:
    if node.is_measured:
        unit = card_drawing.unit_of(node)
        return unit if len(unit) <= SHORT else ""
    return f"/ {points_words(node.most)}" if node.kind == NodeKind.MANUAL else ""


def _mark(node: Node, value: Any) -> Mark | None:
    """What was typed, or None where nothing was."""
    if value is None or value == "":
        return None
    if node.kind == NodeKind.YES_NO:
        return Mark(points=int(value))
    if node.kind == NodeKind.TIERED and not node.is_measured:
        return Mark(tier=int(value))
    if node.is_measured:
        return Mark(value=Fraction(value))
    exact = Fraction(value) * POINT
    if exact.denominator != 1:
        raise InvalidMarks(_("Điểm có nhiều nhất hai chữ số lẻ."), field=node.code)
    return Mark(points=int(exact))


def _problem(node: Node, value: Any) -> str:
    """Why a value does not fit its line, or ""."""
    try:
        if (mark := _mark(node, value)) is not None:
            points_of(node, mark)
    except InvalidMarks as problem:
        return str(problem)
    return ""


class ReasonForm(SeenForm):
    reason = ProseField(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Đơn vị và những người chấm phiếu này đọc được."),
        max_length=LONGEST,
        rows=3,
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )


class ExplainForm(forms.Form):
    words = ProseField(
        label=gettext_lazy("Giải trình của đơn vị"),
        help_text=gettext_lazy("Gửi một lần cho mỗi tiêu chí; bước chấm sau đọc trước khi chấm."),
        max_length=LONGEST,
        rows=5,
        error_messages={"required": gettext_lazy("Hãy ghi giải trình.")},
    )


class EvidenceForm(forms.Form):
    request_key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": OLD_FORM, "invalid": OLD_FORM}
    )
    code = forms.ChoiceField(label=gettext_lazy("Tiêu chí"), error_messages=CHOSEN)
    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        help_text=gettext_lazy("PDF, Word, Excel hoặc ảnh, nhiều nhất 20 MB."),
        error_messages={
            "required": gettext_lazy("Hãy chọn tệp."),
            "empty": gettext_lazy("Tệp này trống."),
            "invalid": gettext_lazy("Hãy chọn tệp."),
        },
    )
    words = line_field(
        gettext_lazy("Tệp này chứng minh điều gì"),
        most=LONGEST_PROOF,
        required=gettext_lazy("Hãy ghi tệp này chứng minh điều gì."),
    )

    def __init__(self, *args: Any, table: Table, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["code"]
        field.choices = [
            ("", _("Chọn tiêu chí")),
            *((node.code, f"{node.code}. {node.name}") for node in table.items),
        ]
