"""What may enter a programme, and who reviews it in which order."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.programmes.chain import MOST_STEPS, USUAL_WORKING_DAYS, Step
from sangkien.programmes.eligibility import LONGEST_STATEMENT, MOST_STATEMENTS, Statement, Terms
from sangkien.programmes.enums import StepKind
from sangkien.units.models import Level
from sangkien.web.shared.forms import CountField, LineField

EXTRA = 2  # empty rows below those that are there
YES, NO = "co", "khong"


class StatementRow(NamedTuple):
    """The parts of one statement, drawn together."""

    number: int
    text: BoundField
    wanted: BoundField
    reason: BoundField


class TermsForm(forms.Form):
    """As many rows as there are statements and two more; an empty one is left out."""

    needs_recognition = forms.BooleanField(
        label=gettext_lazy("Chỉ nhận sáng kiến đã được công nhận"),
        help_text=gettext_lazy("Tác giả ghi nơi công nhận, số và ngày quyết định khi đăng ký."),
        required=False,
    )
    takes_trials = forms.BooleanField(
        label=gettext_lazy("Nhận cả sáng kiến đang áp dụng thử, có khả năng mang lại lợi ích"),
        help_text=gettext_lazy("Khi đó ngày áp dụng lần đầu được tính từ ngày áp dụng thử."),
        required=False,
    )

    def __init__(self, *args: Any, statements: Sequence[Statement], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = list(statements)
        self.size = min(len(self.known) + EXTRA, MOST_STATEMENTS)
        for index in range(self.size):
            self._add_row(index, self.known[index] if index < len(self.known) else None)

    def _add_row(self, index: int, known: Statement | None) -> None:
        place = {"place": index + 1}
        self.fields[f"text_{index}"] = LineField(
            label=_("Câu hỏi %(place)d") % place, max_length=LONGEST_STATEMENT, required=False
        )
        self.fields[f"wanted_{index}"] = forms.ChoiceField(
            label=_("Được nhận khi tác giả trả lời"),
            choices=[(NO, _("Không")), (YES, _("Có"))],
            widget=forms.Select,
            required=False,
        )
        self.fields[f"reason_{index}"] = LineField(
            label=_("Lý do hiện cho tác giả khi không được nhận"),
            max_length=LONGEST_STATEMENT,
            required=False,
        )
        if known is not None:
            self.initial.setdefault(f"text_{index}", known.text)
            self.initial.setdefault(f"wanted_{index}", YES if known.wanted else NO)
            self.initial.setdefault(f"reason_{index}", known.reason)

    @property
    def rows(self) -> Iterator[StatementRow]:
        for index in range(self.size):
            parts = (self[f"{part}_{index}"] for part in ("text", "wanted", "reason"))
            yield StatementRow(index + 1, *parts)

    def terms(self) -> Terms:
        """What was typed; a statement whose words were kept keeps its key."""
        cleaned = self.cleaned_data
        keys = {one.text: one.key for one in self.known}
        return Terms(
            statements=tuple(
                Statement(
                    key=keys.get(words, ""),
                    text=words,
                    wanted=cleaned[f"wanted_{index}"] == YES,
                    reason=cleaned[f"reason_{index}"],
                )
                for index in range(self.size)
                if (words := cleaned[f"text_{index}"])
            ),
            needs_recognition=cleaned["needs_recognition"],
            takes_trials=cleaned["takes_trials"],
        )

    @staticmethod
    def names() -> dict[str, str]:
        return {f"text.{index}": f"text_{index}" for index in range(MOST_STATEMENTS)}


class StepRow(NamedTuple):
    """The parts of one step after the first."""

    number: int
    kind: BoundField
    level: BoundField
    name: BoundField
    working_days: BoundField
    sample_percent: BoundField


LATER_KINDS = (StepKind.RECOGNISE, StepKind.ACCEPT, StepKind.CHECK)


class StepsForm(forms.Form):
    """The clock of the confirmation, and steps 2 to 5; a row without a kind is left out."""

    working_days_1 = CountField(
        label=gettext_lazy("Thời hạn xác nhận"), initial=USUAL_WORKING_DAYS, required=False
    )

    def __init__(self, *args: Any, levels: Sequence[Level], **options: Any) -> None:
        super().__init__(*args, **options)
        self.levels = [(level.key, level.name) for level in levels]
        for number in range(2, MOST_STEPS + 1):
            self._add_row(number)

    def _add_row(self, number: int) -> None:
        fields: dict[str, forms.Field] = {
            "kind": forms.ChoiceField(
                label=_("Việc"),
                choices=[
                    ("", _("Không có bước này")),
                    *((kind.value, kind.label) for kind in LATER_KINDS),
                ],
                required=False,
            ),
            "level": forms.ChoiceField(
                label=_("Cấp xét"),
                choices=[("", _("Chính đơn vị của sáng kiến")), *self.levels],
                required=False,
            ),
            "name": LineField(label=_("Tên gọi của bước"), max_length=150, required=False),
            "working_days": CountField(label=_("Thời hạn"), initial=5, required=False),
            "sample_percent": CountField(
                label=_("Tỷ lệ kiểm tra"),
                help_text=_("Chỉ dùng cho bước kiểm tra xác suất."),
                initial=10,
                required=False,
            ),
        }
        for part, field in fields.items():
            self.fields[f"{part}_{number}"] = field

    @property
    def rows(self) -> Iterator[StepRow]:
        parts = ("kind", "level", "name", "working_days", "sample_percent")
        for number in range(2, MOST_STEPS + 1):
            yield StepRow(number, *(self[f"{part}_{number}"] for part in parts))

    def steps(self) -> list[Step]:
        """The chain as it was typed, gaps closed."""
        cleaned = self.cleaned_data
        first = Step(
            number=1,
            kind=StepKind.CONFIRM,
            working_days=_or(cleaned["working_days_1"], USUAL_WORKING_DAYS),
        )
        chosen = (n for n in range(2, MOST_STEPS + 1) if cleaned[f"kind_{n}"])
        return [
            first,
            *(self._step(number, place) for place, number in enumerate(chosen, start=2)),
        ]

    def _step(self, number: int, place: int) -> Step:
        cleaned = self.cleaned_data
        kind = StepKind(cleaned[f"kind_{number}"])
        sample = _or(cleaned[f"sample_percent_{number}"], 10)
        return Step(
            number=place,
            kind=kind,
            level=cleaned[f"level_{number}"],
            name=cleaned[f"name_{number}"],
            working_days=_or(cleaned[f"working_days_{number}"], USUAL_WORKING_DAYS),
            sample_percent=sample if kind == StepKind.CHECK else 100,
        )

    def names(self) -> dict[str, str]:
        """Where a step of the domain was typed: gaps were closed on the way."""
        chosen = [n for n in range(2, MOST_STEPS + 1) if self.cleaned_data.get(f"kind_{n}")]
        return {"working_days.1": "working_days_1"} | {
            f"{part}.{place}": f"{part}_{number}"
            for place, number in enumerate(chosen, start=2)
            for part in ("kind", "level", "name", "working_days", "sample_percent")
        }


def _or(typed: int | None, usual: int) -> int:
    return usual if typed is None else typed


def initial_of(steps: Sequence[Step]) -> dict[str, Any]:
    """A chain as the form shows it."""
    initial: dict[str, Any] = {}
    for step in steps:
        initial[f"working_days_{step.number}"] = step.working_days
        if step.number > 1:
            initial[f"kind_{step.number}"] = step.kind.value
            initial[f"level_{step.number}"] = step.level
            initial[f"name_{step.number}"] = step.name
            if step.kind == StepKind.CHECK:
                initial[f"sample_percent_{step.number}"] = step.sample_percent
    return initial
