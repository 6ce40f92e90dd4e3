"""Files of a dossier: one or more for each line of its checklist."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.commendation.actions.dossiers import ensure_writes, touched
from sangkien.commendation.actions.dossiers_moving import held
from sangkien.commendation.errors import InvalidDossier, MovedMeanwhile
from sangkien.commendation.events import DossierFileAdded, DossierFileRemoved
from sangkien.commendation.models import Dossier, DossierFile
from sangkien.commendation.rules import checklist
from sangkien.core import text
from sangkien.files.actions import storing
from sangkien.files.actions.storing import MEGABYTE, Limits, Prepared
from sangkien.files.enums import PAPERS, PICTURES
from sangkien.journal.actions.recording import record

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PURPOSE = "award_dossier"
LIMITS = Limits(kinds=PAPERS | PICTURES, most_bytes=20 * MEGABYTE, most_a_day=300 * MEGABYTE)
MOST_FILES = 40
LONGEST_CAPTION = 200


def add_file(
    dossier: Dossier,
    *,
    key: str,
    upload: "UploadedFile[Any]",
    caption: str,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> DossierFile:
    """ "Nộp thành phần hồ sơ" for the line `key`; the same form sent twice adds one."""
    ensure_writes(dossier, by=by)
    if not checklist.takes(dossier.award.read, key):
        raise InvalidDossier(_("Hồ sơ của hình thức khen này không có thành phần đã chọn."))
    prepared = storing.prepare(upload, LIMITS)
    try:
        return _kept(dossier, key, prepared, caption, request_key=request_key, by=by, at=at)
    except IntegrityError:  # the key of a file of another dossier
        raise MovedMeanwhile(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None


@transaction.atomic
def _kept(
    dossier: Dossier,
    key: str,
    prepared: Prepared,
    caption: str,
    *,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> DossierFile:
    row = held(dossier)
    ensure_writes(row, by=by)
    earlier = DossierFile.objects.filter(dossier=row, request_key=request_key).first()
    if earlier is not None:
        return earlier
    if row.files.count() >= MOST_FILES:
        raise InvalidDossier(_("Một hồ sơ có nhiều nhất %(n)d tệp.") % {"n": MOST_FILES})
    stored = storing.keep(prepared, purpose=PURPOSE, by=by, at=at, limits=LIMITS)
    made = DossierFile.objects.create(
        dossier=row,
        key=key,
        file=stored,
        caption=text.clean_line(caption)[:LONGEST_CAPTION],
        request_key=request_key,
        added_by_id=by.user_id or 0,  # the system hands nothing in
        added_at=at,
    )
    touched(row, seen=row.version, by=by)
    event = DossierFileAdded(
        dossier_id=row.pk, unit_id=row.proposer_id, key=key, digest=stored.sha256
    )
    record(event, by=by, at=at)
    return made


@transaction.atomic
def remove_file(file: DossierFile, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ tệp" while the dossier is being written; twice does no harm."""
    row = held(file.dossier)
    ensure_writes(row, by=by)
    digest = file.file.sha256
    if not DossierFile.objects.filter(pk=file.pk, dossier=row).delete()[0]:
        return
    touched(row, seen=row.version, by=by)
    event = DossierFileRemoved(
        dossier_id=row.pk, unit_id=row.proposer_id, key=file.key, digest=digest
    )
    record(event, by=by, at=at)
