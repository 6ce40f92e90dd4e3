"""What a unit above takes up again, because the author appealed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotAllowed
from sangkien.initiatives import places, queries, rules
from sangkien.initiatives.actions import passing
from sangkien.initiatives.actions.moving import checked_reason, move, recorded
from sangkien.initiatives.enums import State
from sangkien.initiatives.events import InitiativeReopened
from sangkien.initiatives.models import Initiative
from sangkien.programmes.enums import StepKind
from sangkien.programmes.queries import steps_of


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


@transaction.atomic
def recognise_on_appeal(
    initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime
) -> Initiative:
    """ "Đưa trở lại hội đồng": what a council did not recognise waits there again, where its rules
    have such a step; elsewhere it waits for nobody, and whoever recognises finds it again.
    """
    if not by.can(Permission.APPEAL_HANDLE, at=initiative.unit_path):
        raise NotAllowed(_("Bạn không giải quyết kiến nghị của đơn vị này."))
    last = queries.last_decision(initiative)
    step = places.step_of(steps_of(initiative.ruleset_id), last.step if last else 0)
    is_there = initiative.state_enum == State.CONFIRMED and not initiative.is_waiting
    if not is_there or step is None or step.kind != StepKind.RECOGNISE:
        return initiative
    initiative.wait_at(passing.place_again(initiative, step.number, at=at), changed_at=at)
    recorded(initiative, InitiativeReopened, by=by, at=at, reason=checked_reason(reason))
    return initiative
