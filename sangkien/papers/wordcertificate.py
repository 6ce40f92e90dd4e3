"""Certificates as Word files: plainer than their PDF twins, with the same words, code and QR.

Pure, and the same values give the same bytes. What people typed goes in as text of a run.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Made
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell

from sangkien.papers import qr, rules, wordbase
from sangkien.papers.word import CENTER, put

Data = Mapping[str, Any]
RED, BLUE = RGBColor(0xB3, 0x13, 0x1B), RGBColor(0x0B, 0x2E, 0x6B)
SIDE, ABOVE, BELOW = 22, 16, 14  # mm
WIDTH = wordbase.LONG - 2 * SIDE
LETTER = 0.5  # of a letter's size, its usual width; capitals and bold ones are wider
WIDE = 0.68
QR_WIDTH, SIGNING, MIDDLE = 32, 92, 108  # mm


@dataclass(frozen=True, kw_only=True)
class Words:
    """A line in the middle; of `sizes` the largest with which it takes no more than `lines`."""

    text: str
    sizes: tuple[int, ...] = (13,)
    lines: int = 2
    is_bold: bool = False
    is_italic: bool = False
    color: RGBColor | None = None
    before: int = 4

    @property
    def size(self) -> int:
        letter = WIDE if self.text.isupper() or self.is_bold else LETTER
        points = WIDTH / 25.4 * 72
        lengths = ((size, len(self.text) * size * letter / points) for size in self.sizes)
        return next((size for size, length in lengths if length <= self.lines), self.sizes[-1])


def written(template: str, data: Data) -> bytes:
    """The file; without a code it says on the page that it is a preview."""
    made = wordbase.blank(
        title=f"{data['title']} {data['label']}",
        author=data["unit"],
        day=rules.day_of(data["issued_on"]),
        is_landscape=True,
        mark="" if data["code"] else "BẢN XEM TRƯỚC",
    )
    wordbase.framed(made, side=SIDE, above=ABOVE, below=BELOW, color=str(RED))
    _head(made, data, says_number=template == RECOGNITION)
    made.add_paragraph(style="Small")
    _body(made, BODIES[template](data))
    made.add_paragraph(style="Small")
    _foot(made, data, notes=NOTES[template](data))
    return wordbase.packed(made)


def _head(made: Made, data: Data, *, says_number: bool) -> None:
    half = WIDTH / 2
    ((issuer, country),) = wordbase.frame(made, 1, (half, half))
    if data["parent"]:
        put(issuer, data["parent"].upper(), size=12, align=CENTER)
    last = put(issuer, data["unit"].upper(), size=12, align=CENTER, is_bold=True)
    wordbase.line_below(last, room=half, length=26)
    if says_number:
        put(issuer, f"Số: {data['label']}", size=12, align=CENTER, before=3)
    put(country, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, align=CENTER, is_bold=True)
    last = put(country, "Độc lập - Tự do - Hạnh phúc", size=13, align=CENTER, is_bold=True)
    wordbase.line_below(last, room=half, length=52)


def _body(made: Made, lines: Iterator[Words]) -> None:
    """In the middle of a row as tall as head and foot leave it."""
    ((cell,),) = wordbase.frame(made, 1, (WIDTH,))
    row = made.tables[-1].rows[0]
    row.height, row.height_rule = Mm(MIDDLE), WD_ROW_HEIGHT_RULE.AT_LEAST
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for words in lines:
        _add(cell, words)


def _add(cell: _Cell, words: Words) -> None:
    line = put(cell, "", size=13, align=CENTER)
    line.paragraph_format.space_before = Pt(words.before)
    run = line.add_run(rules.printable(words.text))
    run.bold, run.italic, run.font.size = words.is_bold, words.is_italic, Pt(words.size)
    if words.color is not None:
        run.font.color.rgb = words.color


def _foot(made: Made, data: Data, *, notes: list[str]) -> None:
    room = WIDTH - QR_WIDTH - SIGNING
    ((left, middle, right),) = wordbase.frame(made, 1, (QR_WIDTH, room, SIGNING))
    if data["code"]:
        wordbase.picture(put(left, ""), qr.png(data["address"]), width=28, says="Mã QR xác minh")
        entrance = data["address"].split(data["code"].replace("-", ""), maxsplit=1)[0]
        notes = [*notes, f"Xác minh tại: {entrance}", f"Mã xác minh: {data['code']}"]
    for note in notes:
        put(middle, note, size=11)
    _signing(right, data)


def _signing(cell: _Cell, data: Data) -> None:
    place = f"{data['place']}, " if data["place"] else ""
    day = rules.day_words(rules.day_of(data["issued_on"]))
    put(cell, place + day, size=12, align=CENTER, is_italic=True)
    for words in filter(None, (data["signs_for"], data["signer_post"])):
        put(cell, words.upper(), size=12, align=CENTER, is_bold=True)
    put(cell, data["signer_name"], size=13, align=CENTER, is_bold=True, before=48)


def _recognition(data: Data) -> Iterator[Words]:
    several = len(data["authors"]) > 1
    yield Words(text="GIẤY CHỨNG NHẬN SÁNG KIẾN", sizes=(30,), is_bold=True, color=RED, before=20)
    yield Words(text="Chứng nhận", before=6)
    yield Words(text=data["holder"], sizes=(26, 22, 18), lines=1, is_bold=True, color=BLUE)
    yield Words(text=data["holder_unit"], sizes=(13, 11))
    yield Words(text=f"là {'đồng ' if several else ''}tác giả của sáng kiến", before=6)
    yield Words(text=f"“{data['initiative']}”", sizes=(18, 16, 14, 12), is_bold=True)
    programme = f", {data['programme']}" if data["programme"] else ""
    level = data["level"].lower()
    yield Words(
        text=f"được công nhận mức ảnh hưởng {level} theo {data['decision']}{programme}.",
        sizes=(13, 12, 11),
        before=6,
    )
    if several:
        shares = "; ".join(f"{name} {share} %" for name, share in data["authors"])
        yield Words(text=f"Tác giả và tỷ lệ đóng góp: {shares}.", sizes=(13, 12, 11))


def _holder(data: Data) -> Iterator[Words]:
    yield Words(
        text=data["holder"], sizes=(28, 24, 20, 16), lines=1, is_bold=True, color=BLUE, before=10
    )
    if data["about"]:
        yield Words(text=data["about"], sizes=(13, 12, 11))


def _diploma(data: Data) -> Iterator[Words]:
    yield Words(text=data["unit"].upper(), sizes=(17, 15, 13), is_bold=True, before=14)
    yield Words(text="TẶNG", sizes=(17,), is_bold=True)
    yield Words(
        text=data["heading"], sizes=(40, 34, 28), lines=1, is_bold=True, color=RED, before=6
    )
    yield from _holder(data)
    yield Words(text=data["achievement"], sizes=(15, 14, 13, 12), is_italic=True, before=6)


def _testimonial(data: Data) -> Iterator[Words]:
    yield Words(text=data["unit"].upper(), sizes=(15, 13, 11), is_bold=True, before=14)
    yield Words(text="GIẤY CHỨNG NHẬN", sizes=(24,), is_bold=True, color=RED, before=6)
    yield from _holder(data)
    yield Words(text="được tặng", before=6)
    yield Words(text=data["heading"], sizes=(28, 24, 20, 16), is_bold=True, color=RED)
    yield Words(text=data["achievement"], sizes=(14, 13, 12, 11), is_italic=True, before=6)


def _register(data: Data) -> list[str]:
    return [data["decision"], f"Số vào sổ khen thưởng: {data['label']}"]


RECOGNITION, DIPLOMA, TESTIMONIAL = (
    "recognition_certificate_1",
    "award_diploma_1",
    "award_testimonial_1",
)
BODIES: dict[str, Callable[[Data], Iterator[Words]]] = {
    RECOGNITION: _recognition,
    DIPLOMA: _diploma,
    TESTIMONIAL: _testimonial,
}
NOTES: dict[str, Callable[[Data], list[str]]] = {
    RECOGNITION: lambda _data: [],
    DIPLOMA: _register,
    TESTIMONIAL: _register,
}
