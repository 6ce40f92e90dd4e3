"""The questions that a programme asks beyond the usual ones: plain values, plain rules.

An answer is a plain value that JSON holds: text, a whole number of đồng, a number as text, a day
as text, the chosen option, yes or no. Where a file is asked for, it is a `GivenFile`: who judges
puts it beside the others, and no JSON holds it.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Self

from django.utils.translation import gettext as _

from sangkien.core import numbers
from sangkien.core.text import has_refused_characters, has_words
from sangkien.files.enums import PAPERS, PICTURES, FileKind
from sangkien.programmes.enums import Moment, QuestionKind
from sangkien.programmes.errors import InvalidRules

MOST_QUESTIONS = 30
MOST_OPTIONS = 30
LONGEST_LABEL = 200
LONGEST_HELP = 500
LONGEST_OPTION = 150
LONGEST = {QuestionKind.LINE: 250, QuestionKind.PROSE: 5_000}
MOST_MONEY = 10**15
MEASURED = frozenset({QuestionKind.NUMBER, QuestionKind.MONEY, *LONGEST})
# Which content each question about a file takes.
FILES: Mapping[QuestionKind, frozenset[FileKind]] = {
    QuestionKind.PHOTO: PICTURES,
    QuestionKind.FILE: PICTURES | PAPERS,
}
MOST_FILES = 5  # questions about files in one form

Answer = str | int | bool | None
Answers = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Question:
    """ "Câu hỏi": `key` stays the same from version to version, so that answers follow it.

    `least` and `most` limit a number or a sum, or the length of a text. `unit` is what a number
    counts.
    """

    key: str
    kind: QuestionKind
    label: str
    help: str = ""
    is_required: bool = False
    moment: Moment = Moment.ENTRY
    unit: str = ""
    options: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        return cls(
            **{
                **values,
                "kind": QuestionKind(values["kind"]),
                "moment": Moment(values.get("moment", Moment.ENTRY)),
                "options": tuple(values.get("options", ())),
            }
        )

    def values(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "kind": self.kind.value,
            "moment": self.moment.value,
            "options": list(self.options),
        }


@dataclass(frozen=True, kw_only=True)
class GivenFile:
    """ "Tệp trả lời" as far as the rules look at it; `words` tell it from any other one."""

    words: str
    kind: FileKind
    is_infected: bool = False

    def __str__(self) -> str:
        return self.words


def about_files(asked: Sequence[Question]) -> tuple[Question, ...]:
    """Those of the questions that are answered with a file."""
    return tuple(question for question in asked if question.kind in FILES)


def questions_of(stored: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """What a ruleset stores, as questions in their order."""
    return tuple(Question.from_values(values) for values in stored)


def has_answer(answers: Answers, key: str) -> bool:
    """Whether something was answered at all; "no" and 0 are answers."""
    return answers.get(key) not in (None, "")


def missing(question: Question, answers: Answers, *, at: Moment) -> str | None:
    """Why the answer will not do at a moment; None when it does or is not due yet."""
    if has_answer(answers, question.key):
        return problem(question, answers[question.key])
    due = question.is_required and (question.moment == Moment.ENTRY or at == Moment.REVIEW)
    if not due:
        return None
    if question.kind in FILES:
        return _("Hãy gửi tệp cho “%(label)s”.") % {"label": question.label}
    return _("Hãy trả lời “%(label)s”.") % {"label": question.label}


def problem(question: Question, answer: Any) -> str | None:
    """Why a given answer will not do; None when it does."""
    return _JUDGES[question.kind](question, answer)


def _number_problem(question: Question, answer: Any) -> str | None:
    return _range_problem(question, _number(answer))


def _money_problem(question: Question, answer: Any) -> str | None:
    return _range_problem(question, Decimal(answer) if _is_whole(answer) else None)


def _choice_problem(question: Question, answer: Any) -> str | None:
    return None if answer in question.options else _("Hãy chọn một trong danh sách.")


def _day_problem(_question: Question, answer: Any) -> str | None:
    return None if _day(answer) else _("Ngày chưa đúng.")


def _yes_no_problem(_question: Question, answer: Any) -> str | None:
    return None if isinstance(answer, bool) else _("Hãy chọn có hoặc không.")


def _text_problem(question: Question, answer: Any) -> str | None:
    if not isinstance(answer, str) or not has_words(answer):
        return _("Hãy trả lời bằng chữ.")
    if has_refused_characters(answer):
        return _("Có ký tự không hiển thị được, hãy gõ lại.")
    most = question.most or LONGEST[question.kind]
    if len(answer) > most:
        return _("Dài %(length)s ký tự, nhiều nhất là %(most)s.") % {
            "length": numbers.thousands(len(answer)),
            "most": numbers.thousands(most),
        }
    if question.least and len(answer) < question.least:
        return _("Còn quá ngắn (ít nhất %(least)d ký tự).") % {"least": question.least}
    return None


def _file_problem(question: Question, answer: Any) -> str | None:
    if not isinstance(answer, GivenFile):
        return _("Hãy gửi tệp.")
    if answer.is_infected:
        return _("Tệp này có mã độc nên hệ thống đã xóa. Hãy gửi tệp khác.")
    return None if answer.kind in FILES[question.kind] else _("Tệp này không đúng loại được hỏi.")


_JUDGES: Mapping[QuestionKind, Callable[[Question, Any], str | None]] = {
    QuestionKind.LINE: _text_problem,
    QuestionKind.PROSE: _text_problem,
    QuestionKind.NUMBER: _number_problem,
    QuestionKind.MONEY: _money_problem,
    QuestionKind.CHOICE: _choice_problem,
    QuestionKind.DAY: _day_problem,
    QuestionKind.YES_NO: _yes_no_problem,
    QuestionKind.PHOTO: _file_problem,
    QuestionKind.FILE: _file_problem,
}


def _range_problem(question: Question, value: Decimal | None) -> str | None:
    if value is None:
        return _("Số chưa đúng. Hãy gõ bằng chữ số, ví dụ 1.000 hoặc 85,5.")
    if question.least is not None and value < question.least:
        return _("Nhỏ nhất là %(least)s.") % {"least": _measured(question, question.least)}
    most = question.most if question.most is not None else MOST_MONEY
    if value > most:
        return _("Lớn nhất là %(most)s.") % {"most": _measured(question, most)}
    return None


def _measured(question: Question, value: int | Decimal) -> str:
    unit = "₫" if question.kind == QuestionKind.MONEY else question.unit
    return f"{numbers.written(Decimal(value))} {unit}".strip()


def _number(answer: Any) -> Decimal | None:
    """As it is stored: plain digits with a point."""
    return Decimal(answer) if isinstance(answer, str) and _is_decimal(answer) else None


def _is_decimal(answer: str) -> bool:
    whole, _point, rest = answer.partition(".")
    return answer.isascii() and whole.isdecimal() and (not rest or rest.isdecimal())


def _is_whole(answer: Any) -> bool:
    return isinstance(answer, int) and not isinstance(answer, bool) and answer >= 0


def _day(answer: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(answer) if isinstance(answer, str) else None
    except ValueError:
        return None


def told(question: Question, answer: Any) -> str:
    """An answer in words; "" when there is none, and what another kind left is said as it is."""
    if answer in (None, ""):
        return ""
    if isinstance(answer, bool):
        return _("Có") if answer else _("Không")
    tell = _TELLERS.get(question.kind)
    return (tell(question, answer) if tell else None) or str(answer)


def _number_told(question: Question, answer: Any) -> str | None:
    number = _number(answer)
    return None if number is None else _measured(question, number)


def _money_told(question: Question, answer: Any) -> str | None:
    return _measured(question, answer) if _is_whole(answer) else None


def _day_told(_question: Question, answer: Any) -> str | None:
    day = _day(answer)
    return f"{day:%d/%m/%Y}" if day else None


_TELLERS: Mapping[QuestionKind, Callable[[Question, Any], str | None]] = {
    QuestionKind.NUMBER: _number_told,
    QuestionKind.MONEY: _money_told,
    QuestionKind.DAY: _day_told,
}


def ensure_sound(asked: Sequence[Question]) -> None:
    """Raise for the first question that nobody could answer, at its field."""
    if len(asked) > MOST_QUESTIONS:
        raise InvalidRules(_("Biểu mẫu có nhiều nhất 30 câu hỏi."), field="label")
    if len(about_files(asked)) > MOST_FILES:
        raise InvalidRules(_("Biểu mẫu hỏi nhiều nhất 5 tệp, ảnh."), field="label")
    for index, question in enumerate(asked):
        if (found := _flaw(question)) is not None:
            field, words = found
            raise InvalidRules(words, field=f"{field}.{index}")
    labels = [question.label.casefold() for question in asked]
    for index, label in enumerate(labels):
        if label in labels[:index]:
            raise InvalidRules(_("Câu hỏi này đã có trong biểu mẫu."), field=f"label.{index}")


def _flaw(question: Question) -> tuple[str, str] | None:
    if not has_words(question.label):
        return "label", _("Hãy ghi câu hỏi.")
    if len(question.label) > LONGEST_LABEL or len(question.help) > LONGEST_HELP:
        return "label", _("Câu hỏi dài nhất 200 ký tự, lời giải thích dài nhất 500 ký tự.")
    if question.kind == QuestionKind.CHOICE:
        return _options_flaw(question.options)
    return _limits_flaw(question)


def _options_flaw(options: Sequence[str]) -> tuple[str, str] | None:
    least = 2
    if not least <= len(options) <= MOST_OPTIONS:
        return "options", _("Cần từ 2 đến 30 lựa chọn, mỗi dòng một lựa chọn.")
    if len(set(options)) != len(options):
        return "options", _("Có lựa chọn được ghi hai lần.")
    if any(len(option) > LONGEST_OPTION for option in options):
        return "options", _("Mỗi lựa chọn dài nhất 150 ký tự.")
    return None


def _limits_flaw(question: Question) -> tuple[str, str] | None:
    least, most = question.least, question.most
    if question.kind not in MEASURED:
        return None
    if least is not None and most is not None and least > most:
        return "most", _("Giới hạn lớn nhất phải không nhỏ hơn giới hạn nhỏ nhất.")
    longest = LONGEST.get(question.kind)
    if longest is not None and (most or least or 1) > longest:
        return "most", _("Nhiều nhất là %(most)s ký tự.") % {"most": numbers.thousands(longest)}
    if longest is not None and most == 0:
        return "most", _("Hãy để trống, hoặc ghi số lớn hơn 0.")
    return None


@dataclass(frozen=True, kw_only=True)
class Change:
    """What became of one question from one version to the next: `old` or `new` may be missing."""

    old: Question | None
    new: Question | None


def changes(before: Sequence[Question], after: Sequence[Question]) -> list[Change]:
    """Questions added, changed and dropped; what stayed the same is left out."""
    known = {question.key: question for question in before}
    kept = {question.key for question in after}
    return [
        *(
            Change(old=known.get(question.key), new=question)
            for question in after
            if known.get(question.key) != question
        ),
        *(Change(old=question, new=None) for question in before if question.key not in kept),
    ]
