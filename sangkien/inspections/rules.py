"""Lengths and limits of inspections."""

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.inspections.errors import InvalidInspection

TITLE_LENGTH = 250
NUMBER_LENGTH = 60
ITEM_LENGTH = 300
LABEL_LENGTH = 120
PROSE_LENGTH = 4_000
MOST_ITEMS = 30
MOST_UNITS = 60
MOST_TEAM = 20
MOST_FINDINGS = 10
MOST_ANSWERS = 50
MOST_ADDENDA = 20
MOST_PRESENT = 10


def clean_words(typed: str, *, field: str, missing: str, most: int = PROSE_LENGTH) -> str:
    """Prose that says something; or InvalidInspection at the field."""
    clean = text.clean_prose(typed)
    if not text.has_words(clean):
        raise InvalidInspection(missing, field=field)
    if len(clean) > most or text.has_refused_characters(clean):
        raise InvalidInspection(
            _("Dài nhất %(most)s ký tự và chỉ gồm chữ, số, dấu câu.") % {"most": most}, field=field
        )
    return clean
