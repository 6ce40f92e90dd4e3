"""Reading stored files."""

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from typing import IO, Any

from django.core.files.storage import storages
from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import vault
from sangkien.core.errors import NotFound
from sangkien.core.relations import pointing_at
from sangkien.files.enums import FileState
from sangkien.files.errors import FileNotReady
from sangkien.files.models import StoredFile, Upload

KEPT_WITHOUT_HOLDER = dt.timedelta(days=7)
CHUNK = 64 * 1024


def opened(stored: StoredFile) -> IO[Any]:
    """The bytes; the caller closes it and has made sure that the reader may have them."""
    return opened_as(stored, stored.name)


def opened_as(stored: StoredFile, name: str) -> IO[Any]:
    """The same under another of its names. What was not scanned yet is not handed out."""
    ensure_ready(stored)
    return _readable(stored, name)


def _readable(stored: StoredFile, name: str) -> IO[Any]:
    """As it came; a sealed one is opened in memory, or vault.Unreadable is raised."""
    file: IO[Any] = storages["files"].open(name, "rb")
    if not stored.is_sealed:
        return file
    with file:
        return io.BytesIO(vault.unseal(file.read()))


def ensure_ready(stored: StoredFile) -> None:
    """Raise unless it may be handed out."""
    if stored.is_infected:
        raise NotFound(_("Tệp này có mã độc nên hệ thống đã xóa. Hãy gửi lại tệp sạch."))
    if not stored.is_clean:
        raise FileNotReady


def unscanned_chunks(stored: StoredFile) -> Iterator[bytes]:
    """For the scanner alone."""
    with _readable(stored, stored.name) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def quarantined() -> QuerySet[StoredFile]:
    """What waits for the scanner, what was tried least first."""
    return StoredFile.objects.filter(state=FileState.QUARANTINED).order_by("scan_tries", "pk")


def waiting() -> tuple[int, dt.datetime | None]:
    """How many wait for the scanner, and since when the oldest does."""
    found = quarantined()
    return found.count(), found.order_by("stored_at").values_list("stored_at", flat=True).first()


def unheld(now: dt.datetime) -> QuerySet[StoredFile]:
    """Files that were stored a week ago and to which no row of any table points."""
    found = StoredFile.objects.filter(stored_at__lt=now - KEPT_WITHOUT_HOLDER)
    for pointer in pointing_at(StoredFile):
        found = found.filter(~Exists(pointer.rows().filter(**{pointer.field: OuterRef("pk")})))
    return found


def get_upload(key: uuid.UUID, *, subject: str, owner: Actor, at: dt.datetime) -> Upload:
    """One that the actor began for this very thing and that has not run out."""
    found = Upload.objects.filter(key=key, subject=subject, owner_id=owner.user_id)
    upload = found.filter(expires_at__gt=at).select_related("stored").first()
    if upload is None:
        raise NotFound(_("Lượt tải lên này không còn nữa. Hãy chọn lại tệp."))
    return upload


def bytes_since(user_id: int, *, purpose: str, since: dt.datetime) -> int:
    """How much a person has stored for a purpose."""
    stored = StoredFile.objects.filter(uploaded_by_id=user_id, purpose=purpose)
    found = stored.filter(stored_at__gte=since).aggregate(sum=Sum("size"))
    return int(found["sum"] or 0)
