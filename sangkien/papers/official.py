""" "Văn bản hành chính" as plain values: described once, printed as PDF and as Word file.

The parts are those of decree 30/2020/NĐ-CP, which union papers follow in layout (QĐ 933/QĐ-TLĐ of 14/05/2024
names the same parts). Pure: no rows, no clock. `printing` makes the files.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]
DEPUTY, FOR_HEAD = "PHÓ ", "KT."


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """ "Cơ quan ban hành, số, nơi và ngày". `issued_on` None leaves the day to be written by hand."""

    superior: str = ""
    issuer: str
    label: str = ""  # "07/CV-LĐLĐ"; empty or "/CV-LĐLĐ" leaves room for a number
    place: str = ""
    issued_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """`lead` is what stands bold before the words: "Điều 1."."""

    text: str
    lead: str = ""
    is_bold: bool = False
    is_italic: bool = False
    align: Literal["justify", "left", "center"] = "justify"


@dataclass(frozen=True, kw_only=True)
class Heading:
    """ "I. ...", "Điều 1. ...": the words hold their own number. `level` 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Items:
    """Lines that begin with a dash."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`widths` are shares of the line; `last_is_total` prints the last row bold. The first cell of a
    row of `group_rows` (from 0) goes over the whole line, bold; its other cells are not printed.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    aligns: tuple[Align, ...] = ()
    caption: str = ""
    last_is_total: bool = False
    group_rows: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars, one below the other. Each is what it is called, its length (0 or more, of the same unit for
    all) and the words that stand behind it.
    """

    bars: tuple[tuple[str, int, str], ...]
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class NewPage:
    """What follows is on a page of its own. From the first one on it is annexes: the signatures
    stand before it.
    """


@dataclass(frozen=True, kw_only=True)
class Annexed:
    """ "(Kèm theo Quyết định số ... ngày ... của ...)" below the title of an annex: `kind` is the word
    for the paper, whose number and day are put in when they are known.
    """

    kind: str


Block = Paragraph | Heading | Items | Table | Chart | NewPage | Annexed


@dataclass(frozen=True, kw_only=True)
class Signature:
    """`lines` above the room for the signature ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"), `name` below.
    Where it `is_signed` already, `note` says how and no room is left.
    """

    lines: tuple[str, ...]
    name: str = ""
    note: str = ""  # "(Ký, ghi rõ họ tên)", or how it was signed
    is_signed: bool = False


CAPITAL, SEAT = "Hà Nội", "Tổng Liên đoàn Lao động Việt Nam"
_OF_PROVINCE = re.compile(r"(?:Liên đoàn Lao động|LĐLĐ) (?:tỉnh|thành phố|TP\.?) (.+)")


def place_among(names: Sequence[str]) -> str:
    """ "Địa danh" of the day line, from the names of the issuing unit and of those above it, the nearest
    first: that of its province (decree 30/2020/NĐ-CP names it for bodies of central and provincial level).
    Empty where it cannot be told: it is then written by hand.
    """
    for name in names:
        found = _OF_PROVINCE.fullmatch(name)
        if found:
            return found[1]
    return CAPITAL if [name for name in names if name] == [SEAT] else ""


def standing_in(*lines: str) -> tuple[str, ...]:
    """Lines above a signature: a deputy signs for the head, "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"."""
    found: list[str] = []
    for line in filter(None, lines):
        upper = line.upper()
        is_deputy = upper.startswith(DEPUTY) and "PHỤ TRÁCH" not in upper
        if is_deputy and not any(one.upper().startswith(FOR_HEAD) for one in found):
            found.append(f"{FOR_HEAD} {upper.removeprefix(DEPUTY)}")
        found.append(line)
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class OfficialPaper:
    """`kind` is "QUYẾT ĐỊNH", "BÁO CÁO" ...; an official letter (công văn) has none and its `title`
    stands below the number as "V/v ...". `authority` is who decides, above the grounds of a decision
    ("BAN CHẤP HÀNH CÔNG ĐOÀN ..."). With one signature it stands at the right of the recipients;
    with more they stand in columns. `is_draft` prints the mark of a draft over every page.
    `fingerprint` is the SHA-256 of what was signed, printed small at the end.
    """

    letterhead: Letterhead
    kind: str = ""
    title: str
    authority: str = ""
    addressed_to: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    fingerprint: str = ""
    is_landscape: bool = False
    is_draft: bool = False
