"""What grew out of a dossier and does not go on gives it back."""

import datetime as dt

from sangkien.access.actor import Actor
from sangkien.commendation.actions.dossiers_moving import held, take
from sangkien.commendation.enums import DossierState, Outcome, RoundState
from sangkien.commendation.events import DossierPassed
from sangkien.commendation.models import Dossier

RETURNED = "Hồ sơ đề nghị khen cao hơn không đi tiếp."  # kept, so never in the language of the page


def give_back(higher: Dossier, *, at: dt.datetime) -> None:
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
        reason=RETURNED,
        changes={"higher": None},
    )


def give_back_all(round_id: int, *, at: dt.datetime) -> None:
    """Of a round that was cancelled; few grow into one."""
    rows = Dossier.objects.filter(round=round_id, grew_from__state=DossierState.HIGHER)
    for row in rows.order_by("grew_from__round", "grew_from"):
        give_back(row, at=at)
