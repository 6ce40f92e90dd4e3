""" "Niêm": keep in the journal what a decision and its lines say."""

import datetime as dt

from django.db import transaction

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.journal.actions.recording import record
from sangkien.recognition import seals
from sangkien.recognition.events import DecisionSealed, LineSealed
from sangkien.recognition.models import Certificate, Recognition, RecognitionDecision
from sangkien.recognition.queries import unsealed


def seal_of(decision: RecognitionDecision) -> str:
    lines = Recognition.objects.filter(decision=decision)
    return seals.of_decision(decision, lines.values_list("position", "initiative_id"))


def seal_line(row: Recognition, *, by: Actor, at: dt.datetime) -> None:
    """A line that is recognised, with its certificates."""
    if row.recognised_at is None:
        raise TypeError
    rows = Certificate.objects.filter(recognition=row).order_by("position")
    held = list(rows.values_list("position", "share_bp", "user_id", "paper_id"))
    shares = [(position, share) for position, share, _user, _paper in held]
    event = LineSealed(
        recognition_id=row.pk,
        seal=seals.of_line(row, row.decision, at=row.recognised_at, shares=shares),
        holders=[user_id for _position, _share, user_id, _paper in held],
        papers=[paper_id for *_rest, paper_id in held],
    )
    record(event, by=by, at=at)


def seal_earlier(*, at: dt.datetime) -> int:
    """ "Niêm bổ sung" what was signed before there were seals, each in a transaction: it says that nothing
    changes from here on, not that nothing changed before. Twice is once.
    """
    done = 0
    for pk in unsealed.decisions():
        done += _seal_decision(pk, at=at)
    for pk in unsealed.lines():
        done += _seal_line(pk, at=at)
    return done


@transaction.atomic
def _seal_decision(pk: int, *, at: dt.datetime) -> int:
    held = db.locked(RecognitionDecision.objects.filter(pk=pk)).get()
    if unsealed.is_sealed(DecisionSealed, pk):
        return 0
    event = DecisionSealed(decision_id=pk, unit_id=held.unit_id, seal=seal_of(held))
    record(event, by=Actor.system(), at=at)
    return 1


@transaction.atomic
def _seal_line(pk: int, *, at: dt.datetime) -> int:
    rows = Recognition.objects.filter(pk=pk)
    db.locked(RecognitionDecision.objects.filter(recognitions=pk)).get()
    if unsealed.is_sealed(LineSealed, pk):
        return 0
    seal_line(rows.select_related("decision").get(), by=Actor.system(), at=at)
    return 1
