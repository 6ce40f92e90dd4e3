"""The questions and statements of a programme's own rules, as fields of a form."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.initiatives.conditions import ANSWER
from sangkien.programmes.enums import Moment, QuestionKind
from sangkien.programmes.queries import asked_by, terms_of
from sangkien.programmes.questions import LONGEST, Answer, Question
from sangkien.web.shared.forms import DayField, LineField, NumberField, ProseField, VndField

if TYPE_CHECKING:
    from sangkien.programmes.models import Ruleset

YES, NO = "co", "khong"
KEPT = 50_000  # characters that a draft keeps although they are too many to be sent
FEW = 6  # up to so many choices are shown as buttons, more as a list
DAY_WORDS = gettext_lazy("Ngày, tháng, năm. Ví dụ: 05/03/2026, gõ liền 05032026 cũng được.")


class AnswerRow(NamedTuple):
    """One question on the page: its control, what stands behind it, whether it may stay empty."""

    bound: BoundField
    suffix: str
    is_optional: bool
    is_counted: bool


class AnswersPart(forms.Form):
    """The part of a form in which a version of the rules asks.

    Nothing is required here: what was typed is kept, and the rules judge. `questions` are asked
    instead of all those of the version; `kept` are the answers that are there already.
    """

    def __init__(
        self,
        *args: Any,
        ruleset: "Ruleset | None" = None,
        questions: Sequence[Question] | None = None,
        kept: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kept = dict(kept or {})
        self.questions = asked_by(ruleset) if questions is None else questions
        self.statements = terms_of(ruleset).asked
        for question in self.questions:
            self._ask(question.key, field_of(question), _typed(question, self.kept))
        for statement in self.statements:
            chosen = _chosen(self.kept.get(statement.key))
            self._ask(statement.key, _yes_no(statement.text), chosen)

    def _ask(self, key: str, field: forms.Field, initial: object) -> None:
        self.fields[ANSWER + key] = field
        self.initial.setdefault(ANSWER + key, initial)

    @property
    def answer_rows(self) -> Iterator[AnswerRow]:
        for question in self.questions:
            yield AnswerRow(
                bound=self[ANSWER + question.key],
                suffix="₫" if question.kind == QuestionKind.MONEY else question.unit,
                is_optional=not question.is_required or question.moment == Moment.REVIEW,
                is_counted=question.kind in LONGEST,
            )

    @property
    def statement_rows(self) -> list[BoundField]:
        return [self[ANSWER + statement.key] for statement in self.statements]

    def answers(self) -> dict[str, Answer]:
        """What could be read over what is there already; call after `is_valid`."""
        read = {
            name.removeprefix(ANSWER): _stored(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(ANSWER)
        }
        return {key: value for key, value in {**self.kept, **read}.items() if value is not None}


def field_of(question: Question) -> forms.Field:
    """The control for one kind of answer."""
    options: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help,
        "required": False,
    }
    return _CONTROLS[question.kind](question, options)


def _line(question: Question, options: dict[str, Any]) -> forms.Field:
    return LineField(max_length=question.most or LONGEST[question.kind], **options)


def _prose(question: Question, options: dict[str, Any]) -> forms.Field:
    most = question.most or LONGEST[question.kind]
    return ProseField(max_length=most, keeps=KEPT, rows=4, **options)


def _day(question: Question, options: dict[str, Any]) -> forms.Field:
    return DayField(**{**options, "help_text": question.help or DAY_WORDS})


def _choice(question: Question, options: dict[str, Any]) -> forms.ChoiceField:
    choices = [(option, option) for option in question.options]
    is_long = len(choices) > FEW
    return forms.ChoiceField(
        choices=[("", _("Chọn trong danh sách")), *choices] if is_long else choices,
        widget=forms.Select if is_long else forms.RadioSelect,
        error_messages={"invalid_choice": _("Hãy chọn một trong danh sách.")},
        **options,
    )


def _yes_no(label: str, *, help_text: str = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=[(YES, _("Có")), (NO, _("Không"))],
        coerce=lambda typed: typed == YES,
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Hãy chọn có hoặc không.")},
    )


_CONTROLS: Mapping[QuestionKind, Callable[[Question, dict[str, Any]], forms.Field]] = {
    QuestionKind.LINE: _line,
    QuestionKind.PROSE: _prose,
    QuestionKind.NUMBER: lambda _question, options: NumberField(**options),
    QuestionKind.MONEY: lambda _question, options: VndField(**options),
    QuestionKind.DAY: _day,
    QuestionKind.CHOICE: _choice,
    QuestionKind.YES_NO: lambda one, _options: _yes_no(one.label, help_text=one.help),
}


def _chosen(answer: object) -> str | None:
    return (YES if answer else NO) if isinstance(answer, bool) else None


def _typed(question: Question, answers: dict[str, Any]) -> object:
    """A kept answer as its control takes it; one that another kind of question left stays text."""
    answer = answers.get(question.key)
    if question.kind == QuestionKind.YES_NO:
        return _chosen(answer)
    try:
        if question.kind == QuestionKind.NUMBER and answer is not None:
            return Decimal(str(answer))
        if question.kind == QuestionKind.DAY and answer is not None:
            return dt.date.fromisoformat(str(answer))
    except (ValueError, ArithmeticError):
        return str(answer)
    return answer


def _stored(value: object) -> Answer:
    """A plain value for the initiative; nothing answered is None."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if value in (None, ""):
        return None
    return value if isinstance(value, (bool, int)) else str(value)
