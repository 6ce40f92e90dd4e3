"""What a report says, as values: pure. Numbers are kept as text, files by their numbers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.core.errors import DomainError, ManyErrors
from sangkien.reporting import rules
from sangkien.reporting.enums import QuestionKind
from sangkien.reporting.errors import InvalidReport
from sangkien.reporting.rules import Question

MOST_FILES = 5  # of one question
PLACES = 4  # after the comma


def cleaned(questions: Sequence[Question], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Words and numbers of a draft; whatever cannot be kept is said at its field."""
    errors: list[DomainError] = []
    kept: dict[str, Any] = {}
    for one in questions:
        value = typed.get(one.key)
        if one.kind == QuestionKind.FILE or value in (None, ""):
            continue
        try:
            kept[one.key] = (
                _number(one, value) if one.kind == QuestionKind.NUMBER else _words(one, value)
            )
        except InvalidReport as error:
            errors.append(error)
    _refuse(errors)
    return kept


def _number(question: Question, value: Any) -> str:
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    is_fine = isinstance(exponent, int) and exponent >= -PLACES
    if not is_fine or not 0 <= number < rules.LARGEST:
        raise InvalidReport(
            _("Số phải từ 0, nhiều nhất 15 chữ số và 4 chữ số sau dấu phẩy."), field=question.key
        )
    return f"{number:f}"


def _words(question: Question, value: Any) -> str:
    words = text.clean_prose(str(value))
    if len(words) > rules.ANSWER_LENGTH or text.has_refused_characters(words):
        raise InvalidReport(
            _("Dài nhất 10.000 ký tự và chỉ gồm chữ, số, dấu câu."), field=question.key
        )
    return words


def ensure_complete(questions: Sequence[Question], answers: Mapping[str, Any]) -> None:
    """Raise with everything that is missing."""
    missing = {
        QuestionKind.TEXT: _("Hãy ghi nội dung này."),
        QuestionKind.NUMBER: _("Hãy ghi con số; không có thì ghi 0."),
        QuestionKind.FILE: _("Hãy đính kèm tệp."),
    }
    _refuse(
        [
            InvalidReport(missing[one.kind], field=one.key)
            for one in questions
            if not one.is_optional and not _says(one, answers.get(one.key))
        ]
    )


def _says(question: Question, value: Any) -> bool:
    return bool(value) and (question.kind != QuestionKind.TEXT or text.has_words(value))


def numbers(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, Decimal]:
    return {
        one.key: Decimal(answers[one.key])
        for one in questions
        if one.kind == QuestionKind.NUMBER and one.key in answers
    }


def file_ids(questions: Sequence[Question], answers: Mapping[str, Any]) -> list[int]:
    """The numbers of all files that are named."""
    return [
        pk for one in questions if one.kind == QuestionKind.FILE for pk in answers.get(one.key, [])
    ]


def _refuse(errors: list[DomainError]) -> None:
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ManyErrors(errors)
