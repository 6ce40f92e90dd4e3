"""Dossiers keep their office when units move, their person when accounts are joined, and tell when
they wait too long.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef

from sangkien.access.actor import Actor
from sangkien.commendation.actions.dossiers_moving import way_of
from sangkien.commendation.enums import DossierState
from sangkien.commendation.events import DossierOverdue
from sangkien.commendation.models import Dossier
from sangkien.core import paths
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units.models import Unit

BATCH = 100


def repath() -> int:
    """What waits at an office that is no longer on its way waits at the first one that is: the same
    unit under its new path, or the next one above the proposer.
    """
    moved = 0
    rows = Dossier.objects.exclude(waits_path="").select_related("proposer", "round__unit")
    held = Unit.objects.filter(path=OuterRef("waits_path"))
    gone = rows.filter(~Exists(held))
    for row in gone.order_by("pk").iterator(chunk_size=BATCH):
        here = Unit.objects.filter(pk=_unit_id(row.waits_path)).first()
        way = way_of(row)
        if not paths.contains(way.top, way.proposer):
            path = way.top  # the proposer left this branch: the unit of the round sees to it
        else:
            path = here.path if here is not None and here.path in way.offices else way.first
        same = Dossier.objects.filter(pk=row.pk, waits_path=row.waits_path)
        moved += same.update(waits_path=path)
    return moved


def _unit_id(path: str) -> int:
    """The last step of a path is the key of its unit, base 36."""
    return int(path[-paths.STEP :], 36)


def tell_overdue(now: dt.datetime) -> int:
    """ "Báo hồ sơ quá hạn kiểm tra", once for each wait."""
    late = Dossier.objects.filter(
        state=DossierState.SENT, due_on__lt=local_day(now), overdue_told_at=None
    )
    told = 0
    for pk in list(late.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        told += _tell(pk, now=now)
    return told


@transaction.atomic
def _tell(pk: int, *, now: dt.datetime) -> int:
    """Compare and set: one worker does it."""
    rows = Dossier.objects.filter(pk=pk, state=DossierState.SENT, overdue_told_at=None)
    if not rows.filter(due_on__lt=local_day(now)).update(overdue_told_at=now):
        return 0
    row = Dossier.objects.get(pk=pk)
    event = DossierOverdue(dossier_id=pk, unit_id=row.proposer_id, waits_path=row.waits_path)
    record(event, by=Actor.system(), at=now)
    return 1


def move_person(*, kept_id: int, closed_id: int) -> None:
    """ "Chuyển hồ sơ" to the account that is kept; where that has one of the same round and award
    both stay as they are.
    """
    for row in Dossier.objects.filter(user_id=closed_id).order_by("pk"):
        twin = Dossier.objects.filter(user_id=kept_id, round=row.round_id, award=row.award_id)
        if row.frees_place or not twin.holding_place().exists():
            Dossier.objects.filter(pk=row.pk).update(user_id=kept_id)
