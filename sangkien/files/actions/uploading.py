"""Take a file in pieces; whoever lost the network goes on where it stopped."""

import datetime as dt
import hashlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import vault
from sangkien.core.errors import NotAllowed
from sangkien.files.actions.storing import MEGABYTE, Limits, ensure_within_the_day
from sangkien.files.errors import RefusedFile, WrongOffset
from sangkien.files.models import StoredFile, Upload, UploadPiece

MOST_A_PIECE = 256 * 1024
MOST_UNFINISHED = 20  # of one person
KEPT = dt.timedelta(hours=24)
BATCH = 200


@transaction.atomic
def begin(
    *,
    subject: str,
    purpose: str,
    name: str,
    size: int,
    sha256: str,
    by: Actor,
    at: dt.datetime,
    limits: Limits,
    is_sealed: bool = False,
) -> Upload:
    """ "Bắt đầu tải lên", or go on with the same file that was begun before."""
    if by.user_id is None:
        raise NotAllowed(_("Hãy đăng nhập để gửi tệp."))
    own = Upload.objects.filter(owner_id=by.user_id, stored=None, expires_at__gt=at)
    again = own.filter(subject=subject, size=size, sha256=sha256).exclude(sha256="").first()
    if again is not None:
        return again
    if not 0 < size <= limits.most_bytes:
        most = limits.most_bytes // MEGABYTE
        raise RefusedFile(_("Tệp trống hoặc quá lớn, nhiều nhất là %(most)s MB.") % {"most": most})
    ensure_within_the_day(size, purpose=purpose, by=by, at=at, limits=limits)
    if own.count() >= MOST_UNFINISHED:
        raise RefusedFile(_("Còn nhiều tệp đang gửi dở. Hãy gửi xong rồi gửi tiếp."))
    return Upload.objects.create(
        owner_id=by.user_id,
        subject=subject,
        original_name="" if is_sealed else name[:200],
        is_sealed=is_sealed,
        size=size,
        sha256=sha256,
        started_at=at,
        expires_at=at + KEPT,
    )


@transaction.atomic
def receive(upload: Upload, *, offset: int, content: bytes, at: dt.datetime) -> Upload:
    """ "Nhận một phần tệp". Of two that send the same piece one is told where to go on."""
    end = offset + len(content)
    if not content or len(content) > MOST_A_PIECE or end > upload.size:
        raise RefusedFile(_("Phần gửi lên không đúng cỡ. Hãy chọn lại tệp."))
    moved = Upload.objects.filter(pk=upload.pk, offset=offset, stored=None).update(
        offset=end, expires_at=at + KEPT
    )
    if not moved:
        raise WrongOffset(Upload.objects.values_list("offset", flat=True).get(pk=upload.pk))
    piece = vault.seal(content) if upload.is_sealed else content
    UploadPiece.objects.create(upload=upload, offset=offset, content=piece)
    upload.offset = end
    if upload.is_whole and not _is_right(upload):
        _start_anew(upload)
    return upload


def _is_right(upload: Upload) -> bool:
    return upload.sha256 in {"", hashlib.sha256(_content(upload)).hexdigest()}


def _content(upload: Upload) -> bytes:
    rows = upload.pieces.order_by("offset").values_list("content", flat=True)
    pieces = (bytes(piece) for piece in rows)
    return b"".join(map(vault.unseal, pieces) if upload.is_sealed else pieces)


def _start_anew(upload: Upload) -> None:
    """Something was changed on the way: the sender reads that nothing has arrived."""
    upload.pieces.all().delete()
    Upload.objects.filter(pk=upload.pk).update(offset=0)
    upload.offset = 0


def assembled(upload: Upload) -> "UploadedFile[Any]":
    """The whole file, as if it had come at once."""
    if not upload.is_whole:
        raise RefusedFile(_("Tệp chưa gửi xong. Hãy chờ gửi xong hoặc chọn lại tệp."))
    return SimpleUploadedFile(upload.original_name or "tep", _content(upload))


def finish(upload: Upload, stored: StoredFile) -> None:
    """ "Xong lượt tải lên": call in the transaction that stored it."""
    upload.pieces.all().delete()
    Upload.objects.filter(pk=upload.pk).update(stored=stored)
    upload.stored = stored


def drop_unfinished(subject: str) -> None:
    """ "Bỏ lượt tải lên còn dở" of one thing; whoever sends it begins anew."""
    Upload.objects.filter(subject=subject, stored=None).delete()


def remove_expired(now: dt.datetime) -> int:
    """ "Dọn lượt tải lên bỏ dở", and those whose file found its place long ago."""
    found = Upload.objects.filter(expires_at__lte=now).order_by("pk")
    pks = list(found.values_list("pk", flat=True)[:BATCH])
    Upload.objects.filter(pk__in=pks).delete()
    return len(pks)
