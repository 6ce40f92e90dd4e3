"""Decide which programme leads the public home."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.programmes.events import ProgrammePinned, ProgrammeUnpinned
from sangkien.programmes.models import Programme
from sangkien.programmes.permissions import can_pin

PINS = 7_304_003  # one decision at a time, so that never two programmes are pinned


@transaction.atomic
def pin_programme(programme: Programme, *, by: Actor, at: dt.datetime) -> Programme:
    """ "Đưa lên trang chủ": it leads the public home until it is over or another one is pinned."""
    _ensure_may(programme, by)
    db.exclusive(PINS)
    programme.refresh_from_db()
    if programme.pinned_at is not None:
        return programme
    for other in Programme.objects.filter(pinned_at__isnull=False):
        _unpin(other, by=by, at=at)
    programme.pinned_at = at
    programme.save(update_fields=["pinned_at"])
    record(ProgrammePinned(programme_id=programme.pk, unit_id=programme.owner_id), by=by, at=at)
    return programme


@transaction.atomic
def unpin_programme(programme: Programme, *, by: Actor, at: dt.datetime) -> Programme:
    """ "Thôi ghim": the usual order decides again."""
    _ensure_may(programme, by)
    db.exclusive(PINS)
    programme.refresh_from_db()
    if programme.pinned_at is not None:
        _unpin(programme, by=by, at=at)
    return programme


def _unpin(programme: Programme, *, by: Actor, at: dt.datetime) -> None:
    programme.pinned_at = None
    programme.save(update_fields=["pinned_at"])
    record(ProgrammeUnpinned(programme_id=programme.pk, unit_id=programme.owner_id), by=by, at=at)


def _ensure_may(programme: Programme, by: Actor) -> None:
    if not can_pin(by, programme):
        raise NotAllowed(_("Chỉ cấp cao nhất được chọn chương trình cho trang chủ."))
