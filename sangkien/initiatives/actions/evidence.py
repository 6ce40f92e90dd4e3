"""Add evidence to an initiative, take it away, let everybody see a photo."""

import datetime as dt
import uuid
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, text
from sangkien.core.errors import NotAllowed
from sangkien.files.actions import storing, uploading
from sangkien.files.actions.storing import MEGABYTE, Limits, Prepared
from sangkien.files.enums import PAPERS, PICTURES, SOUNDS
from sangkien.files.models import Upload
from sangkien.initiatives import evidence as held
from sangkien.initiatives import permissions, rules, secrecy
from sangkien.initiatives.enums import EvidenceKind, State
from sangkien.initiatives.errors import TooMuchEvidence, WrongState
from sangkien.initiatives.events import (
    EvidenceAdded,
    EvidenceEvent,
    EvidenceInfected,
    EvidenceRemoved,
    PhotoHidden,
    PhotoPublished,
)
from sangkien.initiatives.models import Evidence, Initiative
from sangkien.journal.actions.recording import record

PURPOSE = "evidence"
A_DAY = 200 * MEGABYTE
_PHOTO = Limits(kinds=PICTURES, most_a_day=A_DAY)
_OTHER_LIMITS = {
    EvidenceKind.DOCUMENT: Limits(kinds=PAPERS, most_a_day=A_DAY),
    EvidenceKind.VOICE: Limits(
        kinds=SOUNDS, most_bytes=2 * MEGABYTE, most_seconds=62, most_a_day=A_DAY
    ),
}
LONGEST_CAPTION = 200


def limits_of(kind: EvidenceKind) -> Limits:
    return _OTHER_LIMITS.get(kind, _PHOTO)


def subject_of(initiative: Initiative) -> str:
    """What an upload in pieces is meant for: it fits no other initiative."""
    return f"initiative:{initiative.pk}"


def add(
    initiative: Initiative,
    *,
    kind: EvidenceKind,
    upload: "UploadedFile[Any]",
    by: Actor,
    at: dt.datetime,
    caption: str = "",
    is_public: bool = False,
    request_key: uuid.UUID | None = None,
) -> Evidence:
    """ "Thêm minh chứng". The same file, or the same `request_key`, again is the same evidence.

    `is_public` is the author's consent; anybody else's tick counts for nothing.
    """
    _ensure_may_add(initiative, by)
    request_key = request_key or _key_of(initiative, kind, upload)
    again = _added_before(initiative, request_key)
    if again is not None:
        return again
    prepared = storing.prepare(upload, limits_of(kind))
    row = Evidence(initiative=initiative, kind=kind, request_key=request_key)
    row.caption = text.clean_line(caption)[:LONGEST_CAPTION]
    if is_public and row.is_photo and permissions.can_publish_photos(by, initiative):
        row.published_at = at
    return _keep(row, prepared, by=by, at=at)


def add_uploaded(
    initiative: Initiative,
    *,
    kind: EvidenceKind,
    upload: Upload,
    by: Actor,
    at: dt.datetime,
    caption: str = "",
    is_public: bool = False,
) -> Evidence:
    """The same with a file that came in pieces; its key is the key of the request."""
    again = _added_before(initiative, upload.key)
    if again is not None:
        return again
    added = add(
        initiative,
        kind=kind,
        upload=uploading.assembled(upload),
        request_key=upload.key,
        caption=caption,
        is_public=is_public,
        by=by,
        at=at,
    )
    uploading.finish(upload, added.file)
    return added


def _ensure_may_add(initiative: Initiative, by: Actor) -> None:
    if not permissions.is_own(by, initiative):
        raise NotAllowed(_("Chỉ tác giả hoặc người nhập mới thêm được minh chứng."))
    if not permissions.can_add_evidence(by, initiative):
        raise WrongState(_("Sáng kiến đã có kết quả xét nên không thêm minh chứng được nữa."))


def _key_of(initiative: Initiative, kind: EvidenceKind, upload: "UploadedFile[Any]") -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{initiative.pk}:{kind.value}:{storing.digest(upload)}")


def _added_before(initiative: Initiative, request_key: uuid.UUID) -> Evidence | None:
    rows = Evidence.objects.filter(initiative=initiative, request_key=request_key)
    return rows.select_related("file").first()


@transaction.atomic
def _keep(row: Evidence, prepared: Prepared, *, by: Actor, at: dt.datetime) -> Evidence:
    """The initiative is held, so that two at once neither pass the limit nor a decision."""
    initiative = db.locked(Initiative.objects.filter(pk=row.initiative_id)).get()
    _ensure_may_add(initiative, by)
    again = _added_before(initiative, row.request_key)
    if again is not None:
        return again
    standing = _make_room(initiative, row.kind_enum, by=by, at=at)
    stored = storing.keep(
        prepared,
        purpose=PURPOSE,
        by=by,
        at=at,
        limits=limits_of(row.kind_enum),
        is_sealed=initiative.is_secret,
    )
    if initiative.is_secret:
        secrecy.seal_evidence(row, name=prepared.name)
    if sum(one.file.size for one in standing) + stored.size > rules.MOST_EVIDENCE_BYTES:
        raise TooMuchEvidence(
            _("Minh chứng của một sáng kiến nhiều nhất là %(most)s MB.")
            % {"most": rules.MOST_EVIDENCE_BYTES // MEGABYTE}
        )
    row.file, row.added_by_id, row.added_at = stored, by.user_id, at
    last: int | None = initiative.evidence.aggregate(last=Max("position"))["last"]
    row.position = (last or 0) + 1
    row.save(force_insert=True)
    recorded(EvidenceAdded, row, by=by, at=at)
    return row


def _make_room(
    initiative: Initiative, kind: EvidenceKind, *, by: Actor, at: dt.datetime
) -> list[Evidence]:
    """What stays beside it. In a draft a new photo of before, or of after, takes the place of the
    earlier one.
    """
    standing = held.standing(initiative)
    if initiative.state_enum == State.DRAFT and kind in {EvidenceKind.BEFORE, EvidenceKind.AFTER}:
        for earlier in [one for one in standing if one.kind_enum == kind]:
            _remove(earlier, by=by, at=at)
            standing.remove(earlier)
    rules.ensure_room(kind, held.kinds_held(standing))
    return standing


@transaction.atomic
def remove(evidence: Evidence, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ minh chứng" before it was sent; the file goes with the weekly cleaning."""
    initiative = db.locked(Initiative.objects.filter(pk=evidence.initiative_id)).get()
    if not permissions.can_remove_evidence(by, initiative):
        raise NotAllowed(_("Sáng kiến đã gửi nên không bỏ minh chứng được nữa."))
    _remove(evidence, by=by, at=at)


def _remove(evidence: Evidence, *, by: Actor, at: dt.datetime) -> None:
    removed, _rows = Evidence.objects.filter(pk=evidence.pk).delete()
    if removed:
        recorded(EvidenceRemoved, evidence, by=by, at=at)


@transaction.atomic
def set_public(evidence: Evidence, *, is_public: bool, by: Actor, at: dt.datetime) -> Evidence:
    """ "Đồng ý công khai ảnh", or take that back; twice the same changes nothing."""
    if evidence.initiative.is_secret:
        raise NotAllowed(_("Ảnh của sáng kiến giữ bí mật kinh doanh không công khai được."))
    if not permissions.can_publish_photos(by, evidence.initiative):
        raise NotAllowed(_("Chỉ tác giả quyết định việc công khai ảnh."))
    if not evidence.is_photo:
        raise NotAllowed(_("Chỉ ảnh mới công khai được."))
    rows = Evidence.objects.filter(pk=evidence.pk, published_at__isnull=is_public)
    if rows.update(published_at=at if is_public else None):
        evidence.published_at = at if is_public else None
        recorded(PhotoPublished if is_public else PhotoHidden, evidence, by=by, at=at)
    return evidence


@transaction.atomic
def note_infected(file_id: int, *, at: dt.datetime) -> None:
    """ "Ghi nhận tệp có mã độc": its initiative says so to whoever added it."""
    rows = Evidence.objects.filter(file_id=file_id).select_related("initiative")
    for row in rows:
        recorded(EvidenceInfected, row, by=Actor.system(), at=at)


def forget_person(user_id: int) -> None:
    """What of the evidence says who the author was: the voice, and the consent to publish."""
    own = Evidence.objects.filter(initiative__author_id=user_id)
    own.filter(kind=EvidenceKind.VOICE).delete()
    own.update(published_at=None)


def recorded(event: type[EvidenceEvent], evidence: Evidence, *, by: Actor, at: dt.datetime) -> None:
    initiative = evidence.initiative
    happened = event(
        initiative_id=initiative.pk,
        programme_id=initiative.programme_id,
        unit_id=initiative.unit_id,
        evidence_id=evidence.pk,
        kind=evidence.kind,
    )
    record(happened, by=by, at=at)
