"""What units let their officers export, and who the owner of an export is at a moment."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.accounts.models import User
from sangkien.core.errors import NotFound
from sangkien.core.periods import instant_words, local_day
from sangkien.core.sheets import Cell
from sangkien.exports.kinds import Block, Column, Table
from sangkien.units import queries
from sangkien.units.models import Unit


def owner(user_id: int, at: dt.datetime) -> Actor | None:
    """With the roles of that moment; None for a locked account."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return queries.actor_for(user, at=at) if user else None


class Members:
    """ "Danh sách đoàn viên" of a unit as its page shows it: of telephone numbers the last digits."""

    key = "doan-vien"
    parameters = ("unit", "q")

    def table(self, asked: Mapping[str, str], *, actor: Actor, at: dt.datetime) -> Table:
        unit = queries.get_unit(asked.get("unit", ""), actor=actor)
        if not actor.can(Permission.MEMBER_VIEW, at=unit.path):
            raise NotFound(_("Không tìm thấy danh sách này."))
        typed = asked.get("q", "")
        heading = [
            _("Đoàn viên, người lao động của %(unit)s") % {"unit": unit.name},
            _("Lập lúc %(at)s") % {"at": instant_words(at)},
        ]
        if typed:
            heading.insert(1, _("Tìm: %(typed)s") % {"typed": typed})
        day = local_day(at)
        return Table(
            title=_("Đoàn viên - %(code)s") % {"code": unit.code},
            heading=heading,
            columns=_member_columns(),
            block=partial(_members, unit, day, typed),
            estimate=(lambda: None) if typed else (lambda: queries.member_count(unit, on=day)),
            unit_id=unit.pk,
        )


def _member_columns() -> list[Column]:
    return [
        Column(label=_("Họ và tên"), width=30),
        Column(label=_("Mã đoàn viên")),
        Column(label=_("Số điện thoại")),
        Column(label=_("Từ ngày"), width=12),
    ]


def _members(unit: Unit, day: dt.date, typed: str, place: str, limit: int) -> Block:
    after = int(place) if place else None
    found, following = queries.members_page(unit, on=day, typed=typed, after=after, limit=limit)
    rows: list[Sequence[Cell]] = [
        [one.user.full_name, one.user.member_code, one.user.masked_phone or "", one.since_on]
        for one in found
    ]
    return Block(rows=rows, following=str(following) if following else "")
