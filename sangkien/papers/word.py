"""An official paper as a Word file that offices can edit: real styles, tables and headers.

The twin of `templates_typst/official_4.typ`; pure, and the same values give the same bytes. What
people typed goes in as text of a run, never as XML.
"""

import datetime as dt
from collections.abc import Sequence

from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as Line

from sangkien.papers import qr, rendering, rules, wordbase
from sangkien.papers.official import (
    Block,
    Chart,
    Heading,
    Items,
    NewPage,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
)

LEFT, CENTER, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
SIDES = {"left": LEFT, "center": CENTER, "right": RIGHT, "justify": JUSTIFY}
ROOM, SHORT_ROOM = 62, 17  # pt; for a signature by hand, and where nobody signs any more
SEAL = (30, 54)  # mm; the picture, and the address of verification beside it
RIGHT_OF_HEAD = 92  # mm, as wide as the name of the country


def written(
    paper: OfficialPaper,
    *,
    label: str | None = None,
    issued_on: dt.date | None = None,
    code: str = "",
    address: str = "",
    is_preview: bool = False,
) -> bytes:
    """The file; `label` and `issued_on` take the place of those of the letterhead."""
    head = paper.letterhead
    day = issued_on or head.issued_on
    made = wordbase.blank(
        title=f"{paper.kind}: {paper.title}" if paper.kind else paper.title,
        author=head.issuer,
        day=day,
        is_landscape=paper.is_landscape,
        mark="BẢN DỰ THẢO" if paper.is_draft else "BẢN XEM TRƯỚC" if is_preview else "",
    )
    _head(made, paper, label=head.label if label is None else label, day=day)
    _opening(made, paper)
    body, annexes = _parts(paper.body)
    _body(made, body)
    _ending(made, paper, code=code, address=address)
    _body(made, annexes)
    return wordbase.packed(made)


def _parts(body: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The paper and its annexes."""
    first = next((at for at, one in enumerate(body) if isinstance(one, NewPage)), len(body))
    return body[:first], body[first:]


def _head(made: Made, paper: OfficialPaper, *, label: str, day: dt.date | None) -> None:
    head = paper.letterhead
    wide = wordbase.width_of(made) - RIGHT_OF_HEAD
    (issuer, country), (number, date) = wordbase.frame(made, 2, (wide, RIGHT_OF_HEAD))
    if head.superior:
        put(issuer, head.superior.upper(), size=12, align=CENTER)
    last = put(issuer, head.issuer.upper(), size=12, align=CENTER, is_bold=True)
    wordbase.line_below(last, room=wide, length=28)
    put(country, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, align=CENTER, is_bold=True)
    last = put(country, "Độc lập - Tự do - Hạnh phúc", size=13, align=CENTER, is_bold=True)
    wordbase.line_below(last, room=RIGHT_OF_HEAD, length=52)
    put(number, f"Số: {rules.number_words(label)}", size=13, align=CENTER, before=6)
    if not paper.kind and paper.title:
        put(number, f"V/v {paper.title}", size=12, align=CENTER)
    place = f"{head.place}, " if head.place else ""
    words = place + rules.day_words(day)
    put(date, words, size=13, align=CENTER, is_italic=True, before=6)


def _opening(made: Made, paper: OfficialPaper) -> None:
    """Kind and title, whom it goes to, the grounds."""
    if paper.kind:
        _add(made, paper.kind, style="Title", before=12)
        last = _add(made, paper.title, style="Title")
        wordbase.line_below(last, room=wordbase.width_of(made), length=30)
    if paper.kind and paper.authority:
        _add(made, paper.authority, style="Title", before=6)
    before = 12 if not paper.kind else 4
    if len(paper.addressed_to) == 1:
        line = _add(
            made, f"Kính gửi: {paper.addressed_to[0]}", style=wordbase.plain(14), before=before
        )
        line.alignment = CENTER
    elif paper.addressed_to:
        _add(
            made, "Kính gửi:", style=wordbase.plain(14), before=before
        ).paragraph_format.left_indent = Mm(25)
        for one in paper.addressed_to:
            line = _add(made, f"- {one}", style=wordbase.plain(14))
            line.paragraph_format.left_indent = Mm(31)
            line.paragraph_format.first_line_indent = Mm(-4)
    for ground in paper.grounds:
        for words in rules.paragraphs(ground):
            _add(made, words, is_italic=True)


def _body(made: Made, body: Sequence[Block]) -> None:
    on_new_page = False
    for block in body:
        if isinstance(block, NewPage):
            on_new_page = True
            continue
        first = _block(made, block)
        if on_new_page and first is not None:
            first.paragraph_format.page_break_before = True
            on_new_page = False


def _block(made: Made, block: Block) -> Line | None:
    """Add it; its first line, if it has any."""
    if isinstance(block, Paragraph):
        words = rules.paragraphs(block.text)
        leads = (block.lead, *[""] * len(words))
        lines = [_paragraph(made, *one, block) for one in zip(leads, words, strict=False)]
    elif isinstance(block, Heading):
        lines = [_add(made, block.text, style=f"Heading {block.level}")]
    elif isinstance(block, Items):
        lines = [_add(made, f"- {words}") for words in block.items]
    elif isinstance(block, Table):
        lines = [_table(made, block)]
    elif isinstance(block, Chart):
        lines = [_chart(made, block)]
    else:
        lines = []
    return lines[0] if lines else None


def _paragraph(made: Made, lead: str, words: str, block: Paragraph) -> Line:
    is_plain = block.align != "justify"
    style = wordbase.plain(14) if is_plain else "Body Text"
    line = _add(made, f"{lead} " if lead else "", style=style, is_bold=True)
    before = 6 if is_plain else None
    _write(line, words, is_bold=block.is_bold, is_italic=block.is_italic, before=before)
    line.alignment = SIDES[block.align]
    return line


def _table(made: Made, block: Table) -> Line:
    """The line before the table, which holds its caption."""
    caption = _add(made, block.caption, style="Caption" if block.caption else "Small")
    caption.paragraph_format.keep_with_next = True
    shares = rules.shares(block.header, block.rows, block.widths)
    if not shares:
        return caption
    table = wordbase.grid(made, rows=1 + len(block.rows), shares=shares)
    for number, (row, cells) in enumerate(
        zip(table.rows, (block.header, *block.rows), strict=True)
    ):
        wordbase.keep_whole(row, is_header=number == 0)
        _row(row, cells, block, number - 1)
    _add(made, "", style="Small")
    return caption


def _chart(made: Made, block: Chart) -> Line:
    """The caption and, below it, the bars as a picture that says them in words."""
    caption = _add(made, block.caption, style="Caption" if block.caption else "Small")
    png = rendering.picture(
        "official_chart", {"bars": rules.listed(block.bars)}, dpi=rendering.PRINT_DPI
    )
    says = "; ".join(f"{label}: {words}" for label, _length, words in block.bars)
    width = wordbase.width_of(made)
    wordbase.picture(_add(made, "", style=wordbase.plain(14)), png, width=width, says=says)
    return caption


def _row(row: _Row, words: Sequence[str], block: Table, number: int) -> None:
    """`number` is -1 for the header."""
    is_total = block.last_is_total and number == len(block.rows) - 1
    cells = list(row.cells)
    if number in block.group_rows:
        merged = cells[0].merge(cells[-1])
        put(merged, words[0], style="Table Heading", align=LEFT, is_kept=True)
        return
    style = "Table Heading" if number < 0 or is_total else "Table Text"
    for at, (cell, one) in enumerate(zip(cells, words, strict=True)):
        side = block.aligns[at] if at < len(block.aligns) else "left"
        align = CENTER if number < 0 else SIDES[side]
        put(cell, one, style=style, align=align, is_kept=number < 0)


def _ending(made: Made, paper: OfficialPaper, *, code: str, address: str) -> None:
    """Signatures, recipients, the code of verification, the fingerprint."""
    width = wordbase.width_of(made)
    _keep_with_signatures(made)
    if len(paper.signatures) == 1:
        ((left, right),) = wordbase.frame(made, 1, (width / 2, width / 2))
        _signing([right], [right], paper.signatures)
        seal = beside = left
    else:
        _signatures(made, paper.signatures)
        first = (width - sum(SEAL),) if paper.recipients else ()
        (cells,) = wordbase.frame(made, 1, (*first, *SEAL))
        left, seal, beside = cells[0], cells[-2], cells[-1]
    _recipients(left, paper.recipients)
    _seal(seal, beside, code=code, address=address)
    if paper.fingerprint:
        words = f"Dấu vân tay nội dung (SHA-256): {paper.fingerprint}"
        _add(made, words, style="Small")


def _keep_with_signatures(made: Made) -> None:
    """What stands last goes with them to the next page."""
    last = made.paragraphs[-1] if made.paragraphs else None
    if last is not None:
        last.paragraph_format.keep_with_next = True
    _add(made, "", style="Small").paragraph_format.keep_with_next = True


def _signatures(made: Made, signatures: Sequence[Signature]) -> None:
    """In columns, the names of a row on one line."""
    columns = rules.signature_columns(len(signatures))
    for at in range(0, len(signatures), max(columns, 1)):
        row = signatures[at : at + columns]
        width = wordbase.width_of(made) / len(row)
        above, below = wordbase.frame(made, 2, (width,) * len(row))
        _signing(above, below, row)
        _add(made, "", style="Small").paragraph_format.keep_with_next = True


def _signing(
    above: Sequence[_Cell], below: Sequence[_Cell], signatures: Sequence[Signature]
) -> None:
    room = SHORT_ROOM if all(one.is_signed for one in signatures) else ROOM
    for cell, one in zip(above, signatures, strict=True):
        for words in one.lines:
            put(cell, words, size=13, align=CENTER, is_bold=True)
        if one.note:
            put(cell, one.note, size=11, align=CENTER, is_italic=True)
        for line in cell.paragraphs:
            line.paragraph_format.keep_with_next = True
    for cell, one in zip(below, signatures, strict=True):
        put(cell, one.name, size=13, align=CENTER, is_bold=True, before=room, is_kept=True)


def _recipients(cell: _Cell, recipients: Sequence[str]) -> None:
    if not recipients:
        return
    put(cell, "Nơi nhận:", size=12, is_bold=True, is_italic=True)
    for words in rules.recipient_lines(recipients):
        put(cell, f"- {words}", size=11)


def _seal(cell: _Cell, beside: _Cell, *, code: str, address: str) -> None:
    if not code:
        return
    picture = put(cell, "")
    wordbase.picture(picture, qr.png(address), width=24, says="Mã QR xác minh")
    entrance = address.split(code.replace("-", ""), maxsplit=1)[0]
    for label, words in (("Mã xác minh:", code), ("Xác minh tại:", entrance)):
        lines = [f"{label} {words}"] if beside is cell else [label, words]
        for line in lines:
            put(beside, line, style="Small")


def _add(
    made: Made,
    words: str,
    *,
    style: str = "Body Text",
    is_bold: bool = False,
    is_italic: bool = False,
    before: float | None = None,
) -> Line:
    line = made.add_paragraph(style=style)
    return _write(line, words, is_bold=is_bold, is_italic=is_italic, before=before)


def put(
    cell: _Cell,
    words: str,
    *,
    style: str = "",
    size: int = 14,
    align: WD_ALIGN_PARAGRAPH | None = None,
    is_bold: bool = False,
    is_italic: bool = False,
    before: float | None = None,
    is_kept: bool = False,
) -> Line:
    """A line in a cell, which comes with an empty one; `is_kept` with what follows."""
    empty = cell.paragraphs[-1]
    is_free = not empty.runs and len(cell.paragraphs) == 1
    line: Line = empty if is_free else cell.add_paragraph()
    line.style = style or wordbase.plain(size)
    _write(line, words, is_bold=is_bold, is_italic=is_italic, before=before)
    if align is not None:
        line.alignment = align
    if is_kept:
        line.paragraph_format.keep_with_next = True
    return line


def _write(
    line: Line,
    words: str,
    *,
    is_bold: bool,
    is_italic: bool,
    before: float | None,
) -> Line:
    if words:
        run = line.add_run(rules.printable(words))
        run.bold = is_bold or None
        run.italic = is_italic or None
    if before is not None:
        line.paragraph_format.space_before = Pt(before)
    return line
