"""Whether a person's name may stand on the public page of honour."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation import permissions
from sangkien.commendation.decision_events import HonourAgreed, HonourWithdrawn
from sangkien.commendation.models import Conferral
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record


@transaction.atomic
def agree(conferral: Conferral, *, by: Actor, at: dt.datetime) -> Conferral:
    """ "Đồng ý nêu tên trên trang vinh danh": the person alone, for one award."""
    _ensure_own(conferral, by=by)
    rows = Conferral.objects.in_force().filter(pk=conferral.pk, consented_at=None)
    rows = rows.exclude(decision=None)  # what a file alone says is shown to nobody
    if rows.update(consented_at=at):
        event = HonourAgreed(conferral_id=conferral.pk, unit_id=conferral.unit_id)
        record(event, by=by, at=at)
    conferral.refresh_from_db()
    return conferral


@transaction.atomic
def withdraw(conferral: Conferral, *, by: Actor, at: dt.datetime) -> Conferral:
    """ "Rút tên khỏi trang vinh danh": takes effect at once."""
    _ensure_own(conferral, by=by)
    rows = Conferral.objects.filter(pk=conferral.pk, consented_at__isnull=False)
    if rows.update(consented_at=None):
        event = HonourWithdrawn(conferral_id=conferral.pk, unit_id=conferral.unit_id)
        record(event, by=by, at=at)
    conferral.refresh_from_db()
    return conferral


def _ensure_own(conferral: Conferral, *, by: Actor) -> None:
    if not permissions.can_answer_honour(by, conferral):
        raise NotAllowed(_("Chỉ chính người được khen trả lời được."))
