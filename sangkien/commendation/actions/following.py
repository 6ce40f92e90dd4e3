"""Commendation follows people whose two accounts became one, and forgets who asked for it."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.commendation.actions import searching
from sangkien.commendation.actions.dossiers_erasing import ERASED
from sangkien.commendation.enums import DecisionState
from sangkien.commendation.models import (
    AwardDecision,
    Conferral,
    DossierFile,
    DossierStep,
    Restoration,
    Revocation,
)
from sangkien.core import db
from sangkien.files.actions import storing
from sangkien.papers.actions import issuing

REVOKED, RESTORED = "Thu hồi khen thưởng", "Khôi phục khen thưởng"  # kept, so Vietnamese
GONE = "Người được khen đã xóa dữ liệu"


def move_awards(*, kept_id: int, closed_id: int) -> None:
    """ "Chuyển khen thưởng" to the account that is kept; what it agreed to ends with the closed one."""
    Conferral.objects.filter(user_id=closed_id).update(user_id=kept_id, consented_at=None)


@transaction.atomic
def forget_awards(user_id: int, at: dt.datetime) -> None:
    """Numbers, days and titles stay, the name goes; lists of decisions stay as issued. What is only
    foreseen comes to nothing.
    """
    _skip_pending(user_id)
    _forget_revocations(user_id, at)
    own = Conferral.objects.filter(user_id=user_id)
    papers = own.filter(paper__isnull=False).values_list("paper_id", flat=True)
    issuing.forget([pk for pk in papers if pk is not None], at=at)
    blank = {"holder_about": "", "achievement": "", "consented_at": None, "folded": ""}
    own.update(holder_name=ERASED_NAME, **blank)
    searching.fold(own)
    own.exclude(revoke_reason="").update(revoke_reason=ERASED_NAME)
    steps = DossierStep.objects.filter(dossier__user_id=user_id).exclude(reason=ERASED)
    steps.update(reason="", lacking=[])
    _drop_files(user_id)


def _drop_files(user_id: int) -> None:
    """What a dossier for a higher award took over stays as long as that dossier does."""
    rows = DossierFile.objects.filter(dossier__user_id=user_id)
    files = {row.file_id: row.file for row in rows.select_related("file")}
    rows.delete()
    kept = DossierFile.objects.filter(file__in=files).values_list("file_id", flat=True)
    for pk in files.keys() - set(kept):
        storing.drop(files[pk])


def _skip_pending(user_id: int) -> None:
    """Whoever signs reads the draft again."""
    pending = Conferral.objects.pending().filter(user_id=user_id)
    ids = list(pending.values_list("decision_id", flat=True))
    decisions = AwardDecision.objects.filter(pk__in=ids)
    list(db.locked(decisions.order_by("pk")))  # nobody signs or releases them meanwhile
    pending.update(skipped_reason=GONE)
    decisions.filter(state=DecisionState.DRAFT).update(version=F("version") + 1)


def _forget_revocations(user_id: int, at: dt.datetime) -> None:
    ended = Revocation.objects.filter(conferral__user_id=user_id)
    given_back = Restoration.objects.filter(revocation__conferral__user_id=user_id)
    for title, rows in ((REVOKED, ended), (RESTORED, given_back)):
        papers = rows.filter(paper__isnull=False).values_list("paper_id", flat=True)
        issuing.forget([pk for pk in papers if pk is not None], title=title, at=at)
        rows.update(reason=ERASED_NAME)
