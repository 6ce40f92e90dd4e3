"""What `word` needs of the file format: page, styles, frames, watermark, and files without a clock.

Decree 30/2020/NĐ-CP as `official_4.typ` has it: A4, margins 20, 20, 30 and 15 mm, Times New Roman
14 pt, the page number on top from the second page on.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from sangkien.papers import rules

FONT = "Times New Roman"
SHORT, LONG = 210, 297  # mm
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
PLAIN = (11, 12, 13, 14)  # pt
CELL_INSET = 1.2  # mm
NO_CLOCK = (1980, 1, 1, 0, 0, 0)
# A paper without a day: files of the same values are the same.
NO_DAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no zones
_NUMBER = '<w:fldSimple {} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
_MARK = """<w:r {w} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="{name}" type="#_x0000_t136" alt="{words}" fillcolor="#e8a0a6" stroked="f"
 style="position:absolute;width:440pt;height:74pt;rotation:320;z-index:-251;mso-position-horizontal:center;\
mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:fill opacity=".5"/><v:textpath style="font-family:'Times New Roman';font-size:1pt;font-weight:bold" string="{words}"/>
</v:shape></w:pict></w:r>"""


def blank(*, title: str, author: str, day: dt.date | None, is_landscape: bool, mark: str) -> Made:
    """An empty file with its page, styles, header and properties; `mark` runs over every page."""
    made = Document()
    _forget_thumbnail(made)
    _page(made, is_landscape=is_landscape)
    _styles(made)
    _header(made, mark)
    about = made.core_properties
    about.title, about.author = rules.printable(title)[:255], rules.printable(author)[:255]
    about.last_modified_by, about.comments, about.language = about.author, "", "vi-VN"
    at = dt.datetime(day.year, day.month, day.day) if day else NO_DAY  # noqa: DTZ001
    about.created = about.modified = at
    about.revision = 1
    return made


def _forget_thumbnail(made: Made) -> None:
    """The picture of somebody else's empty page."""
    relations = made.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        relations.pop(key)


def plain(size: int) -> str:
    """The style of lines without indent."""
    return f"Plain {size}"


def _page(made: Made, *, is_landscape: bool) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Mm(SHORT), Mm(LONG)
    if is_landscape:
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Mm(LONG), Mm(SHORT)
    page.top_margin, page.bottom_margin = Mm(TOP), Mm(BOTTOM)
    page.left_margin, page.right_margin = Mm(LEFT), Mm(RIGHT)
    page.header_distance = Mm(10)


def framed(made: Made, *, side: float, above: float, below: float, color: str) -> None:
    """Margins of a certificate, and lines around its page."""
    page = made.sections[0]
    page.left_margin = page.right_margin = Mm(side)
    page.top_margin, page.bottom_margin = Mm(above), Mm(below)
    line = f'w:val="thinThickSmallGap" w:sz="24" w:space="22" w:color="{color}"'
    sides = "".join(f"<w:{one} {line}/>" for one in ("top", "left", "bottom", "right"))
    borders = f'<w:pgBorders {nsdecls("w")} w:offsetFrom="page">{sides}</w:pgBorders>'
    page._sectPr.find(qn("w:pgMar")).addnext(parse_xml(borders))


def width_of(made: Made) -> float:
    """The length of a line in mm."""
    wide = made.sections[0].orientation == WD_ORIENT.LANDSCAPE
    return (LONG if wide else SHORT) - LEFT - RIGHT


def _styles(made: Made) -> None:
    normal = made.styles["Normal"]
    _letters(normal, 14)
    _spaced(normal, before=0, after=0)
    _language(made)
    body = made.styles["Body Text"]
    _letters(body, 14)
    _spaced(body, before=6, after=0)
    body.paragraph_format.first_line_indent = Mm(10)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for size in PLAIN:
        _named(made, plain(size), size)
    title = made.styles["Title"]
    _letters(title, 14, is_bold=True)
    _spaced(title, before=0, after=0)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _drop(title, "w:pBdr", "w:contextualSpacing")
    for level in (1, 2, 3):
        heading = made.styles[f"Heading {level}"]
        _letters(heading, 14, is_bold=True, is_italic=level == 3)  # noqa: PLR2004 - the third
        _spaced(heading, before=12, after=4)
        heading.paragraph_format.first_line_indent = Mm(10)
    caption = made.styles["Caption"]
    _letters(caption, 12, is_bold=True)
    _spaced(caption, before=6, after=4)
    caption.paragraph_format.keep_with_next = True
    _named(made, "Table Text", 12, before=2)
    _named(made, "Table Heading", 12, before=2, is_bold=True)
    _named(made, "Small", 8)


def _named(made: Made, name: str, size: int, *, before: float = 0, is_bold: bool = False) -> None:
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Normal"]
    style.quick_style = True
    _letters(style, size, is_bold=is_bold)
    _spaced(style, before=before, after=before)


def _letters(style: Any, size: int, *, is_bold: bool = False, is_italic: bool = False) -> None:
    """One typeface for all scripts, black, without the colours of the theme."""
    _drop_from(style.element, "w:link")  # a style of letters with the colours of the theme
    font = style.font
    font.size, font.bold, font.italic = Pt(size), is_bold, is_italic
    properties = style.element.get_or_add_rPr()
    _drop_from(properties, "w:rFonts", "w:spacing", "w:kern", "w:color")
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties.insert(0, fonts)


def _spaced(style: Any, *, before: float, after: float) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0


def _language(made: Made) -> None:
    """Vietnamese, so that Word does not mark every word as wrong."""
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
        language.set(qn("w:eastAsia"), "vi-VN")


def _drop(style: Any, *tags: str) -> None:
    _drop_from(style.element.get_or_add_pPr(), *tags)


def _drop_from(element: Any, *tags: str) -> None:
    for tag in tags:
        for found in element.findall(qn(tag)):
            element.remove(found)


def _header(made: Made, mark: str) -> None:
    page = made.sections[0]
    page.different_first_page_header_footer = True
    later = page.header.paragraphs[0]
    later.style = made.styles[plain(13)]
    later.alignment = WD_ALIGN_PARAGRAPH.CENTER
    later._p.append(parse_xml(_NUMBER.format(nsdecls("w"))))
    first = page.first_page_header.paragraphs[0]
    for name, line in (
        (("PowerPlusWaterMarkObject1", first), ("PowerPlusWaterMarkObject2", later)) if mark else ()
    ):
        shape = _MARK.format(w=nsdecls("w"), name=name, words=mark)
        line._p.append(parse_xml(shape))


def frame(made: Made, rows: int, widths: Sequence[float]) -> list[tuple[_Cell, ...]]:
    """A table without lines, for what stands side by side; `widths` in mm."""
    table = made.add_table(rows=rows, cols=len(widths))
    _sized(table, widths)
    margins = f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    table._tbl.tblPr.append(parse_xml(margins))
    for row in table.rows:
        keep_whole(row)
    return [tuple(row.cells) for row in table.rows]


def grid(made: Made, *, rows: int, shares: Sequence[int]) -> Table:
    table: Table = made.add_table(rows=rows, cols=len(shares))
    table.style = made.styles["Table Grid"]
    margins = f"<w:tblCellMar {nsdecls('w')}>{_inset('left')}{_inset('right')}</w:tblCellMar>"
    table._tbl.tblPr.append(parse_xml(margins))
    room = width_of(made)
    _sized(table, [room * share / sum(shares) for share in shares])
    return table


def _inset(side: str) -> str:
    return f'<w:{side} w:w="{round(CELL_INSET * 1440 / 25.4)}" w:type="dxa"/>'


def _sized(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def keep_whole(row: _Row, *, is_header: bool = False) -> None:
    """No row breaks over a page; a header comes again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))


def line_below(paragraph: Paragraph, *, room: float, length: float) -> None:
    """A thin line of `length` mm below it, in the middle of `room`: an empty paragraph's border."""
    below = OxmlElement("w:p")
    paragraph._p.addnext(below)
    line = Paragraph(below, paragraph._parent)
    line.style = "Small"
    form = line.paragraph_format
    form.left_indent = form.right_indent = Mm((room - length) / 2)
    form.line_spacing = Pt(3)
    border = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:pBdr>'
    below.get_or_add_pPr().insert_element_before(
        parse_xml(border), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def picture(paragraph: Paragraph, png: bytes, *, width: float, says: str) -> None:
    """As wide as said, in mm; `says` is for who cannot see it."""
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width))
    shape._inline.docPr.set("descr", rules.printable(says))


def packed(made: Made) -> bytes:
    """The file with the times of its parts taken out."""
    written, packed_again = io.BytesIO(), io.BytesIO()
    made.save(written)
    with (
        zipfile.ZipFile(written) as before,
        zipfile.ZipFile(packed_again, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = zipfile.ZipInfo(name, date_time=NO_CLOCK)
            part.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return packed_again.getvalue()
