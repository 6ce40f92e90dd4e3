"""What a council decided becomes the state of the initiative.

Who may say so is the council's affair: these are called by the app that keeps its decisions.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.initiatives.actions import passing
from sangkien.initiatives.actions.moving import checked_reason, move
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import WrongState
from sangkien.initiatives.events import (
    InitiativeRecognised,
    RecognitionRefused,
    RecognitionRevoked,
)
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.places import NOWHERE
from sangkien.programmes.enums import StepKind


@transaction.atomic
def recognise(
    initiative: Initiative, *, by: Actor, at: dt.datetime, reason: str = ""
) -> Initiative:
    """ "Công nhận": by a council, whose decision `reason` names; it goes on to the next step.

    Recognised already, it stays so: a council may say it twice.
    """
    if initiative.state_enum == State.RECOGNISED:
        return initiative
    _ensure_before_council(initiative)
    number = initiative.step
    return move(
        initiative,
        State.RECOGNISED,
        event=InitiativeRecognised,
        by=by,
        at=at,
        reason=reason,
        step=number,
        place=passing.place_after(initiative, number, at=at) if number else NOWHERE,
    )


@transaction.atomic
def refuse_recognition(
    initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime
) -> Initiative:
    """ "Chưa công nhận": it stays valid and the review ends here, with the council's reason."""
    _ensure_before_council(initiative)
    return move(
        initiative,
        State.CONFIRMED,
        event=RecognitionRefused,
        by=by,
        at=at,
        reason=checked_reason(reason),
        step=initiative.step,
    )


@transaction.atomic
def unrecognise(initiative: Initiative, *, reason: str, by: Actor, at: dt.datetime) -> Initiative:
    """ "Hủy công nhận": it is valid again and no more, and waits for nobody."""
    if initiative.state_enum != State.RECOGNISED:
        raise WrongState(_("Sáng kiến này chưa được công nhận."))
    return move(
        initiative,
        State.CONFIRMED,
        event=RecognitionRevoked,
        by=by,
        at=at,
        reason=checked_reason(reason),
    )


def _ensure_before_council(initiative: Initiative) -> None:
    """Valid, and waiting for its council; under rules without such a step, for nobody."""
    waits = initiative.waits_for
    if initiative.state_enum != State.CONFIRMED or waits not in ("", StepKind.RECOGNISE):
        raise WrongState(_("Sáng kiến này chưa đến bước hội đồng xét công nhận."))
