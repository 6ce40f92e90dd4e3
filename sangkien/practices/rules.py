"""What a good practice must hold, and which way it may go. Pure."""

import datetime as dt

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.practices.enums import EDITABLE, PracticeState, Verdict
from sangkien.practices.errors import InvalidPractice

TITLE_LENGTH, LINE_LENGTH, PROSE_LENGTH, REASON_LENGTH = 250, 300, 4_000, 1_000
DOCUMENT_LENGTH = 120
YEARS_BACK, YEARS_AHEAD = 5, 1
MOST_PEOPLE, MOST_VND = 20_000_000, 10**15
MOST_PER_YEAR = 50  # of one unit: beyond that it is a mistake or a quantity race

STEPS: dict[tuple[PracticeState, Verdict], PracticeState] = {
    (PracticeState.REGISTERED, Verdict.APPROVE): PracticeState.UNDERWAY,
    (PracticeState.REGISTERED, Verdict.RETURN): PracticeState.RETURNED,
    (PracticeState.REGISTERED, Verdict.DECLINE): PracticeState.DECLINED,
    (PracticeState.UNDERWAY, Verdict.RECOGNISE): PracticeState.RECOGNISED,
    (PracticeState.UNDERWAY, Verdict.RETURN): PracticeState.RETURNED,
    (PracticeState.UNDERWAY, Verdict.DECLINE): PracticeState.DECLINED,
}
WITHDRAWABLE = (*EDITABLE, PracticeState.UNDERWAY)
TELLABLE = (PracticeState.UNDERWAY, PracticeState.RECOGNISED)


def choices_at(state: PracticeState) -> list[Verdict]:
    """What may be said now, the good news first."""
    return [verdict for verdict in Verdict if (state, verdict) in STEPS]


def next_state(state: PracticeState, verdict: Verdict, *, has_effect: bool) -> PracticeState:
    """InvalidPractice where this verdict has no place; nothing is recognised without an effect."""
    found = STEPS.get((state, verdict))
    if found is None:
        raise InvalidPractice(_("Không còn làm được việc này ở bước hiện tại."), field="verdict")
    if verdict == Verdict.RECOGNISE and not has_effect:
        raise InvalidPractice(
            _("Đơn vị chưa báo cáo kết quả, hiệu quả nên chưa công nhận được."), field="verdict"
        )
    return found


def ensure_year(year: int, *, today: dt.date) -> int:
    first, last = today.year - YEARS_BACK, today.year + YEARS_AHEAD
    if not first <= year <= last:
        raise InvalidPractice(
            _("Năm thi đua từ %(first)d đến %(last)d.") % {"first": first, "last": last},
            field="year",
        )
    return year


def ensure_day(day: dt.date | None, *, field: str, today: dt.date) -> dt.date:
    if day is None:
        raise InvalidPractice(_("Hãy ghi ngày."), field=field)
    if day > today:
        raise InvalidPractice(_("Ngày này chưa đến."), field=field)
    if day.year < today.year - YEARS_BACK:
        raise InvalidPractice(_("Ngày này đã quá lâu, hãy xem lại năm."), field=field)
    return day


def clean_line(typed: str, *, field: str, missing: str = "", most: int = LINE_LENGTH) -> str:
    return _ensured(text.clean_line(typed), field=field, missing=missing, most=most)


def clean_words(typed: str, *, field: str, missing: str = "", most: int = PROSE_LENGTH) -> str:
    return _ensured(text.clean_prose(typed), field=field, missing=missing, most=most)


def _ensured(clean: str, *, field: str, missing: str, most: int) -> str:
    if missing and not text.has_words(clean):
        raise InvalidPractice(missing, field=field)
    if len(clean) > most or text.has_refused_characters(clean):
        raise InvalidPractice(
            _("Nội dung dài nhất %(most)d ký tự và chỉ gồm chữ, số, dấu câu.") % {"most": most},
            field=field,
        )
    return clean


def ensure_amount(value: int | None, *, field: str, most: int) -> int | None:
    if value is not None and not 0 <= value <= most:
        raise InvalidPractice(_("Số này không hợp lý, hãy xem lại."), field=field)
    return value
