""" "Danh sách biểu dương": what a praise list names."""

from collections.abc import Collection, Iterator

from sangkien.commendation.models import Conferral
from sangkien.commendation.queries import honour
from sangkien.core import paths
from sangkien.documents.figures import Praised
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Period
from sangkien.reports import flash
from sangkien.reports.contents import Content
from sangkien.units.models import Unit

MOST = 10
REWARDED = "Tập thể, cá nhân được khen thưởng"


def praised(unit: Unit, period: Period, content: Content) -> Iterator[Praised]:
    """Units ahead, who was rewarded in the programme and may be named, and initiatives that were
    recognised lately.
    """
    leading = flash.leaders(content)
    if leading:
        yield Praised(
            title="Đơn vị dẫn đầu theo số sáng kiến hợp lệ",
            lines=tuple(f"{one.label} ({one.valid} hợp lệ)" for one in leading),
        )
    yield from _rewarded(unit, period)
    yield from _recognised(unit, period)


def _rewarded(unit: Unit, period: Period) -> Iterator[Praised]:
    """Collectives, and persons who agreed to stand on the page of honour."""
    found = honour.page(unit=unit, programme=period.programme.slug, limit=MOST).rows
    if found:
        yield Praised(title=REWARDED, lines=tuple(_line(one.row) for one in found))


def _line(row: Conferral) -> str:
    return f"{row.holder_name}: {row.title}"


def no_longer_named(kept: Collection[Praised], unit: Unit) -> set[str]:
    """Lines of people and collectives who took their consent back or whose award was revoked since."""
    lines = {line for one in kept if one.title == REWARDED for line in one.lines}
    if not lines:
        return set()
    names = {line.rsplit(": ", 1)[0] for line in lines}
    rows = honour.shown().filter(paths.subtree(unit.path, field="unit__path"))
    return lines - {_line(row) for row in rows.filter(holder_name__in=names)}


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
