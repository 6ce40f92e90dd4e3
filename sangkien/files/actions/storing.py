"""Keep what somebody uploaded, and let go of what nobody holds."""

import datetime as dt
import hashlib
import io
import secrets
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import vault
from sangkien.files import pictures, queries, rules, sounds
from sangkien.files.enums import PICTURES, SOUNDS, FileKind, FileState
from sangkien.files.errors import RefusedFile
from sangkien.files.models import StoredFile
from sangkien.files.recognising import recognise

BATCH = 200
MEGABYTE = 1024 * 1024
DAY = dt.timedelta(days=1)
SMALL = "-nho"  # after the name of a picture: the small one beside it


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a page takes; `most_a_day` are the bytes that one person may send for this purpose."""

    kinds: frozenset[FileKind]
    most_bytes: int = 10 * MEGABYTE
    most_seconds: int | None = None
    most_a_day: int | None = None


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A file that was looked at and, if it is a picture, drawn anew; nothing is stored yet."""

    kind: FileKind
    name: str
    upload: "UploadedFile[Any]"
    drawn: pictures.Drawn | None = None
    seconds: int | None = None


def prepare(upload: "UploadedFile[Any]", limits: Limits) -> Prepared:
    """Everything that takes time, to be done before a transaction begins; or RefusedFile."""
    kind = _ensure_welcome(upload, limits)
    return Prepared(
        kind=kind,
        name=rules.display_name(upload.name or "", kind.value),
        upload=upload,
        drawn=pictures.drawn(_file(upload), kind) if kind in PICTURES else None,
        seconds=_ensure_short(upload, kind, limits) if kind in SOUNDS else None,
    )


def store(
    upload: "UploadedFile[Any]", *, purpose: str, by: Actor, at: dt.datetime, limits: Limits
) -> StoredFile:
    """ "Lưu tệp": the caller's action has checked that the person may, and points to the result."""
    return keep(prepare(upload, limits), purpose=purpose, by=by, at=at, limits=limits)


@transaction.atomic
def keep(
    prepared: Prepared,
    *,
    purpose: str,
    by: Actor,
    at: dt.datetime,
    limits: Limits,
    is_sealed: bool = False,
) -> StoredFile:
    """The row is written first: without the bytes it is rolled back, so there is never a row
    alone.
    """
    size = prepared.upload.size or 0
    ensure_within_the_day(size, purpose=purpose, by=by, at=at, limits=limits)
    stored = StoredFile(
        name=new_name(at),
        original_name=sealed_name(prepared.kind) if is_sealed else prepared.name,
        is_sealed=is_sealed,
        content_type=prepared.kind,
        seconds=prepared.seconds,
        purpose=purpose,
        uploaded_by_id=by.user_id,
        stored_at=at,
        state=FileState.QUARANTINED if settings.CLAMAV else FileState.CLEAN,
    )
    if prepared.drawn is not None:
        return _keep_picture(stored, prepared.drawn)
    return _keep_as_it_is(stored, prepared.upload)


@transaction.atomic
def keep_made(
    file: IO[bytes], *, kind: FileKind, name: str, purpose: str, owner_id: int, at: dt.datetime
) -> StoredFile:
    """ "Lưu tệp hệ thống lập": a file that the program wrote for somebody; nobody scans it."""
    content = File(file)
    stored = StoredFile(
        name=new_name(at),
        original_name=rules.display_name(name, kind.value),
        content_type=kind,
        purpose=purpose,
        uploaded_by_id=owner_id,
        stored_at=at,
        size=file.seek(0, io.SEEK_END),
        sha256=digest(content),
    )
    stored.save(force_insert=True)
    storages["files"].save(stored.name, content)
    return stored


def drop(stored: StoredFile) -> None:
    """Nothing points to it any more: the row goes at once, the bytes with the transaction."""
    stored.delete()
    transaction.on_commit(partial(remove_bytes, stored))


def new_name(at: dt.datetime) -> str:
    return f"{at:%Y/%m}/{secrets.token_hex(20)}"


def sealed_name(kind: FileKind) -> str:
    """What a closed file is called on the outside; kept, so never in the language of the page."""
    return rules.display_name("Minh chứng bí mật", kind.value)


def _keep_picture(stored: StoredFile, drawn: pictures.Drawn) -> StoredFile:
    content, small = drawn.content, drawn.small
    if stored.is_sealed:
        content, small = vault.seal(content), vault.seal(small)
    stored.width, stored.height = drawn.width, drawn.height
    stored.size, stored.sha256 = len(drawn.content), hashlib.sha256(content).hexdigest()
    stored.small_name = f"{stored.name}{SMALL}"
    stored.save(force_insert=True)
    storages["files"].save(stored.name, ContentFile(content))
    storages["files"].save(stored.small_name, ContentFile(small))
    return stored


def _keep_as_it_is(stored: StoredFile, upload: "UploadedFile[Any]") -> StoredFile:
    stored.size = upload.size or 0
    content: Any = upload
    if stored.is_sealed:
        content = ContentFile(vault.seal(b"".join(upload.chunks())))
    stored.sha256 = digest(content)
    stored.save(force_insert=True)
    storages["files"].save(stored.name, content)
    return stored


def _file(upload: "UploadedFile[Any]") -> Any:
    """Pillow wants the file itself, not Django's wrapper."""
    upload.seek(0)
    return upload.file


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


def _ensure_short(upload: "UploadedFile[Any]", kind: FileKind, limits: Limits) -> int:
    lasts = sounds.seconds(_file(upload), kind)
    if limits.most_seconds is not None and lasts > limits.most_seconds:
        raise RefusedFile(
            _("Ghi âm dài %(lasts)s giây, nhiều nhất là %(most)s giây. Hãy ghi lại ngắn hơn.")
            % {"lasts": lasts, "most": limits.most_seconds}
        )
    return lasts


def ensure_within_the_day(
    size: int, *, purpose: str, by: Actor, at: dt.datetime, limits: Limits
) -> None:
    """Raise when a person has sent too much for this purpose since yesterday."""
    if limits.most_a_day is None or by.user_id is None:
        return
    sent = queries.bytes_since(by.user_id, purpose=purpose, since=at - DAY)
    if sent + size > limits.most_a_day:
        raise RefusedFile(
            _("Hôm nay bạn đã gửi nhiều tệp (tối đa %(most)s MB mỗi ngày). Mời gửi tiếp ngày mai.")
            % {"most": limits.most_a_day // MEGABYTE}
        )


def digest(upload: "File[Any]") -> str:
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    upload.seek(0)
    return found.hexdigest()


def remove_unheld(now: dt.datetime) -> int:
    """ "Dọn tệp": rows first, then bytes; a table that still points to one keeps both."""
    found = list(queries.unheld(now).order_by("pk")[:BATCH])
    for stored in found:
        with transaction.atomic():
            drop(stored)
    return len(found)


def remove_bytes(stored: StoredFile) -> None:
    """Whatever lies in the storage for it; call once the row says that there is nothing."""
    for name in filter(None, (stored.name, stored.small_name)):
        storages["files"].delete(name)
