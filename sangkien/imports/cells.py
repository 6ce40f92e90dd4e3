"""Cells of a list as people fill them in: names, telephone numbers, days, counts, sums of money.

Each reader collects what is wrong in words that say what to do.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from sangkien.core import numbers, text

FIRST_YEAR, LAST_YEAR = 1929, 2100
LONGEST_NAME = 120
# Left behind by Word, Zalo and web pages; nobody can see them to delete them.
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad")
_DAYS = (
    re.compile(r"(?P<day>\d{1,2})\s*[/.\-]\s*(?P<month>\d{1,2})\s*[/.\-]\s*(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ].*)?"),
)
# What Excel would run as a formula in another program; no name begins so.
_FORMULA_STARTS = ("=", "+", "-", "@", "|", "＝", "＋", "－", "＠")
_LOST_ZERO = re.compile(r"[35789][0-9]{8}|2[0-9]{9}")


@dataclass
class Cells:
    """One line being read; `problems` make it red, `notes` are only told."""

    said: Mapping[str, str]
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def words(self, key: str) -> str:
        return line(self.said.get(key, ""))

    def name(self, key: str, *, label: str, longest: int = LONGEST_NAME) -> str:
        found = self.words(key)
        if not text.fold(found):
            self.problems.append(_("Thiếu %(what)s.") % {"what": label})
        elif found.startswith(_FORMULA_STARTS) or text.has_refused_characters(found):
            self.problems.append(_("Có ký tự lạ trong %(what)s. Hãy gõ lại.") % {"what": label})
        elif len(found) > longest:
            self.problems.append(
                _("Ô %(what)s dài quá %(most)s ký tự.") % {"what": label, "most": longest}
            )
        return found

    def phone(self, key: str) -> str:
        """The number as people dial it; the zero that Excel dropped is put back."""
        found = self.words(key).lstrip("'")
        digits = re.sub(r"[\s.]", "", found)
        if _LOST_ZERO.fullmatch(digits):
            found = f"0{digits}"
            self.notes.append(
                _("Đã thêm số 0 bị mất ở đầu số điện thoại: %(phone)s.") % {"phone": found}
            )
        return found

    def day(self, key: str, *, label: str) -> dt.date | None:
        found = self.words(key)
        if not found:
            return None
        read = read_day(found)
        if read is None:
            self.problems.append(
                _("%(what)s “%(said)s” không phải ngày có trong lịch. Ghi như 05/03/2026.")
                % {"what": label, "said": found[:40]}
            )
        return read

    def money(self, key: str, *, label: str) -> int | None:
        """Đồng, as people write sums: "12.500.000", "12,5 triệu"."""
        found = self.words(key)
        if not found:
            return None
        value = numbers.parse_vnd(found)
        if value is None:
            self.problems.append(
                _("%(what)s “%(said)s” không phải số tiền. Ghi như 12.500.000 hoặc 12,5 triệu.")
                % {"what": label, "said": found[:40]}
            )
        return value

    def prose(self, key: str) -> str:
        """What may have several lines."""
        return text.clean_prose(self.said.get(key, "").translate(_INVISIBLE))

    def count(self, key: str, *, label: str) -> int | None:
        found = self.words(key)
        if not found:
            return None
        value = numbers.parse_decimal(found)
        if value is None or value != value.to_integral_value():
            self.problems.append(
                _("%(what)s “%(said)s” không phải số nguyên. Ghi như 1250.")
                % {"what": label, "said": found[:40]}
            )
            return None
        return int(value)


def line(said: str) -> str:
    """One line, composed, with the right Đ and without what nobody sees."""
    return text.clean_line(said.translate(_INVISIBLE))


def read_day(said: str) -> dt.date | None:
    found = next((match for form in _DAYS if (match := form.fullmatch(said))), None)
    if found is None or not said.isascii():
        return None
    try:
        day = dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def day_words(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
