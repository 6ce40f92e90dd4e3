"""What a request for help must hold."""

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.support.errors import InvalidHelp

ANSWER_WORKDAYS = 2
MOST_OPEN = 5  # of one person
LONGEST = 1_000
MOST_NOTES = 100  # of one request


def clean_words(typed: str, *, field: str, missing: str) -> str:
    clean = text.clean_prose(typed)
    if not text.has_words(clean):
        raise InvalidHelp(missing, field=field)
    if len(clean) > LONGEST or text.has_refused_characters(clean):
        raise InvalidHelp(
            _("Nội dung dài nhất 1.000 ký tự và chỉ gồm chữ, số, dấu câu."), field=field
        )
    return clean
