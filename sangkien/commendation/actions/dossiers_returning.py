"""What grew out of a dossier and does not go on gives it back."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.commendation.actions.dossiers_moving import held, held_round, take
from sangkien.commendation.enums import DossierState, Outcome, RoundState
from sangkien.commendation.events import DossierDropped, DossierPassed
from sangkien.commendation.models import Dossier, Round
from sangkien.journal.actions.recording import record

# Kept with the step, so never in the language of the page.
RETURNED = "Hồ sơ đề nghị khen cao hơn không đi tiếp."
UNSENT = (
    "Đợt xét “%s” của %s đã hết nhận đề nghị khi hồ sơ đề nghị khen cao hơn chưa gửi. Bản chưa gửi được bỏ, "
    "hồ sơ này trở lại chờ quyết định."
)
BATCH = 50  # rounds of one turn


def give_back(higher: Dossier, *, at: dt.datetime, reason: str = RETURNED) -> None:
    """ "Trả về chờ quyết định": the dossier out of which this one grew waits for a decision again."""
    origin = Dossier.objects.filter(higher=higher, state=DossierState.HIGHER).first()
    if origin is None:
        return
    row = held(origin)
    if row.round.state == RoundState.CANCELLED:  # nothing of it is decided any more
        Dossier.objects.filter(pk=row.pk).update(higher=None, state=DossierState.WITHDRAWN)
        return
    take(
        row,
        Outcome.PASSED,
        DossierPassed,
        office=row.round.unit,
        by=Actor.system(),
        at=at,
        reason=reason,
        changes={"higher": None},
    )


def give_back_all(round_id: int, *, at: dt.datetime) -> None:
    """Of a round that was cancelled; few grow into one."""
    rows = Dossier.objects.filter(round=round_id, grew_from__state=DossierState.HIGHER)
    for row in rows.order_by("grew_from__round", "grew_from"):
        give_back(row, at=at)


def drop_unsent(round_: Round, *, at: dt.datetime) -> int:
    """ "Bỏ bản chưa gửi" of a round that takes none any more, inside the transaction that holds it: what it
    grew out of waits for its own decision again, with a note.
    """
    rows = Dossier.objects.filter(
        round=round_, state=DossierState.DRAFT, grew_from__state=DossierState.HIGHER
    )
    found = list(rows.order_by("grew_from__round", "grew_from"))
    for row in found:
        give_back(row, at=at, reason=UNSENT % (round_.title, round_.unit.name))
        event = DossierDropped(dossier_id=row.pk, unit_id=row.proposer_id)
        row.delete()
        record(event, by=Actor.system(), at=at)
    return len(found)


def drop_late(now: dt.datetime) -> int:
    """The same where a round came to its end by the clock; the worker does it."""
    over = Q(closes_at__lte=now) | Q(state=RoundState.CLOSED)
    held_up = Q(dossiers__state=DossierState.DRAFT, dossiers__grew_from__state=DossierState.HIGHER)
    done = 0
    found = Round.objects.filter(over & held_up).order_by("pk").distinct()
    for pk in list(found.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            round_ = held_round(pk)
            if not round_.is_open or round_.closes_at <= now:  # it may have been put off meanwhile
                done += drop_unsent(round_, at=now)
    return done
