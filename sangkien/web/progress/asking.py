"""What the address of a progress page asks for; nonsense is the usual page."""

from django.http import QueryDict

from sangkien.progress.enums import BoardOrder
from sangkien.progress.queries import Choice

LONGEST_NUMBER = 9


def choice_from(query: QueryDict) -> Choice:
    """`dot`: number of the period; `xep`: order of the league, by number or share; `trang`: its page;
    `ngay`: the day whose tree is drawn, "nay" for that of today.
    """
    order = query.get("xep", "")
    return Choice(
        period=query.get("dot", ""),
        order=BoardOrder.SHARE if order == BoardOrder.SHARE else BoardOrder.COUNT,
        page=_number(query.get("trang", "")),
        tree=query.get("ngay", "")[:10],
    )


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER else 1
