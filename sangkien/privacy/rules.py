"""Plain rules of requests about personal data."""

import datetime as dt

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.core.workdays import Calendar
from sangkien.privacy.errors import InvalidRequest

LONGEST_TEXT = 2000


def ensure_words(written: str, *, field: str, missing: str) -> str:
    """Clean prose that says something and is not endless."""
    clean = text.clean_prose(written)
    if not text.has_words(clean):
        raise InvalidRequest(missing, field=field)
    if len(clean) > LONGEST_TEXT or text.has_refused_characters(clean):
        raise InvalidRequest(_("Nội dung dài nhất 2.000 ký tự."), field=field)
    return clean


def clock_words(due_on: dt.date, *, today: dt.date, calendar: Calendar) -> str:
    """ "còn 3 ngày làm việc", "hết hạn hôm nay", "trễ 2 ngày làm việc"."""
    left = calendar.between(today, due_on)
    if today > due_on:
        return _("trễ %(n)d ngày làm việc") % {"n": max(-left, 1)}
    if today == due_on:
        return _("hết hạn hôm nay")
    return _("còn %(n)d ngày làm việc") % {"n": left}
