"""A document as an official paper: plain values, nothing is written."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sangkien.core.periods import VIETNAM
from sangkien.documents import figures, live, values
from sangkien.documents.enums import BlockKind
from sangkien.documents.models import Document
from sangkien.documents.rules import contents, placeholders
from sangkien.documents.rules.contents import Block
from sangkien.papers import official, printing
from sangkien.papers.actions.issuing import Draft
from sangkien.papers.enums import PaperKind
from sangkien.reports import contents as snapshots

HEADS: Mapping[str, str] = {
    PaperKind.PLAN: "KẾ HOẠCH",
    PaperKind.SUBMISSION: "TỜ TRÌNH",
    PaperKind.REPORT: "BÁO CÁO",
    PaperKind.MINUTES: "BIÊN BẢN",
    PaperKind.LETTER: "",
}
SIGNS: Mapping[str, str] = {
    PaperKind.PLAN: "KH",
    PaperKind.SUBMISSION: "TTr",
    PaperKind.REPORT: "BC",
    PaperKind.MINUTES: "BB",
    PaperKind.LETTER: "CV",
}
NEEDED = ("symbol", "place", "signer_post", "signer_name")


def values_of(document: Document) -> dict[str, values.Value]:
    """The placeholders of a document, as they stand with its snapshot."""
    unit = document.unit
    return values.values(
        values.About(
            unit=unit.name,
            superior=unit.parent.name if unit.parent else "",
            year=document.begun_at.astimezone(VIETNAM).year,
            programme=document.programme.title if document.programme else "",
            period=document.period.name if document.period else "",
        ),
        snapshot_of(document),
        figures.read(document.figures),
    )


def snapshot_of(document: Document) -> snapshots.Content | None:
    return snapshots.read(document.snapshot.content) if document.snapshot else None


def title_of(document: Document) -> str:
    known = values.words_of(values_of(document))
    return placeholders.filled(contents.read(document.content).title, known)


def official_paper(document: Document, *, is_draft: bool) -> official.OfficialPaper:
    content = contents.read(document.content)
    known = values.words_of(values_of(document))

    def fill(words: str) -> str:
        return placeholders.filled(words, known)

    unit = document.unit
    return official.OfficialPaper(
        letterhead=official.Letterhead(
            superior=unit.parent.name if unit.parent else "", issuer=unit.name, place=content.place
        ),
        kind=HEADS[document.kind],
        title=fill(content.title),
        addressed_to=tuple(map(fill, content.addressed_to)),
        grounds=tuple(map(fill, content.grounds)),
        body=tuple(_body(document, content, known)),
        signatures=tuple(_signatures(content)),
        recipients=tuple(map(fill, content.recipients)),
        is_draft=is_draft,
    )


def draft(document: Document, *, issued_on: dt.date) -> Draft:
    """For the register of issued papers."""
    content = contents.read(document.content)
    return Draft(
        kind=PaperKind(document.kind),
        unit=document.unit,
        title=title_of(document),
        issued_on=issued_on,
        signer_name=content.signer_name,
        signer_post=content.signer_post,
        template=printing.TEMPLATE,
        symbol=content.symbol,
        data=printing.to_data(official_paper(document, is_draft=False)),
    )


def _signatures(content: contents.Content) -> Iterator[official.Signature]:
    if content.other_post:
        yield official.Signature(lines=(content.other_post,), name=content.other_name)
    lines = official.standing_in(content.signs_for, content.signer_post)
    yield official.Signature(lines=lines, name=content.signer_name)


def _body(
    document: Document, content: contents.Content, known: Mapping[str, str]
) -> Iterator[official.Block]:
    snapshot, extra = snapshot_of(document), figures.read(document.figures)
    for block in content.blocks:
        if block.is_live:
            yield from _live(block, live.shown(block, snapshot, extra), known)
        else:
            yield _written(block, known)
    if snapshot is not None and needs_note(content):
        yield official.Paragraph(text=live.shown(_NOTES, snapshot, extra).note, is_italic=True)


_NOTES = Block(key="b0", kind=BlockKind.NOTES)


def needs_note(content: contents.Content) -> bool:
    """Figures in the words say their base and time once, at the end, unless somebody put it elsewhere."""
    uses = placeholders.FIGURES.intersection(placeholders.named(content.texts))
    return bool(uses) and not any(one.kind == BlockKind.NOTES for one in content.blocks)


def _written(block: Block, known: Mapping[str, str]) -> official.Block:
    def fill(words: str) -> str:
        return placeholders.filled(words, known)

    if block.kind == BlockKind.HEADING:
        return official.Heading(text=fill(block.text), level=block.level)
    if block.kind == BlockKind.LIST:
        return official.Items(items=tuple(map(fill, block.items)))
    if block.kind == BlockKind.TABLE:
        header, *rows = (tuple(map(fill, row)) for row in block.rows)
        return official.Table(header=header, rows=tuple(rows), caption=fill(block.caption))
    return official.Paragraph(text=fill(block.text))


def _live(block: Block, found: live.Shown, known: Mapping[str, str]) -> Iterator[official.Block]:
    caption = placeholders.filled(block.caption, known)
    for words in found.said:
        yield official.Paragraph(text=words)
    if found.items:
        yield official.Items(items=found.items)
    if found.grid is not None:
        yield official.Table(
            header=found.grid.header,
            rows=found.grid.rows,
            widths=found.grid.widths,
            aligns=found.grid.aligns,
            caption=caption,
            last_is_total=found.grid.has_total,
        )
    if found.bars:
        bars = tuple((one.label, one.value, one.words) for one in found.bars)
        yield official.Chart(bars=bars, caption=caption)
    if found.note:
        yield official.Paragraph(text=found.note, is_italic=True)


def missing(document: Document) -> list[tuple[str, str]]:
    """What has to be there before anybody signs: the field and, for a placeholder, its name."""
    content = contents.read(document.content)
    empty: list[tuple[str, Any]] = [(name, "") for name in NEEDED if not getattr(content, name)]
    if document.kind == PaperKind.MINUTES and not (content.other_post and content.other_name):
        empty.append(("other_name", ""))
    known = values_of(document)
    return empty + [("", name) for name in placeholders.named(content.texts) if name not in known]
