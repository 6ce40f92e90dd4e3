"""How a target is named beside its bar."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sangkien.agreements.enums import Denominator, TargetKind
from sangkien.core import periods
from sangkien.progress.queries import ClusterRow, ClusterScreen, TargetLine, UnitScreen
from sangkien.web.shared.templatetags import vi


@dataclass(frozen=True, kw_only=True)
class TargetRow:
    """One target with its words."""

    line: TargetLine
    label: str
    base: str
    is_count: bool


def days_of(screen: UnitScreen | ClusterScreen) -> int:
    """13/05 to 31/05 is 19 days: both ends count."""
    first = periods.local_day(screen.period.opens_at)
    return periods.days_inclusive(first, periods.last_day(screen.period.closes_at))


def cluster_label(row: ClusterRow) -> str:
    """Over the big number of a cluster or block with a target."""
    if row.goal is None:
        return _("Sáng kiến, chưa giao chỉ tiêu")
    words = {"base": str(row.goal.base.label), "origin": str(row.goal.origin.label).lower()}
    return _("Sáng kiến %(base)s, %(origin)s") % words


def target_rows(lines: tuple[TargetLine, ...]) -> list[TargetRow]:
    return [
        TargetRow(
            line=line,
            label=_label(line),
            base=_base(line),
            is_count=line.kind == TargetKind.COUNT,
        )
        for line in lines
    ]


def _label(line: TargetLine) -> str:
    words = {
        "aim": _plain(line.aim),
        "origin": str(line.origin.label).lower(),
        "base": str(line.base.label),
    }
    if line.kind == TargetKind.COVERAGE:
        return _("CĐCS có sáng kiến, %(origin)s %(aim)s %%") % words
    if line.kind == TargetKind.EACH:
        words["each"] = _plain(line.each or Decimal(1))
        return _("CĐCS có từ %(each)s sáng kiến trở lên, %(origin)s %(aim)s %%") % words
    if line.kind == TargetKind.RATE:
        words["people"] = str(Denominator(line.denominator).label)
        return _("Sáng kiến %(base)s, %(origin)s %(aim)s trên 100 %(people)s") % words
    if line.is_summed:
        return _("Sáng kiến %(base)s, %(origin)s cộng các giai đoạn") % words
    return _("Sáng kiến %(base)s, %(origin)s") % words


def _base(line: TargetLine) -> str:
    base = str(line.base.label)
    if line.kind in {TargetKind.COVERAGE, TargetKind.EACH}:
        return _("CĐCS có sáng kiến %(base)s") % {"base": base}
    if line.kind == TargetKind.RATE and line.size:
        people = str(Denominator(line.denominator).label)
        return _("%(base)s, của %(size)s %(people)s") % {
            "base": base,
            "size": vi.number(line.size),
            "people": people,
        }
    return base


def _plain(aim: Decimal) -> str:
    """100.00 -> 100; 12.50 -> 12,5."""
    whole = aim == aim.to_integral_value()
    return vi.number(int(aim) if whole else aim.normalize())
