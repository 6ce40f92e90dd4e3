"""Rows of long tables, written at once: a template takes ten times as long for each of them."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from django.utils.safestring import SafeString


class Kind(Enum):
    """What a column holds: the HEAD names the row, the RANK moves to the corner of its card."""

    TEXT = ""
    NUMBER = "num"
    RANK = "num rank"
    HEAD = "head"


@dataclass(frozen=True)
class Column:
    """`label` heads the column, and stands before the cell on phones."""

    label: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What the `table` component is fed with."""

    columns: str
    html: SafeString


@lru_cache(maxsize=512)
def opening(label: str, kind: Kind) -> str:
    if kind == Kind.HEAD:
        return '<th scope="row" role="rowheader">'
    styled = f' class="{kind.value}"' if kind.value else ""
    return f'<td role="cell" data-label="{html.escape(label)}"{styled}>'


def escaped(content: str) -> str:
    """What Django's `conditional_escape` does, without its detours for lazy and foreign objects."""
    return content if isinstance(content, SafeString) else html.escape(content)


def wide(content: str) -> SafeString:
    """An amount: on phones its card has wider columns."""
    return SafeString(f'<span class="amount">{escaped(content)}</span>')


def cell(content: str, column: Column) -> SafeString:
    closing = "</th>" if column.kind == Kind.HEAD else "</td>"
    return SafeString(opening(column.label, column.kind) + escaped(content) + closing)


def write(columns: Iterable[Column], lines: Iterable[Iterable[str]]) -> Rows:
    """A row for each line; its contents, one for each column, are escaped unless they are markup."""
    known = list(columns)
    body = "\n".join(f'<tr role="row">{"".join(map(cell, line, known))}</tr>' for line in lines)
    return Rows(columns="|".join(map(_head, known)), html=SafeString(body))


def _head(column: Column) -> str:
    """As the `table` component reads it: # marks figures."""
    label = column.label.replace("|", "/").rstrip("#")
    return f"{label}#" if column.kind in {Kind.NUMBER, Kind.RANK} else label
