"""Build the tree of the union."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths, text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units import rules
from sangkien.units.actions import proposing
from sangkien.units.errors import InvalidUnit
from sangkien.units.events import HeadcountRecorded, UnitOpened
from sangkien.units.models import Headcount, Level, Unit


@transaction.atomic
def open_unit(
    *,
    code: str,
    name: str,
    level: Level,
    parent: Unit | None,
    opened_on: dt.date,
    by: Actor,
    at: dt.datetime,
    short_name: str = "",
) -> Unit:
    """ "Thành lập đơn vị" below `parent`, standing from `opened_on`."""
    if not by.can(Permission.UNIT_MANAGE, at=parent.path if parent else ""):
        raise NotAllowed(_("Bạn không được thành lập đơn vị ở đây."))
    key = ensure_fits(code=code, name=name, level=level, parent=parent)
    unit = Unit(
        code=key,
        name=text.clean_line(name),
        short_name=text.clean_line(short_name),
        folded_name=text.fold(f"{name} {short_name}"),
        name_sort=text.sort_key(text.clean_line(name)),
        level=level,
        parent=parent,
        path=f"~{uuid.uuid4().hex}",  # the path needs the primary key, known after the insert
        opened_on=opened_on,
    )
    unit.save(force_insert=True)
    unit.path = paths.child(parent.path if parent else "", unit.pk)
    unit.save(update_fields=["path"])
    proposing.propose([unit])
    event = UnitOpened(
        unit_id=unit.pk, parent_id=parent.pk if parent else None, opened_on=opened_on
    )
    record(event, by=by, at=at)
    return unit


def ensure_fits(*, code: str, name: str, level: Level, parent: Unit | None) -> str:
    """The key of a code under which such a unit can be opened there, or InvalidUnit."""
    key = code.strip().upper()
    if not key or not key.isascii() or not key.replace("-", "").replace(".", "").isalnum():
        raise InvalidUnit(_("Mã đơn vị chỉ gồm chữ không dấu, số và dấu gạch."), field="code")
    if Unit.objects.filter(code=key).exists():
        raise InvalidUnit(_("Mã đơn vị này đã có."), field="code")
    if not text.fold(name) or text.has_refused_characters(name):
        raise InvalidUnit(_("Tên đơn vị chưa hợp lệ."), field="name")
    if parent is None and level.tier != 1:
        raise InvalidUnit(_("Đơn vị này cần có đơn vị cấp trên."), field="parent")
    if parent is not None:
        if level.tier <= parent.level.tier:
            raise InvalidUnit(_("Cấp của đơn vị phải thấp hơn đơn vị cấp trên."), field="level")
        if paths.depth(parent.path) >= paths.MAX_DEPTH:
            raise InvalidUnit(_("Cây tổ chức quá sâu."), field="parent")
    return key


@transaction.atomic
def record_headcount(
    unit: Unit, *, members: int, workers: int, counted_on: dt.date, by: Actor, at: dt.datetime
) -> Headcount:
    """ "Cập nhật số đoàn viên, lao động": dated; the same day again replaces the figures."""
    if not by.can(Permission.UNIT_MANAGE, at=unit.path):
        raise NotAllowed(_("Bạn không được cập nhật số đoàn viên của đơn vị này."))
    rules.ensure_headcount(members, workers, counted_on=counted_on, today=local_day(at))
    headcount, _created = Headcount.objects.update_or_create(
        unit=unit, counted_on=counted_on, defaults={"members": members, "workers": workers}
    )
    event = HeadcountRecorded(
        unit_id=unit.pk, members=members, workers=workers, counted_on=counted_on
    )
    record(event, by=by, at=at)
    return headcount
