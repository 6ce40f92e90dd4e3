"""A document's parts as the builder shows them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sangkien.documents import figures, live, values, writing
from sangkien.documents.rules import contents, placeholders
from sangkien.documents.rules.contents import Block, Content
from sangkien.web.shared import cells
from sangkien.web.shared.cells import Column, Kind, Rows

if TYPE_CHECKING:
    from sangkien.documents.models import Document

WIDE = 100


@dataclass(frozen=True, kw_only=True)
class BarLine:
    """`width` is an attribute of SVG."""

    label: str
    width: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One block with everything filled in; the edges say where it can move."""

    block: Block
    number: int
    kind: str
    caption: str
    paragraphs: Sequence[str] = ()
    items: Sequence[str] = ()
    table: Rows | None = None
    bars: Sequence[BarLine] = ()
    note: str = ""
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, kw_only=True)
class ValueLine:
    """A placeholder that the words use, and what it stands for; "" while it is not known."""

    name: str
    meaning: str
    words: str
    base: str


def head_of(document: "Document") -> dict[str, object]:
    """What stands before and after the parts, with everything filled in."""
    known = values.words_of(writing.values_of(document))
    kept: dict[str, object] = dict(document.content)
    content = contents.read(document.content)
    lines = {name: getattr(content, name) for name in contents.LINES}
    return kept | {
        name: [placeholders.filled(line, known) for line in found] for name, found in lines.items()
    }


def parts_of(document: "Document") -> list[Part]:
    known = values.words_of(writing.values_of(document))
    snapshot, extra = writing.snapshot_of(document), figures.read(document.figures)
    content = contents.read(document.content)

    def shown(block: Block) -> live.Shown | None:
        return live.shown(block, snapshot, extra) if block.is_live else None

    return [_part(content, at, known, shown(one)) for at, one in enumerate(content.blocks)]


def parts_of_template(kept: Mapping[str, object]) -> list[Part]:
    """With their placeholders as they are written; live parts only say what they will be."""
    content = contents.read(kept)
    known = {name: f"{{{name}}}" for name in placeholders.MEANINGS}
    return [_part(content, at, known, None) for at in range(len(content.blocks))]


def _part(content: Content, at: int, known: Mapping[str, str], shown: live.Shown | None) -> Part:
    block = content.blocks[at]

    def fill(words: str) -> str:
        return placeholders.filled(words, known)

    written = [fill(line) for line in block.text.splitlines() if line.strip()]
    rows = [tuple(map(fill, row)) for row in block.rows]
    table = _table(rows[0], rows[1:], numeric=()) if rows else None
    if shown is not None and shown.grid is not None:
        grid = shown.grid
        table = _table(grid.header, grid.rows, numeric=[one == "right" for one in grid.aligns])
    return Part(
        block=block,
        number=at + 1,
        kind=str(block.kind.label),
        caption=fill(block.caption),
        paragraphs=[*written, *(shown.said if shown else ())],
        items=[*map(fill, block.items), *(shown.items if shown else ())],
        table=table,
        bars=list(_bars(shown)) if shown else (),
        note=shown.note if shown else "",
        is_first=at == 0,
        is_last=at == len(content.blocks) - 1,
    )


def _table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: Sequence[bool]
) -> Rows:
    head = 1 if len(header) > 1 and numeric and not numeric[1] else 0
    columns = [
        Column(
            label.replace("|", " "),
            Kind.HEAD
            if at == head
            else Kind.NUMBER
            if at < len(numeric) and numeric[at]
            else Kind.TEXT,
        )
        for at, label in enumerate(header)
    ]
    return cells.write(columns, rows)


def _bars(shown: live.Shown) -> Iterator[BarLine]:
    most = max([1, *(one.value for one in shown.bars)])
    for one in shown.bars:
        width = f"{one.value * WIDE / most:.1f}%"
        yield BarLine(label=one.label, width=width, words=one.words)


def values_used(document: "Document") -> list[ValueLine]:
    """What stands in the words instead of the placeholders, each with its base."""
    known = writing.values_of(document)
    named = placeholders.named(contents.read(document.content).texts)
    empty = values.Value(words="")
    return [
        ValueLine(
            name=f"{{{name}}}",
            meaning=str(placeholders.MEANINGS[name]),
            words=known.get(name, empty).words,
            base=known.get(name, empty).base,
        )
        for name in named
    ]


def meanings() -> list[tuple[str, str]]:
    """Every placeholder, for whoever writes."""
    return [(f"{{{name}}}", str(words)) for name, words in placeholders.MEANINGS.items()]
