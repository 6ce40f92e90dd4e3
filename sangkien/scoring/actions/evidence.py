"""Files by which a unit proves its marks."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, text
from sangkien.core.errors import NotAllowed
from sangkien.files.actions import storing
from sangkien.files.actions.storing import MEGABYTE, Limits, Prepared
from sangkien.files.enums import PAPERS, PICTURES
from sangkien.files.errors import RefusedFile
from sangkien.journal.actions.recording import record
from sangkien.scoring import permissions
from sangkien.scoring.errors import InvalidCard
from sangkien.scoring.events import EvidenceAdded, EvidenceDropped
from sangkien.scoring.models import Card, CardEvidence
from sangkien.scoring.rules.columns import LONGEST_PROOF

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PURPOSE = "score_card"
LIMITS = Limits(kinds=PAPERS | PICTURES, most_bytes=20 * MEGABYTE, most_a_day=300 * MEGABYTE)
MOST_FILES = 5  # of one criterion


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A form: the criterion, the file, what it shows in one sentence."""

    code: str
    upload: "UploadedFile[Any]"
    words: str
    request_key: uuid.UUID


def add(card: Card, proof: Proof, *, by: Actor, at: dt.datetime) -> CardEvidence:
    """ "Thêm minh chứng" while the card is judged; the same form sent twice adds one."""
    if by.user_id is None or not permissions.can_add_evidence(by, card):
        raise NotAllowed(_("Bạn không thêm minh chứng vào phiếu này được."))
    if proof.code not in {node.code for node in card.opening.table.table.items}:
        raise InvalidCard(_("Hãy chọn tiêu chí."), field="code")
    words = text.clean_line(proof.words)
    if not text.has_words(words) or len(words) > LONGEST_PROOF:
        raise InvalidCard(_("Hãy ghi tệp này chứng minh điều gì."), field="words")
    earlier = CardEvidence.objects.filter(card=card, request_key=proof.request_key).first()
    if earlier is not None:
        return earlier
    try:
        prepared = storing.prepare(proof.upload, LIMITS)
    except RefusedFile as error:
        raise InvalidCard(error.message, field="file") from None
    try:
        return _kept(card, proof, prepared, words, by=by, at=at)
    except IntegrityError:
        found = CardEvidence.objects.filter(card=card, request_key=proof.request_key).first()
        if found is None:
            raise InvalidCard(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return found


@transaction.atomic
def _kept(
    card: Card, proof: Proof, prepared: Prepared, words: str, *, by: Actor, at: dt.datetime
) -> CardEvidence:
    if not permissions.can_add_evidence(by, _held(card)):
        raise NotAllowed(_("Bạn không thêm minh chứng vào phiếu này được."))
    if CardEvidence.objects.filter(card=card, code=proof.code).count() >= MOST_FILES:
        raise InvalidCard(_("Mỗi tiêu chí nhiều nhất 5 tệp."), field="file")
    stored = storing.keep(prepared, purpose=PURPOSE, by=by, at=at, limits=LIMITS)
    row = CardEvidence(
        card=card,
        code=proof.code,
        file=stored,
        words=words,
        added_by_id=by.user_id or 0,
        added_at=at,
        request_key=proof.request_key,
    )
    row.save(force_insert=True)
    event = EvidenceAdded(
        card_id=card.pk, unit_id=card.unit_id, file=stored.sha256, digest=row.seal()
    )
    record(event, by=by, at=at)
    return row


def _held(card: Card) -> Card:
    """As it stands now: nobody sends or judges it before this transaction ends."""
    return db.locked(Card.objects.select_related("unit").filter(pk=card.pk)).get()


@transaction.atomic
def drop(card: Card, row: CardEvidence, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ minh chứng" while the unit writes."""
    if not permissions.can_drop_evidence(by, _held(card)):
        raise NotAllowed(_("Phiếu đã gửi thì minh chứng giữ nguyên."))
    deleted, _rows = CardEvidence.objects.filter(pk=row.pk, card=card).delete()
    if deleted:
        event = EvidenceDropped(card_id=card.pk, unit_id=card.unit_id, file=row.file.sha256)
        record(event, by=by, at=at)
