"""What a unit above takes up again, because the author appealed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotAllowed
from sangkien.initiatives import queries, rules
from sangkien.initiatives.actions import passing
from sangkien.initiatives.actions.moving import checked_reason, move
from sangkien.initiatives.events import InitiativeReopened
from sangkien.initiatives.models import Initiative


@transaction.atomic
def reopen_on_appeal(
    initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime
) -> Initiative:
    """ "Xét lại theo kiến nghị": what was rejected waits again where it was decided."""
    if not by.can(Permission.APPEAL_HANDLE, at=initiative.unit_path):
        raise NotAllowed(_("Bạn không giải quyết kiến nghị của đơn vị này."))
    rules.ensure_decided(initiative.state_enum)
    decided = queries.decisions_of(initiative)
    state, place = passing.taken_back(initiative, decided, at=at)
    return move(
        initiative,
        state,
        event=InitiativeReopened,
        by=by,
        at=at,
        reason=checked_reason(reason),
        place=place,
    )
