"""The paper itself, kept as a file from the moment it was chosen."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.files.actions import storing
from sangkien.files.enums import FileKind
from sangkien.files.errors import RefusedFile
from sangkien.files.models import StoredFile
from sangkien.journal.actions.recording import record
from sangkien.programmes.actions.authorising import ensure_manages
from sangkien.programmes.events import DocumentFiled
from sangkien.programmes.models import BaseDocument, Programme
from sangkien.programmes.papers import PAPER, kept

PAPERS = storing.Limits(
    kinds=frozenset({FileKind.PDF, FileKind.JPEG, FileKind.PNG}),
    most_a_day=200 * storing.MEGABYTE,
)


def keep(upload: "UploadedFile[Any]", *, by: Actor, at: dt.datetime) -> StoredFile:
    """ "Giữ văn bản" between the form and the act; without one it goes with the weekly cleaning."""
    acts = (Permission.PROGRAMME_MANAGE, Permission.TARGET_MANAGE)
    if not any(by.can_somewhere(permission) for permission in acts):
        raise NotAllowed(_("Bạn không được gửi văn bản của chương trình."))
    return storing.store(upload, purpose=PAPER, by=by, at=at, limits=PAPERS)


def ensured(file_id: int | None, *, standing: int | None = None, by: Actor) -> int | None:
    """The file that stands already, or that the person who acts has sent for it; RefusedFile."""
    if file_id is None or file_id == standing:
        return file_id
    file = kept(file_id, user_id=by.user_id)
    if file is None or file.is_infected:
        raise RefusedFile(_("Tệp văn bản không còn. Hãy chọn lại tệp."))
    return file.pk


@transaction.atomic
def file_document(
    document: BaseDocument, file_id: int, *, by: Actor, at: dt.datetime
) -> BaseDocument:
    """ "Gắn tệp văn bản căn cứ"; the same one again changes nothing."""
    programme = document.programme
    ensure_manages(programme.owner, by)
    db.locked(Programme.objects.filter(pk=programme.pk)).get()
    standing = BaseDocument.objects.values_list("file_id", flat=True).get(pk=document.pk)
    wanted = ensured(file_id, standing=standing, by=by)
    if wanted == standing:
        return document
    BaseDocument.objects.filter(pk=document.pk).update(file_id=wanted)
    document.file_id = wanted
    event = DocumentFiled(
        programme_id=programme.pk,
        unit_id=programme.owner_id,
        document_id=document.pk,
        number=document.number,
    )
    record(event, by=by, at=at)
    return document
