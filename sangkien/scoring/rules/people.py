"""How many of the people of a unit are women, where that decides between units with the same total.

The level of 70 % is that of the rules of commendation that some units follow; which order counts is
said by the table.
"""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.core import numbers, text
from sangkien.core.errors import DomainError, ManyErrors
from sangkien.scoring.errors import InvalidCard
from sangkien.scoring.rules.columns import LONGEST_PROOF
from sangkien.scoring.rules.tables import WHOLE

WOMEN_ENOUGH = 70  # percent
MOST_PEOPLE = 10_000_000


@dataclass(frozen=True, kw_only=True)
class Share:
    """On a day; `people` is not 0."""

    women: int
    people: int
    counted_on: dt.date

    @property
    def is_enough(self) -> bool:
        """Exact: 69,99 % is not 70 %, however it is shown."""
        return self.women * WHOLE >= WOMEN_ENOUGH * self.people

    @property
    def words(self) -> str:
        """ "38/50 người là nữ, 76 %, ngày 30/11/2026"; a share below the level never reads as the level."""
        exact = Fraction(self.women * WHOLE, self.people)
        tenths = int(exact * 10 + Fraction(1, 2))
        if not self.is_enough and tenths >= WOMEN_ENOUGH * 10:
            tenths = WOMEN_ENOUGH * 10 - 1
        whole, rest = divmod(tenths, 10)
        shown = f"{whole},{rest}" if rest else f"{whole}"
        return _("%(women)s/%(people)s người là nữ, %(share)s %%, ngày %(day)s") % {
            "women": numbers.thousands(self.women),
            "people": numbers.thousands(self.people),
            "share": shown,
            "day": f"{self.counted_on:%d/%m/%Y}",
        }


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was typed: the figures, and from which list or report they are."""

    share: Share
    basis: str


def cleaned(counted: Counted, *, today: dt.date) -> Counted:
    """Tidied, or ManyErrors with all that is wrong."""
    share, basis = counted.share, text.clean_line(counted.basis)
    problems: list[DomainError] = []
    if not 0 < share.people <= MOST_PEOPLE:
        problems.append(InvalidCard(_("Hãy ghi tổng số người của đơn vị."), field="people"))
    elif not 0 <= share.women <= share.people:
        problems.append(InvalidCard(_("Số nữ không thể nhiều hơn tổng số người."), field="women"))
    if share.counted_on > today:
        words = _("Ngày chốt số liệu không thể ở sau hôm nay.")
        problems.append(InvalidCard(words, field="counted_on"))
    if not text.has_words(basis):
        words = _("Hãy ghi căn cứ: danh sách, báo cáo nào.")
        problems.append(InvalidCard(words, field="basis"))
    elif len(basis) > LONGEST_PROOF or text.has_refused_characters(basis):
        words = _("Dài nhất %(n)d ký tự.") % {"n": LONGEST_PROOF}
        problems.append(InvalidCard(words, field="basis"))
    if problems:
        raise ManyErrors(problems)
    return Counted(share=share, basis=basis)
