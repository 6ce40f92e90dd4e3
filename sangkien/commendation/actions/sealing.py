""" "Niêm bổ sung" what was decided before the journal kept all of it."""

import datetime as dt

from django.db import transaction

from sangkien.access.actor import Actor
from sangkien.commendation.decision_events import AwardDecisionSealed, AwardHolderSealed
from sangkien.commendation.models import AwardDecision, Conferral
from sangkien.commendation.queries import unsealed
from sangkien.commendation.rules import register
from sangkien.core import db
from sangkien.journal.actions.recording import record


def seal_earlier(*, at: dt.datetime) -> int:
    """Each in a transaction: nothing changes from here on, whatever was before. Twice is once."""
    decisions = sum(_seal_decision(pk, at=at) for pk in unsealed.decisions())
    return decisions + sum(_seal_line(pk, at=at) for pk in unsealed.lines())


@transaction.atomic
def _seal_decision(pk: int, *, at: dt.datetime) -> int:
    row = db.locked(AwardDecision.objects.filter(pk=pk)).get()
    if unsealed.is_sealed(AwardDecisionSealed, pk):
        return 0
    event = AwardDecisionSealed(decision_id=pk, unit_id=row.unit_id, seal=register.seal(row))
    record(event, by=Actor.system(), at=at)
    return 1


@transaction.atomic
def _seal_line(pk: int, *, at: dt.datetime) -> int:
    row = db.locked(Conferral.objects.filter(pk=pk)).get()
    if unsealed.is_sealed(AwardHolderSealed, pk):
        return 0
    event = AwardHolderSealed(conferral_id=pk, unit_id=row.unit_id, user_id=row.user_id)
    record(event, by=Actor.system(), at=at)
    return 1
