""" "Danh sách biểu dương": what a praise list names.

A source reads an app below through its queries and is registered here with `praising`; it gets the unit, the
period and the moment, and answers with a group of lines, or with None.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from sangkien.core import paths
from sangkien.documents.figures import Praised
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Period
from sangkien.reports import flash
from sangkien.reports.contents import Content
from sangkien.units.models import Unit

MOST = 10
Source = Callable[[Unit, Period, dt.datetime], Praised | None]
_SOURCES: list[Source] = []


def praising(source: Source) -> Source:
    """Register what else stands on praise lists; asked in the order in which they were registered."""
    _SOURCES.append(source)
    return source


def praised(unit: Unit, period: Period, content: Content, *, at: dt.datetime) -> Iterator[Praised]:
    """Units ahead, what others registered, and initiatives that were recognised lately. People are not
    named: what they agreed to is asked where they are honoured.
    """
    leading = flash.leaders(content)
    if leading:
        yield Praised(
            title="Đơn vị dẫn đầu theo số sáng kiến hợp lệ",
            lines=tuple(f"{one.label} ({one.valid} hợp lệ)" for one in leading),
        )
    for source in _SOURCES:
        found = source(unit, period, at)
        if found is not None:
            yield found
    yield from _recognised(unit, period)


def _recognised(unit: Unit, period: Period) -> Iterator[Praised]:
    rows = Initiative.objects.filter(
        paths.subtree(unit.path, field="unit_path"),
        programme_id=period.programme_id,
        state=State.RECOGNISED,
        received_at__gte=period.opens_at,
        received_at__lt=period.closes_at,
    )
    found = list(rows.select_related("unit").order_by("-received_at", "-pk")[:MOST])
    if found:
        yield Praised(
            title="Sáng kiến được công nhận",
            lines=tuple(f"“{one.title}” ({one.unit.label})" for one in found),
        )
