"""Sign an edition; the last signature puts it in force."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.accounts.queries import factor_of
from sangkien.agreements import steps, writing
from sangkien.agreements.actions import pledging
from sangkien.agreements.actions.holding import ensure_untouched, held, note, party_in, the_open_one
from sangkien.agreements.enums import AgreementState, EditionState, SigningMethod
from sangkien.agreements.errors import ChangedSince, WrongStep
from sangkien.agreements.events import EditionInForce, EditionSigned
from sangkien.agreements.models import Agreement, Edition, Party, Signature
from sangkien.agreements.permissions import can_bring_paper, can_sign
from sangkien.agreements.queries.pacts import parties_of, signatures_of
from sangkien.core.errors import NotAllowed
from sangkien.files.actions import storing
from sangkien.files.actions.storing import MEGABYTE, Limits
from sangkien.files.enums import PICTURES, FileKind
from sangkien.papers.actions import issuing

PURPOSE = "agreement"
LIMITS = Limits(
    kinds=frozenset({FileKind.PDF}) | PICTURES,
    most_bytes=20 * MEGABYTE,
    most_a_day=200 * MEGABYTE,
)


@transaction.atomic
def sign(
    agreement: Agreement, party: Party, *, seen: str, address: str = "", by: Actor, at: dt.datetime
) -> Edition:
    """ "Ký giao ước": the edition with the digest that was read, for the own unit, by somebody who
    has just proved to be there.
    """
    row = held(agreement)
    party = party_in(row, party)
    if not can_sign(by, party):
        raise NotAllowed(_("Bạn không ký giao ước thay cho bên này."))
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi ký giao ước."))
    earlier = signed_before(row, party, seen=seen, by=by)
    if earlier is not None:
        return earlier
    edition = signable(row, party, seen=seen)
    ensure_one_party_each(edition, party, SigningMethod.SECOND_FACTOR, by=by)
    signature = Signature(
        edition=edition,
        party=party,
        method=SigningMethod.SECOND_FACTOR,
        digest=edition.digest,
        factor=factor_of(by.user_id),
        signed_by_id=by.user_id,
        signed_at=at,
    )
    return add(row, edition, signature, address=address, by=by, at=at)


def sign_on_paper(
    agreement: Agreement,
    party: Party,
    upload: "UploadedFile[Any]",
    *,
    seen: str,
    address: str = "",
    by: Actor,
    at: dt.datetime,
) -> Edition:
    """ "Nộp bản đã ký": the scan or photo of the paper, or a PDF signed elsewhere, by the party
    itself, or by the unit that drafted it for a party outside of the union.
    """
    if not can_bring_paper(by, party_in(agreement, party)):
        raise NotAllowed(_("Bạn không nộp bản đã ký thay cho bên này."))
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại chính bạn trước khi nộp bản ký."))
    prepared = storing.prepare(upload, LIMITS)
    with transaction.atomic():
        row = held(agreement)
        party = party_in(row, party)
        earlier = signed_before(row, party, seen=seen, by=by)
        if earlier is not None:
            return earlier
        edition = signable(row, party, seen=seen)
        ensure_one_party_each(edition, party, SigningMethod.PAPER, by=by)
        signature = Signature(
            edition=edition,
            party=party,
            method=SigningMethod.PAPER,
            digest=edition.digest,
            file=storing.keep(prepared, purpose=PURPOSE, by=by, at=at, limits=LIMITS),
            signed_by_id=by.user_id,
            signed_at=at,
        )
        return add(row, edition, signature, address=address, by=by, at=at)


def signed_before(row: Agreement, party: Party, *, seen: str, by: Actor) -> Edition | None:
    """The same signature sent twice is one."""
    found = Signature.objects.filter(edition__agreement=row, party=party, digest=seen)
    earlier = found.select_related("edition").first()
    if earlier is None:
        return None
    if earlier.signed_by_id != by.user_id:
        raise ChangedSince(_("Bên này đã có người ký rồi. Hãy tải lại trang."))
    return earlier.edition


def signable(row: Agreement, party: Party, *, seen: str) -> Edition:
    steps.ensure_living(row.state_enum)
    edition = the_open_one(row)
    steps.ensure_step(edition.state_enum, EditionState.AGREED)
    if edition.digest != seen:
        raise ChangedSince(_("Bản này đã thay đổi sau khi bạn đọc. Hãy đọc lại rồi ký."))
    ensure_untouched(edition)
    return edition


def ensure_one_party_each(
    edition: Edition, party: Party, method: SigningMethod, *, by: Actor
) -> None:
    """Nobody makes an agreement with themselves. The paper of two units may come through one hand
    (others signed it), that of a party outside of the union through any.
    """
    if party.unit_id is None or by.user_id is None:
        return
    own = Signature.objects.filter(
        edition=edition, signed_by_id=by.user_id, party__unit__isnull=False
    )
    if method == SigningMethod.PAPER:
        own = own.exclude(method=SigningMethod.PAPER)
    if own.exists():
        raise WrongStep(
            _("Bạn đã ký cho một bên khác của giao ước này; bên này cần người khác ký.")
        )


def add(
    row: Agreement,
    edition: Edition,
    signature: Signature,
    *,
    address: str,
    by: Actor,
    at: dt.datetime,
) -> Edition:
    signature.save(force_insert=True)
    note(
        EditionSigned,
        row,
        edition,
        by=by,
        at=at,
        edition_id=edition.pk,
        signature_id=signature.pk,
        party_id=signature.party_id,
        party=signature.party.label,
        digest=signature.digest,
        method=signature.method,
        factor=signature.factor,
        address=address,
        file=signature.file.sha256 if signature.file else "",
        certificate=signature.fingerprint,
    )
    everybody = [party.pk for party in parties_of(row)]
    signatures = signatures_of([edition])
    if steps.are_all_signed(everybody, [one.party_id for one in signatures]):
        _put_in_force(row, edition, signatures, by=by, at=at)
    return Edition.objects.get(pk=edition.pk)


def _put_in_force(
    row: Agreement, edition: Edition, signatures: list[Signature], *, by: Actor, at: dt.datetime
) -> None:
    """Paper with its code, the state, the targets: all of it with the last signature."""
    paper = issuing.issue(writing.paper(row, edition, signatures, at=at), by=by, at=at)
    Edition.objects.filter(pk=edition.pk).update(
        state=EditionState.SIGNED, signed_at=at, paper=paper
    )
    if not edition.is_annex:
        Agreement.objects.filter(pk=row.pk).update(state=AgreementState.IN_FORCE, signed_at=at)
    targets = pledging.keep(row, edition, by=by, at=at)
    details = {"label": paper.label, "digest": edition.digest, "targets": targets}
    note(EditionInForce, row, edition, by=by, at=at, **details)
