"""The whole list of CĐCS without any entry, a batch at a time."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.programmes.models import Period
from sangkien.progress.queries import Choice, ZeroPage, units_at_zero, zero_screen
from sangkien.reports import flash, rules
from sangkien.units.models import Unit


@dataclass(frozen=True, kw_only=True)
class ZeroList:
    """Which list, for whom, and its first page as it is on the screen."""

    period: Period
    unit: Unit
    actor: Actor
    at: dt.datetime
    first: ZeroPage


def zero_list(slug: str, unit_code: str, *, period: str, actor: Actor, at: dt.datetime) -> ZeroList:
    """For those who oversee the branch; NotFound for others."""
    choice = Choice(period=period)
    screen = zero_screen(slug, unit_code, choice=choice, cursor="", actor=actor, at=at)
    return ZeroList(period=screen.period, unit=screen.unit, actor=actor, at=at, first=screen.page)


def is_longer(found: ZeroList, most: int) -> bool:
    """Whether there are more lines than that."""
    page = _page(found, cursor="", limit=most)
    return bool(page.following)


def _page(found: ZeroList, *, cursor: str, limit: int) -> ZeroPage:
    return units_at_zero(
        found.period, found.unit, actor=found.actor, at=found.at, cursor=cursor, limit=limit
    )


def zero_heading(found: ZeroList) -> list[str]:
    words = {"unit": found.unit.name, "period": found.period.name}
    return [
        _("CĐCS chưa có sáng kiến nào được gửi: %(unit)s, %(period)s") % words,
        _("Tính đến %(moment)s") % {"moment": flash.moment(found.first.as_of)},
    ]


def zero_rows(found: ZeroList) -> Iterator[list[str | int | None]]:
    """One query for each thousand: memory does not grow with the list."""
    cursor, is_first = "", True
    while is_first or cursor:
        page = _page(found, cursor=cursor, limit=rules.LIST_BATCH)
        for unit in page.units:
            yield [unit.code, unit.name, unit.parent.label if unit.parent else ""]
        cursor, is_first = page.following, False
