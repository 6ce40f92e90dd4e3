"""What the paper of an agreement says: a draft for `papers`, from rows that are at hand."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from sangkien.agreements.contents import EVERYBODY, Pledge, Signer
from sangkien.agreements.models import Agreement, Edition, Signature
from sangkien.core.periods import VIETNAM, local_day
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind

VIETNAMESE = "vi"  # whatever language the signer reads the pages in
TEMPLATE = "agreement_1"
SYMBOL, ANNEX_SYMBOL = "GƯTĐ", "PLGƯTĐ"


def paper(
    row: Agreement,
    edition: Edition,
    signatures: Sequence[Signature],
    *,
    at: dt.datetime,
    signers: Sequence[Signer] | None = None,
) -> Draft:
    """An edition as it stands; `signers` are the parties of a draft that nobody was sent yet."""
    parties = list(signers) if signers is not None else edition.signers
    drafting = [one for one in parties if one.unit == row.unit_id] or parties
    first = drafting[0] if drafting else None
    with translation.override(VIETNAMESE):
        return Draft(
            kind=PaperKind.AGREEMENT,
            unit=row.unit,
            title=title_of(row, edition),
            issued_on=local_day(at),
            signer_name=first.signatory if first else "",
            signer_post=first.post if first else "",
            template=TEMPLATE,
            symbol=ANNEX_SYMBOL if edition.is_annex else SYMBOL,
            data=_data(row, edition, parties, signatures),
        )


def title_of(row: Agreement, edition: Edition) -> str:
    if edition.is_annex:
        return _("Phụ lục số %(n)d: %(title)s") % {"n": edition.number - 1, "title": row.title}
    return row.title


def _data(
    row: Agreement, edition: Edition, parties: Sequence[Signer], signatures: Sequence[Signature]
) -> dict[str, Any]:
    words = edition.words
    parent = row.unit.parent
    return {
        "parent": parent.name if parent is not None else "",
        "unit": row.unit.name,
        "heading": _("PHỤ LỤC GIAO ƯỚC THI ĐUA") if edition.is_annex else _("GIAO ƯỚC THI ĐUA"),
        "span": f"{row.starts_on:%d/%m/%Y} – {row.ends_on:%d/%m/%Y}",
        "amends": words.amends,
        "grounds": list(words.grounds),
        "parties": [_party(one) for one in parties],
        "articles": [[one.heading, one.text] for one in words.articles],
        "movements": [[one.name, one.goal, one.launched, one.reviewed] for one in words.movements],
        "pledges": [_pledge(one, parties) for one in words.pledges],
        "blocks": [_block(one, signatures) for one in parties],
        "digest": edition.digest,
    }


def _party(one: Signer) -> list[str]:
    who = f"{one.signatory}, {one.post}" if one.post else one.signatory
    return [one.role, one.name, who]


def _pledge(one: Pledge, parties: Sequence[Signer]) -> list[str]:
    due = f"{one.due_on:%d/%m/%Y}" if one.due_on else ""
    return [
        f"{one.text} ({promised_by(one, parties)})",
        one.measure or (one.of and f"% {one.of}") or str(one.kind.label),
        one.words,
        due,
        one.counted,
    ]


def promised_by(one: Pledge, parties: Sequence[Signer]) -> str:
    if one.party == EVERYBODY:
        return _("các bên")
    return next((signer.name for signer in parties if signer.place == one.party), "")


def _block(one: Signer, signatures: Sequence[Signature]) -> list[str]:
    """Role, name, post, person, and how it was signed."""
    places = {signature.party.place: signature for signature in signatures}
    signature = places.get(one.place)
    return [one.role, one.name, one.post, one.signatory, _how(signature)]


def _how(signature: Signature | None) -> str:
    if signature is None:
        return ""
    at = f"{signature.signed_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    if signature.is_paper:
        return _("Đã ký trên bản giấy, nộp lúc %(at)s") % {"at": at}
    return _("Đã ký trên phần mềm lúc %(at)s") % {"at": at}
