"""What may be said, how much of it, and how long it can be changed."""

import datetime as dt

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.discussions.errors import InvalidWords, TooFast

EDIT_WITHIN = dt.timedelta(minutes=15)
LONGEST = 1_000
SHORTEST_REASON, LONGEST_REASON = 5, 500
# (span, most in it): a person who thinks never meets these, a machine does at once.
LIMITS = ((dt.timedelta(minutes=10), 5), (dt.timedelta(days=1), 30))


def clean_words(typed: str) -> str:
    clean = text.clean_prose(typed)
    if not text.has_words(clean):
        raise InvalidWords(_("Hãy viết nội dung."), field="text")
    if len(clean) > LONGEST or text.has_refused_characters(clean):
        raise InvalidWords(
            _("Nội dung dài nhất 1.000 ký tự và chỉ gồm chữ, số, dấu câu."), field="text"
        )
    return clean


def clean_reason(typed: str) -> str:
    clean = text.clean_prose(typed)
    if len(text.fold(clean)) < SHORTEST_REASON:
        raise InvalidWords(_("Hãy ghi rõ lý do."), field="reason")
    if len(clean) > LONGEST_REASON or text.has_refused_characters(clean):
        raise InvalidWords(_("Lý do dài nhất 500 ký tự."), field="reason")
    return clean


def ensure_slow(written: list[dt.datetime], *, at: dt.datetime) -> None:
    """`written` are the times of the latest comments of one account, any order."""
    for span, most in LIMITS:
        if sum(at - span < one for one in written) >= most:
            raise TooFast(
                _("Bạn viết quá nhiều trong thời gian ngắn. Hãy nghỉ một lát rồi viết tiếp.")
            )


def can_edit_at(written_at: dt.datetime, *, at: dt.datetime) -> bool:
    return dt.timedelta(0) <= at - written_at <= EDIT_WITHIN
