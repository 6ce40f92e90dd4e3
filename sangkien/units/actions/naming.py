"""Further names under which a unit is found."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import text
from sangkien.core.db import locked
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.units.actions import proposing
from sangkien.units.errors import InvalidAlias
from sangkien.units.events import AliasAdded, AliasRemoved
from sangkien.units.models import Alias, Unit
from sangkien.units.models.naming import LONGEST_FOLDED, LONGEST_NAME

MOST_ALIASES = 20  # of one unit: more would be a list of words, not names


@transaction.atomic
def add_alias(unit: Unit, *, name: str, by: Actor, at: dt.datetime) -> Alias:
    """ "Thêm tên gọi khác"; a name that differs in marks or capitals only is the same name."""
    _ensure_may(unit, by)
    clean = text.clean_line(name)
    folded = text.fold(clean)[:LONGEST_FOLDED]
    if not folded or len(clean) > LONGEST_NAME or text.has_refused_characters(clean):
        raise InvalidAlias(_("Hãy ghi tên gọi bằng chữ, nhiều nhất 150 ký tự."), field="alias")
    locked(Unit.objects.filter(pk=unit.pk)).get()
    if folded in own_names(unit):
        raise InvalidAlias(_("Đơn vị đã mang tên này, không cần thêm."), field="alias")
    standing = Alias.objects.filter(unit=unit)
    if standing.filter(folded=folded).exists():
        raise InvalidAlias(_("Đơn vị đã có tên gọi này."), field="alias")
    if standing.count() >= MOST_ALIASES:
        raise InvalidAlias(_("Mỗi đơn vị nhiều nhất 20 tên gọi khác."), field="alias")
    alias = Alias.objects.create(
        unit=unit, name=clean, folded=folded, added_by_id=by.user_id, added_at=at
    )
    proposing.propose([unit], names=[clean])
    record(AliasAdded(unit_id=unit.pk, alias=clean), by=by, at=at)
    return alias


def own_names(unit: Unit) -> set[str]:
    """The names under which the unit is found without any alias, folded."""
    return {text.fold(name) for name in (unit.name, unit.short_name, unit.code)}


@transaction.atomic
def remove_alias(alias: Alias, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ tên gọi khác"; pressed twice it is gone once."""
    _ensure_may(alias.unit, by)
    removed, _rows = Alias.objects.filter(pk=alias.pk).delete()
    if removed:
        record(AliasRemoved(unit_id=alias.unit_id, alias=alias.name), by=by, at=at)


def _ensure_may(unit: Unit, by: Actor) -> None:
    if not by.can(Permission.UNIT_MANAGE, at=unit.path):
        raise NotAllowed(_("Bạn không được sửa tên gọi của đơn vị này."))
