"""The deciding document itself, kept as a file from the moment it was chosen."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.errors import NotAllowed
from sangkien.files.actions import storing
from sangkien.files.enums import FileKind
from sangkien.files.models import StoredFile
from sangkien.units.errors import InvalidPlan
from sangkien.units.models import Unit
from sangkien.units.queries import PAPER, kept_paper

PAPERS = storing.Limits(
    kinds=frozenset({FileKind.PDF, FileKind.DOCX, FileKind.JPEG, FileKind.PNG}),
    most_a_day=200 * storing.MEGABYTE,
)


def keep(upload: "UploadedFile[Any]", at_unit: Unit, *, by: Actor, at: dt.datetime) -> StoredFile:
    """ "Giữ văn bản" between the form and the decision; nobody needs it after a week without one."""
    if not by.can(Permission.UNIT_MANAGE, at=at_unit.path):
        raise NotAllowed(_("Bạn không được ghi quyết định ở đơn vị này."))
    return storing.store(upload, purpose=PAPER, by=by, at=at, limits=PAPERS)


def ensured(file_id: int | None, *, by: Actor) -> StoredFile | None:
    """The file that the person who decides has sent for it, or InvalidPlan."""
    if file_id is None:
        return None
    file = kept_paper(file_id, user_id=by.user_id)
    if file is None or file.is_infected:
        raise InvalidPlan(_("Tệp văn bản không còn. Hãy chọn lại tệp."), field="file")
    return file
