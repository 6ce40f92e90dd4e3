"""Editions and their registers as PDF and Word files."""

import datetime as dt
from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from sangkien.agreements import registers, writing
from sangkien.agreements.contents import Signer
from sangkien.agreements.enums import Span
from sangkien.agreements.models import Agreement, Edition, Signature
from sangkien.core.periods import local_day
from sangkien.papers import certificates, printing, queries
from sangkien.papers.actions import issuing
from sangkien.papers.official import Letterhead, OfficialPaper, Paragraph
from sangkien.papers.official import Signature as Block

LAYOUTS_TO_SIGN = 3  # this one, and those in which a file may have been fetched before


def pdf(
    row: Agreement,
    edition: Edition,
    signatures: Sequence[Signature],
    parties: Sequence[Signer],
    *,
    at: dt.datetime,
) -> bytes:
    """What was signed as it was issued; before that marked all over, without number and code."""
    if edition.paper is not None:
        return queries.pdf_of(edition.paper)
    draft = writing.paper(row, edition, signatures, at=at, signers=parties, is_draft=True)
    return issuing.preview(draft)


def to_sign(row: Agreement, edition: Edition, *, template: str = printing.TEMPLATE) -> bytes:
    """ "Bản để ký": what all parties agreed on, with room for a number and for every signature, on
    paper or by certificate. The same edition gives the same bytes.
    """
    with translation.override(writing.VIETNAMESE):
        paper = writing.described(row, edition, (), edition.signers)
    pdf = printing.as_pdf(paper, template=template)
    if not certificates.is_available():
        return pdf
    rooms = zip(edition.signers, printing.rooms(paper, template=template), strict=True)
    return certificates.with_fields(pdf, [(field_of(one.place), room) for one, room in rooms])


def was_to_sign(row: Agreement, edition: Edition, signed: bytes) -> bytes:
    """What somebody signed: the file that is given out now, or the one that was fetched, or signed
    by another party already, while papers had one of the layouts before.
    """
    for template in printing.LAYOUTS[-LAYOUTS_TO_SIGN:]:
        given = to_sign(row, edition, template=template)
        if signed.startswith(given):
            return given
    return to_sign(row, edition)


def field_of(place: int) -> str:
    """The signature field of a party."""
    return f"BEN_{place}"


def docx(
    row: Agreement,
    edition: Edition,
    signatures: Sequence[Signature],
    parties: Sequence[Signer],
    *,
    at: dt.datetime,
) -> bytes:
    """The same for Word. Papers of the first layout are described anew from what was signed."""
    if edition.paper is None:
        draft = writing.paper(row, edition, signatures, at=at, signers=parties, is_draft=True)
        return issuing.preview_docx(draft)
    if edition.paper.template in printing.LAYOUTS:
        return queries.docx_of(edition.paper)
    with translation.override(writing.VIETNAMESE):
        described = writing.described(row, edition, signatures, parties)
    stamp = printing.Stamp(
        label=edition.paper.label,
        issued_on=edition.paper.issued_on,
        code=edition.paper.reference,
        address=edition.paper.address,
    )
    return printing.as_docx(described, stamp=stamp)


def register(
    row: Agreement,
    edition: Edition,
    parties: Sequence[Signer],
    *,
    place: int | None = None,
    superior: str = "",
) -> OfficialPaper:
    """ "Bảng đăng ký giao ước thi đua" on its own: of all parties, or what one of them registers
    with the unit that drafted the agreement; `superior` stands above the name of that party.
    """
    with translation.override(writing.VIETNAMESE):
        own = next((one for one in parties if one.place == place), None)
        words = edition.words if own is None else registers.of_party(edition.words, own.place)
        head = (
            _head(row, edition) if own is None else Letterhead(superior=superior, issuer=own.name)
        )
        by = own or writing.drafting_party(row, parties)
        is_own_draft = own is None or own.unit == row.unit_id
        return OfficialPaper(
            letterhead=head,
            kind=_("BẢNG ĐĂNG KÝ GIAO ƯỚC THI ĐUA"),
            title=_register_title(row),
            addressed_to=() if is_own_draft else (row.unit.name,),
            body=(_belonging(row, edition), *registers.of(words, parties)),
            signatures=(Block(lines=(by.post.upper(),), name=by.signatory),) if by else (),
            is_draft=not edition.is_signed,
        )


def _head(row: Agreement, edition: Edition) -> Letterhead:
    """Of the signed paper, whatever became of the units since then."""
    if edition.paper is None or edition.paper.template not in printing.LAYOUTS:
        return writing.letterhead(row)
    signed = printing.of_data(edition.paper.data).letterhead
    return Letterhead(superior=signed.superior, issuer=signed.issuer)


def _register_title(row: Agreement) -> str:
    if row.span == Span.YEARLY and row.starts_on.year == row.ends_on.year:
        return _("Năm %(year)d") % {"year": row.starts_on.year}
    return writing.span_of(row)


def _belonging(row: Agreement, edition: Edition) -> Paragraph:
    """To which agreement it belongs; the number is known once all have signed."""
    words = {"title": writing.title_of(row, edition)}
    if edition.paper is None:
        text = _("(Theo %(title)s)") % words
    else:
        day = f"{local_day(edition.paper.issued_at):%d/%m/%Y}"
        numbered = {**words, "label": edition.paper.label, "day": day}
        text = _("(Theo %(title)s, số %(label)s ngày %(day)s)") % numbered
    return Paragraph(text=text, is_italic=True, align="center")
