"""What a candidate received before. The register of a union begins in some year: what lies before it is
not known, and asks for a statement.
"""

from django.utils.translation import gettext as _

from sangkien.commendation.rules.facts import Facts
from sangkien.commendation.rules.terms import Condition


def now(condition: Condition, facts: Facts) -> tuple[bool | None, str]:
    """In the year of the round itself. Not in the register yet: it may be decided together."""
    said = {"year": facts.year}
    if facts.year in facts.held.get(condition.code, ()):
        return True, _("đã đạt năm %(year)d") % said
    return None, _("chưa thấy trong sổ khen thưởng năm %(year)d, cần xác nhận") % said


def before(condition: Condition, facts: Facts) -> tuple[bool | None, str]:
    """ "Đã có" one in the last years, the year of the round not among them."""
    span = _span(condition, facts)
    received = sorted(year for year in facts.held.get(condition.code, ()) if year in span)
    if received:
        return True, _("đã nhận năm %(years)s") % {"years": _listed(received)}
    said = _("chưa thấy trong sổ khen thưởng các năm %(span)s") % {"span": _named(span)}
    return _unless_older(span, facts), said


def consecutive(condition: Condition, facts: Facts) -> tuple[bool | None, str]:
    """In each of the last years."""
    span = _span(condition, facts)
    received = set(facts.held.get(condition.code, ()))
    missing = [year for year in span if year not in received]
    if not missing:
        return True, _("đã nhận liên tục các năm %(span)s") % {"span": _named(span)}
    known = [year for year in missing if _is_known(year, facts)]
    said = _("thiếu năm %(years)s trong sổ khen thưởng") % {"years": _listed(known or missing)}
    return (False if known else None), said


def once(condition: Condition, facts: Facts) -> tuple[bool | None, str]:
    """Never before; an earlier one speaks against it for ever."""
    received = sorted(facts.held.get(condition.code or facts.own_code, ()))
    if received:
        return False, _("đã nhận năm %(years)s, chỉ tặng một lần") % {"years": _listed(received)}
    if facts.register_since is None:
        return None, _("sổ khen thưởng chưa có gì, cần xác nhận chưa từng nhận")
    said = _("chưa có trong sổ khen thưởng (từ năm %(since)d)") % {"since": facts.register_since}
    return True, said


def _span(condition: Condition, facts: Facts) -> range:
    return range(facts.year - condition.years, facts.year)


def _is_known(year: int, facts: Facts) -> bool:
    return facts.register_since is not None and year >= facts.register_since


def _unless_older(span: range, facts: Facts) -> bool | None:
    return False if all(_is_known(year, facts) for year in span) else None


def _named(span: range) -> str:
    return str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}"


def _listed(years: list[int]) -> str:
    return ", ".join(map(str, years))
