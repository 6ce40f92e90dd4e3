"""The list of CĐCS without any entry as a file, however long it is."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.exports.kinds import Block, Column, Table
from sangkien.progress.queries import Choice, ZeroPage, units_at_zero, zero_screen
from sangkien.reports import flash


class WithoutEntries:
    """ "CĐCS chưa có sáng kiến", for those who oversee the branch."""

    key = "chua-co"
    parameters = ("chuong-trinh", "unit", "dot")

    def table(self, asked: Mapping[str, str], *, actor: Actor, at: dt.datetime) -> Table:
        screen = zero_screen(
            asked.get("chuong-trinh", ""),
            asked.get("unit", ""),
            choice=Choice(period=asked.get("dot", "")),
            cursor="",
            actor=actor,
            at=at,
        )
        words = {"unit": screen.unit.name, "period": screen.period.name}
        return Table(
            title=_("CĐCS chưa có sáng kiến - %(code)s") % {"code": screen.unit.code},
            heading=[
                _("CĐCS chưa có sáng kiến nào được gửi: %(unit)s, %(period)s") % words,
                _("Tính đến %(moment)s") % {"moment": flash.moment(screen.page.as_of)},
            ],
            columns=_columns(),
            block=partial(
                _block, partial(units_at_zero, screen.period, screen.unit, actor=actor, at=at)
            ),
            unit_id=screen.unit.pk,
        )


def _columns() -> list[Column]:
    return [
        Column(label=_("Mã đơn vị"), width=16),
        Column(label=_("Công đoàn cơ sở"), width=50),
        Column(label=_("Cấp trên trực tiếp"), width=40),
    ]


def _block(read: Callable[..., ZeroPage], place: str, limit: int) -> Block:
    page = read(cursor=place, limit=limit)
    rows = [[one.code, one.name, one.parent.label if one.parent else ""] for one in page.units]
    return Block(rows=rows, following=page.following)
