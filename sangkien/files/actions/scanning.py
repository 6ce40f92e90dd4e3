"""Let the scanner look at what waits in quarantine."""

import logging
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F

from sangkien.access.actor import Actor
from sangkien.core.vault import Unreadable
from sangkien.files import queries, scanning
from sangkien.files.actions.storing import remove_bytes
from sangkien.files.enums import FileState
from sangkien.files.events import FileInfected
from sangkien.files.models import StoredFile
from sangkien.journal.actions.recording import record

log = logging.getLogger(__name__)

BATCH = 50


def scan_waiting(now: datetime) -> int:
    """ "Quét mã độc": one file after the other; without a scanner set, nothing has to wait.

    A scanner that is down is asked again in the next round. A file that it cannot read goes
    behind the others.
    """
    if not queries.quarantined().exists():
        return 0
    if not settings.CLAMAV:
        return queries.quarantined().update(state=FileState.CLEAN)
    done = 0
    for stored in list(queries.quarantined()[:BATCH]):
        try:
            done += _scan(stored, now)
        except scanning.ScannerDown as error:
            log.warning("the virus scanner does not answer: %s", error)
            return done
        except (scanning.ScannerRefused, Unreadable, OSError) as error:
            log.warning("file %s could not be scanned: %s", stored.pk, error)
            queries.quarantined().filter(pk=stored.pk).update(scan_tries=F("scan_tries") + 1)
    return done


def _scan(stored: StoredFile, now: datetime) -> int:
    finding = scanning.find(queries.unscanned_chunks(stored), address=settings.CLAMAV)
    if not finding:
        return queries.quarantined().filter(pk=stored.pk).update(state=FileState.CLEAN)
    return condemn(stored, finding=finding, at=now)


@transaction.atomic
def condemn(stored: StoredFile, *, finding: str, at: datetime) -> int:
    """ "Xóa tệp có mã độc": the row stays, so that whoever holds it can say what became of it."""
    changed = queries.quarantined().filter(pk=stored.pk).update(state=FileState.INFECTED)
    if changed:
        event = FileInfected(file_id=stored.pk, finding=finding, found_at=at)
        record(event, by=Actor.system(), at=at)
        transaction.on_commit(partial(remove_bytes, stored))
    return changed
