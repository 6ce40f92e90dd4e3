"""Plain rules of requests about personal data."""

from django.utils.translation import gettext as _

from sangkien.core import text
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
