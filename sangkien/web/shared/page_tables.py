"""The tables of a page as they are seen: read from the page itself, written as a workbook or as lines.

So no list needs a second description of its columns, and nothing leaves that its reader does not see.
Lists over many pages have exports of their own besides, which are written in the background.
"""

import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.template import Context
from django.utils.translation import gettext as _
from lxml import html
from xlsxwriter import Workbook

from sangkien.core.sheets import OPTIONS, Cell, csv_lines

NUMBER = re.compile(r"[-−]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
SIGNS = str.maketrans({".": "", ",": ".", "−": "-"})
UNSEEN = {"script", "style", "svg", "button", "input", "select", "textarea", "template"}
LINES = {"br", "p", "div", "li", "dt", "dd", "small"}  # begin on a line of their own
BLANKS = re.compile(r"[^\S\n]+")
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
PRODUCT = " · Sáng Kiến"  # ends every title
LONGEST_SHEET_NAME = 31
NARROWEST, WIDEST = 8, 60  # characters


@dataclass(frozen=True, kw_only=True)
class Table:
    """`about` says what is counted, and of when; all rows are as long as the heads."""

    caption: str
    about: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, kw_only=True)
class PageTables:
    title: str
    tables: Sequence[Table]


def shown(context: Context) -> None:
    """A template has shown a table: the page offers to take it away."""
    if request := getattr(context, "request", None):
        request.has_tables = True


def read(page: str) -> PageTables:
    """Every table and list of cards in the main part that has a row with text."""
    root = html.document_fromstring(page)
    found = root.xpath("//main//*[self::table or @data-list]")
    tables = [_table(node) if node.tag == "table" else _list(node) for node in found]
    return PageTables(
        title=_tidy(root.findtext(".//title") or "").removesuffix(PRODUCT),
        tables=[table for table in tables if table.rows and table.heads],
    )


def _table(node: html.HtmlElement) -> Table:
    caption = node.find("caption")
    about = caption.find_class("source") if caption is not None else []
    said = [_text(one) for one in about]
    for one in about:
        one.drop_tree()
    heads = [_text(cell) for cell in node.iterfind("thead/tr[last()]/th")]
    lines = [[*_cells(row)] for row in node.iterfind(".//tr") if row.getparent().tag != "thead"]
    width = max([len(heads), *(len(line) for line in lines)], default=0)
    lines = [[*line, *[""] * (width - len(line))] for line in lines]
    # Columns of ticks and buttons have nothing to read.
    full = [n for n in range(width) if any(line[n] != "" for line in lines)]
    return Table(
        caption=_text(caption) if caption is not None else "",
        about=" ".join(said),
        heads=[heads[n] if n < len(heads) else "" for n in full],
        rows=[[line[n] for n in full] for line in lines],
    )


def _list(node: html.HtmlElement) -> Table:
    """A row for each card: its title, and what stands below."""
    rows = []
    for card in node.find_class("card"):
        for title in card.find_class("card__title"):
            said = _text(title)
            title.drop_tree()
            rows.append([said, _text(card)])
    return Table(
        caption=node.get("data-list"), about="", heads=[_("Tên"), _("Thông tin")], rows=rows
    )


def _cells(row: html.HtmlElement) -> Iterator[Cell]:
    for cell in row.iterchildren("th", "td"):
        text = _text(cell)
        yield _figure(text) if "num" in cell.classes else text
        for _empty in range(1, int(cell.get("colspan", "1"))):
            yield ""


def _figure(text: str) -> Cell:
    """What is written the Vietnamese way, as a number; with a unit or a sign it stays as it is read."""
    return Decimal(text.translate(SIGNS)) if NUMBER.fullmatch(text) else text


def _text(node: html.HtmlElement) -> str:
    return _tidy("".join(_read(node)))


def _read(node: html.HtmlElement) -> Iterator[str]:
    yield BLANKS.sub(" ", (node.text or "").replace("\n", " "))
    for child in node:
        if _is_seen(child):
            ends = "\n" if child.tag in LINES else ""
            yield ends
            yield from _read(child)
            yield ends
        yield BLANKS.sub(" ", (child.tail or "").replace("\n", " "))


def _is_seen(node: html.HtmlElement) -> bool:
    """No comments, nothing to press; what is said to those who listen, but for the names of links."""
    if node.tag in UNSEEN or not isinstance(node.tag, str) or node.get("hidden") is not None:
        return False
    if node.tag == "label" or (node.tag == "a" and "button" in node.classes):
        return False
    return not ("visually-hidden" in node.classes and node.getparent().tag == "a")


def _tidy(text: str) -> str:
    lines = (BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def lines(page: PageTables) -> Iterator[str]:
    """CSV: the tables below each other, each with its caption above."""
    rows: list[Sequence[Cell]] = []
    for table in page.tables:
        rows += [[], [table.caption], *([[table.about]] if table.about else []), table.heads]
        rows += table.rows
    return csv_lines([page.title], rows)


def workbook(page: PageTables) -> bytes:
    """A sheet for each table."""
    kept = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        Workbook(kept, {**OPTIONS, "tmpdir": folder}) as book,
    ):
        bold, plain = (
            book.add_format({"bold": is_bold, "text_wrap": True, "valign": "top"})
            for is_bold in (True, False)
        )
        for name, table in zip(_sheet_names(page.tables), page.tables, strict=True):
            sheet = book.add_worksheet(name)
            for column, width in enumerate(_widths(table)):
                sheet.set_column(column, column, width)
            above = [line for line in (page.title, table.caption, table.about) if line]
            for number, line in enumerate(above):
                sheet.write_string(number, 0, line, book.add_format({"bold": number == 0}))
            first = len(above) + 1
            sheet.freeze_panes(first + 1, 0)
            for row, cells in enumerate([table.heads, *table.rows], start=first):
                for column, value in enumerate(cells):
                    sheet.write(row, column, value, bold if row == first else plain)
    return kept.getvalue()


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """As Excel allows them, each once."""
    names: list[str] = []
    for number, table in enumerate(tables, start=1):
        name = NOT_IN_SHEET_NAMES.sub(" ", table.caption) or _("Bảng")
        name = name[:LONGEST_SHEET_NAME].strip()
        if name.casefold() in {one.casefold() for one in names}:
            name = f"{name[: LONGEST_SHEET_NAME - 4]} {number}"
        names.append(name)
    return names


def _widths(table: Table) -> Iterator[int]:
    for column, head in enumerate(table.heads):
        said = [head, *(str(row[column]) for row in table.rows)]
        longest = max(len(line) for text in said for line in text.split("\n"))
        yield min(max(longest + 2, NARROWEST), WIDEST)
