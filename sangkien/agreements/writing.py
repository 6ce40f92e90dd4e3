"""What the paper of an agreement says: values for `papers`, from rows that are at hand."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _

from sangkien.agreements import registers
from sangkien.agreements.contents import EVERYBODY, Pledge, Signer
from sangkien.agreements.models import Agreement, Edition, Signature
from sangkien.core.periods import VIETNAM, local_day
from sangkien.papers import official, printing
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind
from sangkien.papers.official import Heading, Letterhead, OfficialPaper, Paragraph
from sangkien.units.queries import ancestors, names_then

VIETNAMESE = "vi"  # whatever language the signer reads the pages in
SYMBOL, ANNEX_SYMBOL = "GƯTĐ", "PLGƯTĐ"


def paper(
    row: Agreement,
    edition: Edition,
    signatures: Sequence[Signature],
    *,
    at: dt.datetime,
    signers: Sequence[Signer] | None = None,
    is_draft: bool = False,
) -> Draft:
    """An edition as it stands; `signers` are the parties of a draft that nobody was sent yet."""
    parties = list(signers) if signers is not None else edition.signers
    first = drafting_party(row, parties)
    with translation.override(VIETNAMESE):
        text = replace(described(row, edition, signatures, parties), is_draft=is_draft)
        return Draft(
            kind=PaperKind.AGREEMENT,
            unit=row.unit,
            title=title_of(row, edition),
            issued_on=local_day(at),
            signer_name=first.signatory if first else "",
            signer_post=first.post if first else "",
            template=printing.TEMPLATE,
            symbol=ANNEX_SYMBOL if edition.is_annex else SYMBOL,
            data=printing.to_data(text),
        )


def drafting_party(row: Agreement, parties: Sequence[Signer]) -> Signer | None:
    own = [one for one in parties if one.unit == row.unit_id]
    return next(iter(own or parties), None)


def title_of(row: Agreement, edition: Edition) -> str:
    if edition.is_annex:
        return _("Phụ lục số %(n)d: %(title)s") % {"n": edition.number - 1, "title": row.title}
    return row.title


def span_of(row: Agreement) -> str:
    return f"({row.starts_on:%d/%m/%Y} – {row.ends_on:%d/%m/%Y})"


def described(
    row: Agreement, edition: Edition, signatures: Sequence[Signature], parties: Sequence[Signer]
) -> OfficialPaper:
    """The agreement, or an annex of it, with its register."""
    words = edition.words
    kind = _("PHỤ LỤC GIAO ƯỚC THI ĐUA") if edition.is_annex else _("GIAO ƯỚC THI ĐUA")
    return OfficialPaper(
        letterhead=letterhead(row),
        kind=kind,
        title=f"{title_of(row, edition)}\n{span_of(row)}",
        grounds=words.grounds,
        body=(*_opening(edition, parties), *_articles(edition), *registers.of(words, parties)),
        signatures=signature_blocks(parties, signatures),
        fingerprint=edition.digest,
    )


def letterhead(row: Agreement) -> Letterhead:
    names = names_then(row.unit, row.starts_on)
    above = [unit.name for unit in reversed(ancestors(row.unit))]
    place = official.place_among([names.unit, names.superior, *above])
    return Letterhead(superior=names.superior, issuer=names.unit, place=place)


def _opening(edition: Edition, parties: Sequence[Signer]) -> Iterator[Paragraph]:
    if parties:
        yield Paragraph(text=_("Chúng tôi gồm:"))
        yield from (Paragraph(text=_party(one)) for one in parties)
    if edition.words.amends:
        amends = {"what": edition.words.amends}
        yield Paragraph(text=_("cùng thống nhất sửa đổi, bổ sung: %(what)s") % amends)
    elif parties:
        yield Paragraph(text=_("cùng thống nhất ký giao ước thi đua với các nội dung sau:"))


def _party(one: Signer) -> str:
    name = f"{one.role}: {one.name}" if one.role else one.name
    who = f"{one.signatory}, {one.post}" if one.post else one.signatory
    if not who:
        return f"- {name}."
    return "- " + _("%(party)s, do ông (bà) %(who)s đại diện.") % {"party": name, "who": who}


def _articles(edition: Edition) -> Iterator[Heading | Paragraph]:
    for number, one in enumerate(edition.words.articles, start=1):
        heading = _("Điều %(n)d. %(heading)s") % {"n": number, "heading": one.heading}
        yield Heading(text=heading, level=2)
        yield Paragraph(text=one.text)


def promised_by(one: Pledge, parties: Sequence[Signer]) -> str:
    if one.party == EVERYBODY:
        return _("các bên")
    return next((signer.name for signer in parties if signer.place == one.party), "")


def signature_blocks(
    parties: Sequence[Signer], signatures: Sequence[Signature]
) -> tuple[official.Signature, ...]:
    places = {signature.party.place: signature for signature in signatures}
    return tuple(_block(one, places.get(one.place)) for one in parties)


def _block(one: Signer, signature: Signature | None) -> official.Signature:
    return official.Signature(
        lines=official.standing_in(one.role.upper(), one.name, one.post.upper()),
        name=one.signatory,
        note=_how(signature),
        is_signed=signature is not None,
    )


def _how(signature: Signature | None) -> str:
    if signature is None:
        return ""
    at = f"{signature.signed_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    if signature.certificate:
        by = {"at": at, "who": signature.certificate["subject"]}
        return _("Đã ký bằng chứng thư số của %(who)s, nộp lúc %(at)s") % by
    if signature.is_paper:
        return _("Đã ký trên bản giấy, nộp lúc %(at)s") % {"at": at}
    return _("Đã ký trên phần mềm lúc %(at)s") % {"at": at}
