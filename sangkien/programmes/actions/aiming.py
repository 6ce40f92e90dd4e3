"""Decide at which units a programme is aimed."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import paths
from sangkien.journal.actions.recording import record
from sangkien.programmes.actions.authorising import ensure_manages
from sangkien.programmes.errors import InvalidProgramme
from sangkien.programmes.events import AudienceSet
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit

MOST_AIMED = 200


@transaction.atomic
def aim_programme(
    programme: Programme, units: Sequence[Unit], *, by: Actor, at: dt.datetime
) -> Programme:
    """ "Đặt phạm vi": the branches that take part; none is everything below the owner.

    A unit inside another chosen one says nothing more and is left out. What was sent stays.
    """
    ensure_manages(programme.owner, by)
    if any(not paths.contains(programme.owner.path, unit.path) for unit in units):
        raise InvalidProgramme(_("Chỉ chọn được đơn vị trực thuộc."), field="units")
    if any(unit.pk == programme.owner_id for unit in units):
        units = []
    highest: list[Unit] = []
    for unit in sorted(units, key=lambda unit: unit.path):
        if not highest or not paths.contains(highest[-1].path, unit.path):
            highest.append(unit)
    if len(highest) > MOST_AIMED:
        raise InvalidProgramme(_("Chọn nhiều nhất 200 đơn vị."), field="units")
    wanted = [unit.pk for unit in highest]
    if programme.audience == wanted:
        return programme
    programme.audience = wanted
    programme.save(update_fields=["audience"])
    record(AudienceSet(programme_id=programme.pk, unit_id=programme.owner_id), by=by, at=at)
    return programme
