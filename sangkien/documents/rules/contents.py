"""What a document says: head and blocks as plain values, checked. Pure.

Kept as JSON; `read` refuses what is too long, strange or of no known shape, `dump` writes it back.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core import text
from sangkien.documents.enums import LIVE, BlockKind, ChartOf, UnitsShown
from sangkien.documents.errors import InvalidDocument
from sangkien.documents.rules import placeholders

LONGEST_LINE, LONGEST_TITLE, LONGEST_TEXT, LONGEST_CELL = 300, 250, 8_000, 300
LONGEST_ITEM, LONGEST_KEY = 1_000, 8
MOST_BLOCKS, MOST_ITEMS, MOST_LINES, MOST_COLUMNS, MOST_ROWS = 60, 60, 12, 8, 120
MOST_UNITS, LEAST_UNITS, USUAL_UNITS = 100, 3, 10
LARGEST = 250_000  # letters of the whole
LEVELS = (1, 2, 3)


@dataclass(frozen=True, kw_only=True)
class Block:
    """One part. Which fields count goes with the kind: `level` and `text` of a heading, `text` of
    prose, `items` of a list, `rows` (the first is the header) of a table, `shown` and `most` of what
    is drawn from a snapshot. `caption` stands above tables and charts.
    """

    key: str
    kind: BlockKind
    text: str = ""
    level: int = 1
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    shown: str = ""
    most: int = 0

    @property
    def is_live(self) -> bool:
        return self.kind in LIVE


@dataclass(frozen=True, kw_only=True)
class Content:
    """Head, blocks and foot. Lines that may be empty are empty tuples or "". The second signer, who
    stands at the left, is the secretary of minutes.
    """

    title: str
    addressed_to: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    symbol: str = ""
    place: str = ""
    signs_for: str = ""
    signer_post: str = ""
    signer_name: str = ""
    other_post: str = ""
    other_name: str = ""

    def block(self, key: str) -> Block | None:
        return next((one for one in self.blocks if one.key == key), None)

    @property
    def has_live(self) -> bool:
        return any(one.is_live for one in self.blocks)

    @property
    def texts(self) -> list[str]:
        """Everything in which a placeholder may stand."""
        return [
            *(self.title, *self.addressed_to, *self.grounds, *self.recipients),
            *(words for one in self.blocks for words in _texts(one)),
        ]


FREE = ("title",)
LINES = ("addressed_to", "grounds", "recipients")
PLAIN = (
    *("symbol", "place", "signs_for", "signer_post", "signer_name", "other_post", "other_name"),
)
_SHOWN: dict[BlockKind, tuple[str, ...]] = {
    BlockKind.UNITS: tuple(UnitsShown.values),
    BlockKind.CHART: tuple(ChartOf.values),
}
_DEFAULTS = {
    name: one.default
    for name, one in Block.__dataclass_fields__.items()
    if name not in ("key", "kind")
}


def _texts(block: Block) -> Iterator[str]:
    yield from (block.text, block.caption, *block.items)
    for row in block.rows:
        yield from row


def read(kept: Mapping[str, Any]) -> Content:
    """The content of JSON or of a form, or InvalidDocument at its field."""
    head = {name: _line(kept.get(name, ""), name, most=LONGEST_LINE) for name in PLAIN}
    lists = {name: _lines(kept.get(name, ()), name) for name in LINES}
    title = _line(kept.get("title", ""), "title", most=LONGEST_TITLE)
    placeholders.ensure_listed(title, field="title")
    if not text.has_words(title):
        raise InvalidDocument(_("Hãy ghi trích yếu của văn bản."), field="title")
    blocks = tuple(read_block(one) for one in _sequence(kept.get("blocks", ())))
    if len(blocks) > MOST_BLOCKS:
        raise InvalidDocument(_("Nhiều nhất %(n)d phần.") % {"n": MOST_BLOCKS})
    if len({one.key for one in blocks}) != len(blocks):
        raise InvalidDocument(_("Văn bản không đúng cấu trúc."))
    content = Content(title=title, blocks=blocks, **lists, **head)  # type: ignore[arg-type] # by name
    if len(written(content)) > LARGEST:
        raise InvalidDocument(_("Văn bản quá dài, hãy tách phần bảng ra phụ lục riêng."))
    return content


def read_block(row: Any) -> Block:
    if not isinstance(row, Mapping):
        raise InvalidDocument(_("Văn bản không đúng cấu trúc."))
    try:
        kind = BlockKind(str(row.get("kind")))
    except ValueError:
        raise InvalidDocument(_("Văn bản không đúng cấu trúc.")) from None
    key = str(row.get("key", ""))
    if not (key.isascii() and key.isalnum() and len(key) <= LONGEST_KEY):
        raise InvalidDocument(_("Văn bản không đúng cấu trúc."))
    caption = _line(row.get("caption", ""), "caption", most=LONGEST_LINE)
    placeholders.ensure_listed(caption, field="caption")
    return Block(key=key, kind=kind, caption=caption, **_of_kind(kind, row))


def _of_kind(kind: BlockKind, row: Mapping[str, Any]) -> dict[str, Any]:
    if kind in (BlockKind.HEADING, BlockKind.TEXT):
        return _prose_of(kind, row)
    if kind == BlockKind.LIST:
        return {"items": _lines(row.get("items", ()), "items", most=MOST_ITEMS, needed=True)}
    if kind == BlockKind.TABLE:
        return {"rows": _cells(row.get("rows", ()))}
    return _shown_of(kind, row)


def _prose_of(kind: BlockKind, row: Mapping[str, Any]) -> dict[str, Any]:
    words = row.get("text", "")
    clean = text.clean_prose(words) if isinstance(words, str) else ""
    most = LONGEST_LINE if kind == BlockKind.HEADING else LONGEST_TEXT
    if kind == BlockKind.HEADING:
        clean = text.clean_line(clean)
    _ensure_clean(clean, "text", most=most)
    if not text.has_words(clean):
        raise InvalidDocument(_("Hãy ghi nội dung."), field="text")
    placeholders.ensure_listed(clean, field="text")
    level = row.get("level", 1)
    if level not in LEVELS:
        raise InvalidDocument(_("Cấp đề mục từ 1 đến 3."), field="level")
    return {"text": clean, "level": level}


def _shown_of(kind: BlockKind, row: Mapping[str, Any]) -> dict[str, Any]:
    allowed = _SHOWN.get(kind, ("",))
    shown = row.get("shown") or allowed[0]
    if shown not in allowed:
        raise InvalidDocument(_("Hãy chọn trong danh sách."), field="shown")
    most = row.get("most") or (USUAL_UNITS if kind in _SHOWN else 0)
    if kind in _SHOWN and not (isinstance(most, int) and LEAST_UNITS <= most <= MOST_UNITS):
        raise InvalidDocument(
            _("Số dòng từ %(least)d đến %(most)d.") % {"least": LEAST_UNITS, "most": MOST_UNITS},
            field="most",
        )
    return {"shown": shown, "most": most if kind in _SHOWN else 0}


def _cells(rows: Any) -> tuple[tuple[str, ...], ...]:
    found = tuple(
        tuple(_line(cell, "rows", most=LONGEST_CELL) for cell in _sequence(row))
        for row in _sequence(rows)
    )
    header = 1
    if len(found) <= header or not all(found[0]):
        raise InvalidDocument(
            _("Bảng cần dòng tiêu đề, đủ tên các cột, và ít nhất một dòng."), field="rows"
        )
    if len(found) > MOST_ROWS + header or len(found[0]) > MOST_COLUMNS:
        raise InvalidDocument(
            _("Bảng có nhiều nhất %(columns)d cột, %(rows)d dòng.")
            % {"columns": MOST_COLUMNS, "rows": MOST_ROWS},
            field="rows",
        )
    for number, row in enumerate(found[header:], start=1):
        if len(row) != len(found[0]):
            raise InvalidDocument(
                _("Dòng %(number)d có %(cells)d ô, tiêu đề có %(columns)d cột.")
                % {"number": number, "cells": len(row), "columns": len(found[0])},
                field="rows",
            )
    for row in found:
        for cell in row:
            placeholders.ensure_listed(cell, field="rows")
    return found


def _lines(
    value: Any, name: str, *, most: int = MOST_LINES, needed: bool = False
) -> tuple[str, ...]:
    found = tuple(_line(one, name, most=LONGEST_ITEM) for one in _sequence(value))
    kept = tuple(filter(None, found))
    if len(kept) > most:
        raise InvalidDocument(_("Nhiều nhất %(n)d dòng.") % {"n": most}, field=name)
    if needed and not kept:
        raise InvalidDocument(_("Hãy ghi ít nhất một dòng."), field=name)
    for one in kept:
        placeholders.ensure_listed(one, field=name)
    return kept


def _line(value: Any, name: str, *, most: int) -> str:
    if not isinstance(value, str):
        raise InvalidDocument(_("Văn bản không đúng cấu trúc."), field=name)
    clean = text.clean_line(value)
    _ensure_clean(clean, name, most=most)
    return clean


def _ensure_clean(clean: str, name: str, *, most: int) -> None:
    if len(clean) > most:
        raise InvalidDocument(_("Dài nhất %(n)d ký tự.") % {"n": most}, field=name)
    if text.has_refused_characters(clean):
        raise InvalidDocument(_("Có ký tự lạ, hãy gõ lại."), field=name)


def _sequence(value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise InvalidDocument(_("Văn bản không đúng cấu trúc."))
    return value


def dump(content: Content) -> dict[str, Any]:
    """As JSON: lists, and of a block only what it says."""
    values = {name: getattr(content, name) for name in (*FREE, *PLAIN)}
    values |= {name: list(getattr(content, name)) for name in LINES}
    return {**values, "blocks": [dump_block(one) for one in content.blocks]}


def dump_block(block: Block) -> dict[str, Any]:
    said = {name: getattr(block, name) for name in _DEFAULTS}
    kept = {name: value for name, value in said.items() if value != _DEFAULTS[name]}
    plain = {"key": block.key, "kind": block.kind.value, **kept}
    result: dict[str, Any] = json.loads(json.dumps(plain, ensure_ascii=False))
    return result


def written(content: Content) -> str:
    return json.dumps(dump(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(values: Mapping[str, Any]) -> str:
    """SHA-256 over plain values in one form."""
    words = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()
