"""Sign an edition with a certificate: with a tool of one's own, on the file that we gave out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.agreements import files
from sangkien.agreements.actions import signing
from sangkien.agreements.actions.holding import held, party_in
from sangkien.agreements.enums import SigningMethod
from sangkien.agreements.models import Agreement, Edition, Party, Signature
from sangkien.agreements.permissions import can_bring_paper
from sangkien.core.errors import NotAllowed
from sangkien.files.actions import storing
from sangkien.files.actions.storing import MEGABYTE, Limits, Prepared
from sangkien.files.enums import FileKind
from sangkien.papers import certificates
from sangkien.papers.certificates import Found
from sangkien.papers.errors import NotSignedSo

LIMITS = Limits(
    kinds=frozenset({FileKind.PDF}), most_bytes=20 * MEGABYTE, most_a_day=200 * MEGABYTE
)
FACTOR = "certificate"


def sign_with_certificate(
    agreement: Agreement,
    party: Party,
    upload: "UploadedFile[Any]",
    *,
    seen: str,
    address: str = "",
    by: Actor,
    at: dt.datetime,
) -> Edition:
    """ "Ký bằng chứng thư số": the file that `files.to_sign` gave, with a signature more and nothing
    else changed. Raises `NotSignedSo` at "file".
    """
    if not can_bring_paper(by, party_in(agreement, party)):
        raise NotAllowed(_("Bạn không nộp bản đã ký thay cho bên này."))
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi nộp bản ký."))
    if not certificates.is_available():
        raise NotSignedSo(_("Máy chủ này chưa kiểm tra được chữ ký số."), field="file")
    prepared = storing.prepare(upload, LIMITS)
    row = Agreement.objects.select_related("unit__parent").get(pk=agreement.pk)
    earlier = signing.signed_before(row, party, seen=seen, by=by)
    if earlier is not None:
        return earlier
    edition = signing.signable(row, party, seen=seen)
    signed = _bytes(upload)
    given = files.was_to_sign(row, edition, signed)
    found = certificates.signatures_in(signed, given, roots=settings.SIGNING_ROOTS, at=at)
    with transaction.atomic():
        return _keep(agreement, party, prepared, found, seen=seen, address=address, by=by, at=at)


def _keep(
    agreement: Agreement,
    party: Party,
    prepared: Prepared,
    found: Sequence[Found],
    *,
    seen: str,
    address: str,
    by: Actor,
    at: dt.datetime,
) -> Edition:
    """With the agreement held: what was read may have changed while the file was looked at."""
    row = held(agreement)
    party = party_in(row, party)
    earlier = signing.signed_before(row, party, seen=seen, by=by)
    if earlier is not None:
        return earlier
    edition = signing.signable(row, party, seen=seen)
    signing.ensure_one_party_each(edition, party, SigningMethod.CERTIFICATE, by=by)
    signature = Signature(
        edition=edition,
        party=party,
        method=SigningMethod.CERTIFICATE,
        digest=edition.digest,
        factor=FACTOR,
        certificate=_plain(_own(found, edition, party)),
        file=storing.keep(prepared, purpose=signing.PURPOSE, by=by, at=at, limits=LIMITS),
        signed_by_id=by.user_id,
        signed_at=at,
    )
    return signing.add(row, edition, signature, address=address, by=by, at=at)


def _bytes(upload: "UploadedFile[Any]") -> bytes:
    upload.seek(0)
    content: bytes = upload.read()
    upload.seek(0)
    return content


def _own(found: Sequence[Found], edition: Edition, party: Party) -> Found:
    """The signature of this party: in its field, or in a field of the tool's own. Nobody signs for two
    parties with one certificate, nor leaves a signature in the room of another party.
    """
    others = Signature.objects.filter(edition=edition, certificate__isnull=False)
    known = {one.fingerprint for one in others}
    new = [one for one in found if one.fingerprint not in known]
    fields = {files.field_of(one.place) for one in edition.signers} - {files.field_of(party.place)}
    if len(new) > 1:
        raise NotSignedSo(
            _("Tệp này có nhiều chữ ký số mới; mỗi lần nộp chỉ nhận chữ ký của một bên."),
            field="file",
        )
    if not new or new[0].field in fields:
        raise NotSignedSo(
            _(
                "Tệp này không có chữ ký số mới của bên này: chữ ký nằm ở ô của bên khác, hoặc chứng "
                "thư đã ký cho bên khác."
            ),
            field="file",
        )
    return new[0]


def _plain(found: Found) -> dict[str, Any]:
    signed_at = found.signed_at.isoformat() if found.signed_at else ""
    return {**asdict(found), "signed_at": signed_at}
