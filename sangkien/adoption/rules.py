"""When use is asked about, and what an entry must hold."""

import datetime as dt

from django.utils.translation import gettext as _

from sangkien.adoption.enums import Finding, Use
from sangkien.adoption.errors import InvalidEntry, OwnUnit
from sangkien.core import paths, text
from sangkien.core.periods import months_later

STEPS = (3, 6, 12)  # months after the clock began
ANSWER_DAYS = 30
REASON_LENGTH = (5, 500)
PROSE_LENGTH = 2_000
PLACE_LENGTH = 200
MOST_VND = 10**15


def clock_start(applied_on: dt.date | None, confirmed_on: dt.date) -> dt.date:
    """The later of both: nobody is asked about months before the unit confirmed it."""
    return max(applied_on or confirmed_on, confirmed_on)


def next_step(asked: int) -> int | None:
    """The months of the step after `asked`; None after the last."""
    return next((step for step in STEPS if step > asked), None)


def due_on(starts_on: dt.date, asked: int) -> dt.date | None:
    """When it is asked about next; None when it was asked for the last time."""
    step = next_step(asked)
    return months_later(starts_on, step) if step is not None else None


def step_due(starts_on: dt.date, asked: int, *, today: dt.date) -> int | None:
    """The latest step that is due: of several that were missed only one is asked."""
    due = [step for step in STEPS if step > asked and months_later(starts_on, step) <= today]
    return due[-1] if due else None


def is_worth_asking(due: dt.date, *, today: dt.date) -> bool:
    """What fell due long ago, before anybody could be asked, is not asked any more."""
    return today <= due + dt.timedelta(days=ANSWER_DAYS)


def lapses_on(due: dt.date, *, today: dt.date) -> dt.date:
    """The last day on which an answer is taken."""
    return max(due, today) + dt.timedelta(days=ANSWER_DAYS)


def is_another(path: str, own_path: str) -> bool:
    """A unit, what is above it and what is below it use the same thing, not each other's."""
    return not (paths.contains(own_path, path) or paths.contains(path, own_path))


def ensure_another_unit(own_path: str, path: str) -> None:
    if not is_another(path, own_path):
        raise OwnUnit(
            _("Đây là sáng kiến của chính đơn vị bạn. Chỉ ghi khi đơn vị khác áp dụng lại."),
            field="unit",
        )


def ensure_day(since_on: dt.date | None, *, today: dt.date) -> dt.date:
    if since_on is None:
        raise InvalidEntry(_("Hãy nhập ngày đơn vị bắt đầu áp dụng."), field="since_on")
    if since_on > today:
        raise InvalidEntry(_("Ngày bắt đầu áp dụng không được ở tương lai."), field="since_on")
    return since_on


def clean_reason(reason: str, *, field: str = "reason") -> str:
    least, most = REASON_LENGTH
    clean = text.clean_prose(reason)
    if len(text.fold(clean)) < least:
        raise InvalidEntry(_("Hãy ghi rõ lý do để người khác hiểu."), field=field)
    if len(clean) > most or text.has_refused_characters(clean):
        raise InvalidEntry(_("Lý do dài nhất 500 ký tự và chỉ gồm chữ, số, dấu câu."), field=field)
    return clean


def clean_words(typed: str, *, field: str, most: int = PROSE_LENGTH, missing: str = "") -> str:
    """Cleaned text; `missing` is what to say when there has to be some."""
    clean = text.clean_prose(typed)
    if missing and not text.has_words(clean):
        raise InvalidEntry(missing, field=field)
    if len(clean) > most or text.has_refused_characters(clean):
        raise InvalidEntry(
            _("Nội dung quá dài hoặc có ký tự không hiển thị được, hãy gõ lại."), field=field
        )
    return clean


def ensure_benefit(amount: int | None, basis: str) -> None:
    """An amount needs its reckoning."""
    if amount is None:
        return
    if not 0 <= amount <= MOST_VND:
        raise InvalidEntry(_("Số tiền quá lớn, hãy kiểm tra lại số chữ số 0."), field="benefit_vnd")
    if amount > 0 and not text.has_words(basis):
        raise InvalidEntry(_("Hãy ghi cách tính số tiền làm lợi."), field="benefit_basis")


def verified_amount(finding: Finding, amount: int | None) -> int | None:
    """What a verification may hold: an amount, or none because the data do not suffice."""
    if finding == Finding.INSUFFICIENT:
        return None
    if amount is None:
        raise InvalidEntry(_("Hãy nhập số tiền đã thẩm định."), field="amount_vnd")
    if not 0 <= amount <= MOST_VND:
        raise InvalidEntry(_("Số tiền quá lớn, hãy kiểm tra lại số chữ số 0."), field="amount_vnd")
    return amount


def answer_reason(use: Use, reason: str) -> str:
    """Why is asked only of what was stopped; a word about the others is welcome."""
    if use == Use.STOPPED:
        return clean_reason(reason)
    return clean_words(reason, field="reason", most=REASON_LENGTH[1])


def is_proven(*, adopters: int, is_used: bool, is_recognised: bool) -> bool:
    """Whether an initiative stands in the library."""
    return adopters > 0 or is_used or is_recognised
