"""Text columns that only ever hold composed Unicode without control characters."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import Combinable

from sangkien.core import text

if TYPE_CHECKING:  # Django's fields take type arguments for the checker only
    _CharField = models.CharField[str | int | Combinable, str]
    _TextField = models.TextField[str | Combinable, str]
else:
    _CharField, _TextField = models.CharField, models.TextField


class LineField(_CharField):
    """One line of text, stored NFC with single spaces."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return text.clean_line(prepared) if isinstance(prepared, str) else prepared


class ProseField(_TextField):
    """Several lines of text, stored NFC with unified line breaks."""

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return text.clean_prose(prepared) if isinstance(prepared, str) else prepared
