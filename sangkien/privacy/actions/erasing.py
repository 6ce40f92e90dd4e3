"""Take out of every table who somebody was, and remember only that it was done."""

import csv
import datetime as dt
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.accounts.queries import absorbed_ids
from sangkien.core import personal
from sangkien.core.periods import end_of, local_day
from sangkien.journal.actions.recording import record
from sangkien.privacy.actions import requests
from sangkien.privacy.enums import RequestKind, RequestState
from sangkien.privacy.errors import InvalidRequest
from sangkien.privacy.events import PersonErased
from sangkien.privacy.models import Consent, DataRequest, Erasure


@transaction.atomic
def erase(request: DataRequest, *, text: str, by: Actor, at: dt.datetime) -> Erasure:
    """ "Xóa dữ liệu": cannot be undone; initiatives stay and count, without the name."""
    requests.ensure_handles(request, by)
    if request.kind != RequestKind.DELETE:
        raise InvalidRequest(_("Người này không yêu cầu xóa dữ liệu."))
    requests.finish(request, state=RequestState.DONE, text=text, by=by, at=at)
    erasure = _forget(request.user_id, at=at)
    for closed_id in absorbed_ids(request.user_id):  # an older copy knows them as accounts
        _forget(closed_id, at=at)
    event = PersonErased(request_id=request.pk, user_id=request.user_id, kind=request.kind)
    record(event, by=by, at=at)
    return erasure


def _forget(user_id: int, *, at: dt.datetime) -> Erasure:
    for erase_part in personal.erasers():
        erase_part(user_id, at)
    erasure, _new = Erasure.objects.get_or_create(
        user_id=user_id, defaults={"erased_on": local_day(at)}
    )
    return erasure


def anonymise(user_id: int, at: dt.datetime) -> None:
    """That a request was made and answered stays, its words go; consents end."""
    Consent.objects.filter(user_id=user_id, withdrawn_at=None).update(withdrawn_at=at)
    rows = DataRequest.objects.filter(user_id=user_id)
    rows.update(text="", answer="", extension_reason="")
    still_open = rows.open()
    still_open.update(state=RequestState.CANCELLED, answered_at=at)


def reapply(ledger: Path, *, at: dt.datetime) -> int:
    """ "Xóa lại sau khi khôi phục": those of the ledger whom an older copy brought back.

    A number that a newer account has meanwhile got is left alone.
    """
    done = 0
    for user_id, erased_on in read(ledger).items():
        came_back = User.objects.filter(pk=user_id, created_at__lt=end_of(erased_on))
        if not came_back.exists() or Erasure.objects.filter(user_id=user_id).exists():
            continue
        with transaction.atomic():
            _forget(user_id, at=at)
            Erasure.objects.filter(user_id=user_id).update(erased_on=erased_on)
        done += 1
    return done


def write(ledger: Path) -> int:
    """Keep the ledger beside the database, so that it outlives a restore; only ever grows."""
    kept = read(ledger)
    rows = {**kept, **dict(Erasure.objects.values_list("user_id", "erased_on"))}
    if rows == kept:
        return 0
    ledger.parent.mkdir(parents=True, exist_ok=True)
    fresh = ledger.with_suffix(".new")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            (user_id, erased_on.isoformat()) for user_id, erased_on in sorted(rows.items())
        )
    fresh.replace(ledger)
    return len(rows) - len(kept)


def read(ledger: Path) -> dict[int, dt.date]:
    if not ledger.exists():
        return {}
    with ledger.open(encoding="utf-8", newline="") as file:
        return {int(pk): dt.date.fromisoformat(day) for pk, day in csv.reader(file)}
