"""An official paper as a PDF or a Word file, and as JSON that is kept with an issued paper.

What was issued is printed again from its values: `Draft(template=TEMPLATE, data=to_data(paper))`.
The same values give the same bytes, in both forms.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sangkien.papers import rendering, rules, word, wordcertificate
from sangkien.papers.official import (
    Annexed,
    Block,
    Chart,
    Heading,
    Items,
    Letterhead,
    NewPage,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
)

TEMPLATE = "official_4"
# Of papers that were issued from the same values.
LAYOUTS = ("official_1", "official_2", "official_3", TEMPLATE)
BLOCKS: dict[str, type[Block]] = {
    "paragraph": Paragraph,
    "heading": Heading,
    "items": Items,
    "table": Table,
    "chart": Chart,
    "new_page": NewPage,
    "annexed": Annexed,
}
NAMES = {kind: name for name, kind in BLOCKS.items()}


# In points, as the template has them.
MM = 72 / 25.4
SHORT, LONG, LEFT, RIGHT = 210 * MM, 297 * MM, 30 * MM, 15 * MM
ROOM_WIDTH, ROOM_HEIGHT, GAP = 130, 52, 4


@dataclass(frozen=True, kw_only=True)
class Room:
    """Room for a signature on a page (from 1): the lower left corner in points from below."""

    page: int
    left: int
    bottom: int


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What issuing adds: number, day, the code of verification with its address and QR (SVG).
    Without a code the paper is a preview and says so on every page.
    """

    label: str
    issued_on: dt.date
    code: str = ""
    address: str = ""
    qr: str = ""


def as_pdf(paper: OfficialPaper, *, stamp: Stamp | None = None, template: str = TEMPLATE) -> bytes:
    return rendering.render(template, _stamped(paper, stamp))


def as_docx(paper: OfficialPaper, *, stamp: Stamp | None = None) -> bytes:
    paper = of_data(_stamped(paper, stamp))
    if stamp is None:
        return word.written(paper)
    return word.written(
        paper,
        label=stamp.label,
        issued_on=stamp.issued_on,
        code=stamp.code,
        address=stamp.address,
        is_preview=not stamp.code,
    )


def rooms(paper: OfficialPaper, *, template: str = TEMPLATE) -> list[Room]:
    """Where there is room for each signature in `as_pdf(paper)`, in their order."""
    marks = rendering.marked(template, _stamped(paper, None), "room")
    width, height = (LONG, SHORT) if paper.is_landscape else (SHORT, LONG)
    count = len(paper.signatures)
    columns = 2 if count == 1 else rules.signature_columns(count)
    found = []
    for number, mark in enumerate(marks):
        in_row = columns if count == 1 else min(columns, count - number // columns * columns)
        place = 1 if count == 1 else number % columns
        share = (width - LEFT - RIGHT) / in_row
        left = LEFT + share * place + share / 2 - ROOM_WIDTH / 2
        bottom = height - float(str(mark["y"]).removesuffix("pt")) + GAP
        found.append(Room(page=mark["page"], left=round(left), bottom=round(bottom)))
    return found


def has_docx(template: str) -> bool:
    """Papers of the earliest layouts are PDF alone."""
    return template in LAYOUTS or template in wordcertificate.BODIES


def docx_of(template: str, data: Mapping[str, Any]) -> bytes:
    """The Word file of what an issued paper, or its preview, is printed from."""
    if template in wordcertificate.BODIES:
        return wordcertificate.written(template, data)
    return as_docx(of_data(data), stamp=stamp_of(data))


def stamp_of(data: Mapping[str, Any]) -> Stamp | None:
    """What `issuing` put beside the values; None for a paper that nobody issues."""
    if "label" not in data:
        return None
    return Stamp(
        label=data["label"],
        issued_on=rules.day_of(data["issued_on"]),
        code=data["code"],
        address=data["address"],
        qr=data["qr"],
    )


def _stamped(paper: OfficialPaper, stamp: Stamp | None) -> dict[str, Any]:
    added = {**asdict(stamp), "issued_on": _day(stamp.issued_on)} if stamp else {}
    return numbered({**to_data(paper), **added})


def numbered(data: Mapping[str, Any]) -> dict[str, Any]:
    """With the number and the day of the paper in the words that name it: templates know no other."""
    paper = data["paper"]
    head = paper["letterhead"]
    day = data.get("issued_on", head["issued_on"])
    named = {
        "number": rules.number_words(data.get("label", head["label"])),
        "day": rules.day_words(rules.day_of(day) if day else None),
        "issuer": head["issuer"],
    }
    body = [_named(one, named) if one["is"] == "annexed" else one for one in paper["body"]]
    return {**data, "paper": {**paper, "body": body}}


def _named(block: Mapping[str, Any], named: Mapping[str, str]) -> dict[str, Any]:
    text = f"(Kèm theo {block['kind']} số {named['number']} {named['day']} của {named['issuer']})"
    return _block(Paragraph(text=text, is_italic=True, align="center"))


def to_data(paper: OfficialPaper) -> dict[str, Any]:
    """Plain values for JSON, below one key: beside it `issuing` puts number, day and code, and then
    these into the words (`numbered`).
    """
    values = asdict(paper)
    values["letterhead"]["issued_on"] = _day(paper.letterhead.issued_on)
    values["body"] = [_block(block) for block in paper.body]
    return {"paper": rules.listed(values)}


def _day(day: dt.date | None) -> list[int] | None:
    return [day.day, day.month, day.year] if day else None


def _block(block: Block) -> dict[str, Any]:
    values = {"is": NAMES[type(block)], **asdict(block)}
    if isinstance(block, Table):
        values["shares"] = rules.shares(block.header, block.rows, block.widths)
    return values


def of_data(data: Mapping[str, Any]) -> OfficialPaper:
    """What `to_data` wrote."""
    values = dict(data["paper"])
    head = dict(values["letterhead"])
    if head["issued_on"]:
        head["issued_on"] = rules.day_of(head["issued_on"])
    values["body"] = [_block_of(one) for one in values["body"]]
    values["signatures"] = [Signature(**_tuples(one)) for one in values["signatures"]]
    return OfficialPaper(**{**_tuples(values), "letterhead": Letterhead(**head)})


def _block_of(values: Mapping[str, Any]) -> Block:
    kept = {key: value for key, value in values.items() if key not in {"is", "shares"}}
    return BLOCKS[values["is"]](**_tuples(kept))


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _tuple(value) for key, value in values.items()}


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value
