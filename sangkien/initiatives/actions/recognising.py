"""What a recognition does to an initiative; the apps above decide about it and say with what."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotAllowed
from sangkien.initiatives.actions.moving import checked_reason, move, recorded
from sangkien.initiatives.enums import State
from sangkien.initiatives.events import (
    InitiativeRecognised,
    InitiativeReopened,
    RecognitionRefused,
    RecognitionRevoked,
)
from sangkien.initiatives.models import Initiative

NOWHERE = {"step": 0, "waits_path": "", "waits_since": None, "due_on": None}


@transaction.atomic
def recognise(initiative: Initiative, *, by: Actor, at: dt.datetime, told: str = "") -> Initiative:
    """ "Công nhận sáng kiến": `told` is the decision, for the timeline."""
    _ensure_decides(initiative, by)
    return move(
        initiative,
        State.RECOGNISED,
        event=InitiativeRecognised,
        by=by,
        at=at,
        told=told,
        **NOWHERE,
    )


@transaction.atomic
def refuse_recognition(
    initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime
) -> Initiative:
    """ "Không công nhận": it stays valid and waits for nobody."""
    _ensure_decides(initiative, by)
    Initiative.objects.filter(pk=initiative.pk).update(changed_at=at, **NOWHERE)
    recorded(initiative, RecognitionRefused, by=by, at=at, reason=checked_reason(reason))
    return initiative


@transaction.atomic
def unrecognise(initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime) -> Initiative:
    """ "Hủy công nhận": valid again, no more."""
    _ensure_decides(initiative, by)
    reason = checked_reason(reason)
    return move(initiative, State.CONFIRMED, event=RecognitionRevoked, by=by, at=at, reason=reason)


@transaction.atomic
def reopen_on_appeal(
    initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime
) -> Initiative:
    """ "Xét lại theo kiến nghị": what was rejected waits for its grassroots union once more."""
    if not by.can(Permission.APPEAL_HANDLE, at=initiative.unit_path):
        raise NotAllowed(_("Bạn không giải quyết kiến nghị của đơn vị này."))
    reason = checked_reason(reason)
    return move(initiative, State.SUBMITTED, event=InitiativeReopened, by=by, at=at, reason=reason)


def _ensure_decides(initiative: Initiative, by: Actor) -> None:
    if not by.can(Permission.RECOGNITION_DECIDE, at=initiative.unit_path):
        raise NotAllowed(_("Bạn không công nhận được sáng kiến của đơn vị này."))
