"""What the address of a progress page asks for; nonsense is the usual page."""

import datetime as dt
from contextlib import suppress

from django.http import QueryDict

from sangkien.agreements.enums import TargetBase
from sangkien.progress.enums import BoardOrder, ReadingSpan
from sangkien.progress.queries import Choice, CurveChoice

LONGEST_NUMBER = 9
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2200, 1, 1)  # no calendar arithmetic beyond


def choice_from(query: QueryDict) -> Choice:
    """`dot`: number of the period; `xep`: order of the league, by number or share; `trang`: its page;
    `ngay`: the day whose tree is drawn, "nay" for that of today.
    """
    order = query.get("xep", "")
    return Choice(
        period=query.get("dot", ""),
        order=BoardOrder.SHARE if order == BoardOrder.SHARE else BoardOrder.COUNT,
        page=_number(query.get("trang", "")),
        tree=tree_from(query),
    )


def tree_from(query: QueryDict) -> str:
    """The day whose tree is drawn."""
    return query.get("ngay", "")[: len("2026-01-31")]


def curve_from(query: QueryDict) -> CurveChoice:
    """`xem`: days or hours; `so`: the base; `luc`: the day whose hours are shown."""
    span, base = query.get("xem", ""), query.get("so", "")
    return CurveChoice(
        span=ReadingSpan(span) if span in ReadingSpan.values else ReadingSpan.DAY,
        base=TargetBase(base) if base in TargetBase.values else None,
        day=_day(query.get("luc", "")),
    )


def _day(typed: str) -> dt.date | None:
    with suppress(ValueError):
        found = dt.date.fromisoformat(typed[:10])
        return found if EARLIEST <= found <= LATEST else None
    return None


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER else 1
