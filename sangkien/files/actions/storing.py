"""Keep what somebody uploaded, and let go of what nobody holds."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.files import queries, rules
from sangkien.files.enums import FileKind
from sangkien.files.errors import RefusedFile
from sangkien.files.models import StoredFile
from sangkien.files.recognising import recognise

BATCH = 200
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a page takes."""

    kinds: frozenset[FileKind]
    most_bytes: int = 10 * MEGABYTE


@transaction.atomic
def store(
    upload: "UploadedFile[Any]", *, purpose: str, by: Actor, at: datetime, limits: Limits
) -> StoredFile:
    """ "Lưu tệp": the caller's action has checked that the person may, and points to the result.

    The row is written first: without the bytes it is rolled back, so there is never a row alone.
    """
    kind = _ensure_welcome(upload, limits)
    stored = StoredFile.objects.create(
        name=f"{at:%Y/%m}/{secrets.token_hex(20)}",
        original_name=rules.display_name(upload.name or "", kind.value),
        size=upload.size or 0,
        sha256=_digest(upload),
        content_type=kind,
        purpose=purpose,
        uploaded_by_id=by.user_id,
        stored_at=at,
    )
    storages["files"].save(stored.name, upload)
    return stored


def _ensure_welcome(upload: "UploadedFile[Any]", limits: Limits) -> FileKind:
    size = upload.size or 0
    if not size:
        raise RefusedFile(_("Tệp này trống. Hãy chọn lại tệp."))
    if size > limits.most_bytes:
        most = limits.most_bytes // MEGABYTE
        raise RefusedFile(_("Tệp quá lớn, nhiều nhất là %(most)s MB.") % {"most": most})
    kind = recognise(upload)
    if kind is None or kind not in limits.kinds:
        wanted = ", ".join(sorted(str(one.label) for one in limits.kinds))
        raise RefusedFile(_("Ở đây chỉ nhận tệp %(kinds)s.") % {"kinds": wanted})
    return kind


def _digest(upload: "UploadedFile[Any]") -> str:
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    upload.seek(0)
    return found.hexdigest()


def remove_unheld(now: datetime) -> int:
    """ "Dọn tệp": rows first, then bytes; a table that still points to one keeps both."""
    found = list(queries.unheld(now).order_by("pk")[:BATCH])
    for stored in found:
        with transaction.atomic():
            stored.delete()
            transaction.on_commit(partial(storages["files"].delete, stored.name))
    return len(found)
