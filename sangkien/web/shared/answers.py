"""The questions and statements of a programme's own rules, as fields of a form."""

import datetime as dt
import uuid
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
from sangkien.programmes.questions import FILES, LONGEST, Answer, Question, about_files
from sangkien.web.shared.exhibits import Exhibit
from sangkien.web.shared.forms import DayField, LineField, NumberField, ProseField, VndField
from sangkien.web.shared.given_files import IMAGES, LOST, PAPERS, file_input

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from sangkien.programmes.models import Ruleset

YES, NO = "co", "khong"
KEPT = 50_000  # characters that a draft keeps although they are too many to be sent
DROP = "bo-tep-"  # an intent of the form, followed by the key of the question
PHOTO_WORDS = gettext_lazy("JPEG, PNG hoặc WebP. Vị trí chụp ghi trong ảnh được xóa khi gửi.")
FILE_WORDS = gettext_lazy("PDF, Word (.docx), Excel (.xlsx) hoặc ảnh, nhiều nhất 10 MB.")
FEW = 6  # up to so many choices are shown as buttons, more as a list
DAY_WORDS = gettext_lazy("Ngày, tháng, năm. Ví dụ: 05/03/2026, gõ liền 05032026 cũng được.")


class AnswerRow(NamedTuple):
    """One question on the page: its control, what stands behind it, whether it may stay empty.

    Of a question about a file: the key under which it came in pieces, what is there so far, and
    the value of the button that takes it back.
    """

    bound: BoundField
    suffix: str
    is_optional: bool
    is_counted: bool
    is_file: bool = False
    upload: str = ""
    shown: Exhibit | None = None
    drop: str = ""
    takes_papers: bool = False


class GivenAnswer(NamedTuple):
    """A file that was sent with a form: itself, or the key under which it came in pieces."""

    question: Question
    file: "UploadedFile[Any] | None"
    key: uuid.UUID | None


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
        self.look: Callable[[], Mapping[str, Exhibit]] = dict  # what is there, by question
        self.kept = dict(kept or {})
        self.questions = asked_by(ruleset) if questions is None else questions
        self.statements = terms_of(ruleset).asked
        self.file_questions = about_files(self.questions)
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
        shown = self.look() if self.file_questions else {}
        for question in self.questions:
            is_file = question in self.file_questions
            yield AnswerRow(
                is_file=is_file,
                upload=_upload_name(question) if is_file else "",
                shown=shown.get(question.key),
                drop=f"{DROP}{question.key}",
                takes_papers=question.kind == QuestionKind.FILE,
                bound=self[ANSWER + question.key],
                suffix="₫" if question.kind == QuestionKind.MONEY else question.unit,
                is_optional=not question.is_required or question.moment == Moment.REVIEW,
                is_counted=question.kind in LONGEST,
            )

    @property
    def statement_rows(self) -> list[BoundField]:
        return [self[ANSWER + statement.key] for statement in self.statements]

    def answers(self) -> dict[str, Answer]:
        """What could be read over what is there already, files apart; call after `is_valid`."""
        plain = [one.key for one in self.questions if one not in self.file_questions]
        asked = [*plain, *(one.key for one in self.statements)]
        read = {
            key: _stored(self.cleaned_data[ANSWER + key])
            for key in asked
            if ANSWER + key in self.cleaned_data
        }
        return {key: value for key, value in {**self.kept, **read}.items() if value is not None}

    def given(self) -> Iterator[GivenAnswer]:
        """The files that came with the form; call after `is_valid`."""
        for question in self.file_questions:
            name = ANSWER + question.key
            typed, file = self.data.get(_upload_name(question)), self.cleaned_data.get(name)
            key = _uuid(typed) if typed else None
            if typed and key is None:
                self.add_error(name, LOST)
            elif key or file:
                yield GivenAnswer(question=question, file=None if key else file, key=key)


def _upload_name(question: Question) -> str:
    return f"{ANSWER}{question.key}_upload"


def _uuid(typed: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None


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


def _photo(question: Question, options: dict[str, Any]) -> forms.FileField:
    return file_input(IMAGES, **_about(question, options, PHOTO_WORDS))


def _file(question: Question, options: dict[str, Any]) -> forms.FileField:
    return file_input(f"{PAPERS},{IMAGES}", **_about(question, options, FILE_WORDS))


def _about(question: Question, options: dict[str, Any], words: object) -> dict[str, Any]:
    told = f"{question.help} {words}".strip()
    return {"label": options["label"], "help_text": told}


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
    QuestionKind.PHOTO: _photo,
    QuestionKind.FILE: _file,
}


def _chosen(answer: object) -> str | None:
    return (YES if answer else NO) if isinstance(answer, bool) else None


def _typed(question: Question, answers: dict[str, Any]) -> object:
    """A kept answer as its control takes it; one that another kind of question left stays text."""
    answer = None if question.kind in FILES else answers.get(question.key)
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
