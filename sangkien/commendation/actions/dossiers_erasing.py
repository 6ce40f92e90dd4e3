"""End what is under way for somebody who asked to be erased, and take the words about them out."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F

from sangkien.access.actor import Actor
from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.commendation.actions.dossiers_moving import held, take
from sangkien.commendation.actions.dossiers_returning import give_back
from sangkien.commendation.enums import DossierState, Outcome, RoundState
from sangkien.commendation.events import DossierDropped, DossierWithdrawn
from sangkien.commendation.models import Dossier
from sangkien.councils.actions import agenda
from sangkien.journal.actions.recording import record

OPEN = (
    DossierState.SENT,
    DossierState.INCOMPLETE,
    DossierState.COMPLETE,
    DossierState.PASSED,
)
# Kept with the step and shown to the council, so never in the language of the page.
ERASED = "Người được đề nghị đã yêu cầu xóa dữ liệu cá nhân: hồ sơ không xét tiếp."


@transaction.atomic
def forget(user_id: int, at: dt.datetime) -> None:
    """What is open is closed, so that no office and no council works for nothing. The words about a person
    go; that there was a dossier, and what became of it, stays.
    """
    rows = Dossier.objects.filter(user_id=user_id)
    running = rows.exclude(round__state=RoundState.CANCELLED)
    for pk in list(running.order_by("-pk").values_list("pk", flat=True)):  # higher ones first
        _close(pk, at=at)
    rows.update(
        holder_name=ERASED_NAME,
        summary=ERASED_NAME,
        achievement="",
        findings=[],
        version=F("version") + 1,
    )
    _leave_councils(user_id, at=at)


def _close(pk: int, *, at: dt.datetime) -> None:
    row = held(Dossier.objects.get(pk=pk))
    if row.state == DossierState.DRAFT:
        _drop(row, at=at)
    elif row.state in OPEN:
        office = row.round.unit
        told: dict[str, Any] = {"by": Actor.system(), "at": at, "reason": ERASED}
        take(row, Outcome.WITHDRAWN, DossierWithdrawn, office=office, **told)
        give_back(row, at=at)


def _drop(row: Dossier, *, at: dt.datetime) -> None:
    """What nobody has seen yet is not kept."""
    event = DossierDropped(dossier_id=row.pk, unit_id=row.proposer_id)
    give_back(row, at=at)
    row.delete()
    record(event, by=Actor.system(), at=at)


def _leave_councils(user_id: int, *, at: dt.datetime) -> None:
    rows = Dossier.objects.filter(user_id=user_id, item__isnull=False)
    for row in rows.select_related("item__session", "award").order_by("pk"):
        if row.item is not None:
            title = f"{row.award.name}: {ERASED_NAME}"
            agenda.forget_item(row.item, title=title, reason=ERASED, at=at)
