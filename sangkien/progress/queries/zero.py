"""CĐCS that have sent nothing yet: the list by which officers remind."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths, periods
from sangkien.core.errors import NotFound
from sangkien.programmes.models import Period
from sangkien.progress import rules
from sangkien.progress.models import SubtreeTotal
from sangkien.progress.queries import figures
from sangkien.units.models import Unit

ROWS_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class ZeroPage:
    """One page in the order of the tree, so that units of one superior stand together.

    `following` is the cursor of the next page, empty on the last one.
    """

    units: tuple[Unit, ...]
    reference_on: dt.date
    as_of: dt.datetime
    following: str


def has_unions_below(unit: Unit) -> bool:
    """Whether there is any CĐCS to look after, besides the unit itself."""
    return Unit.objects.under(unit.path).grassroots().exclude(pk=unit.pk).exists()


def units_at_zero(
    period: Period,
    unit: Unit,
    *,
    actor: Actor,
    at: dt.datetime,
    cursor: str = "",
    limit: int = ROWS_A_PAGE,
) -> ZeroPage:
    """CĐCS standing on the reference day in the branch, without any sent initiative in it.

    Only for those who oversee the branch; for others there is no such page.
    """
    if not actor.can(Permission.PROGRESS_VIEW, at=unit.path):
        raise NotFound(_("Không tìm thấy danh sách này."))
    day = rules.reference_day(period.closes_at, today=periods.local_day(at))
    as_of = figures.complete_at(unit, period, at=at)
    has_any = SubtreeTotal.objects.filter(unit=OuterRef("pk"), period=period, sent__gt=0)
    found = (
        Unit.objects.under(unit.path)
        .grassroots()
        .standing_on(day)
        .filter(~Exists(has_any))
        .select_related("level", "parent")
        .order_by("path")
    )
    if cursor and paths.contains(unit.path, cursor):
        found = found.filter(path__gt=cursor)
    rows = list(found[: limit + 1])
    return ZeroPage(
        units=tuple(rows[:limit]),
        reference_on=day,
        as_of=as_of,
        following=rows[limit - 1].path if len(rows) > limit else "",
    )
