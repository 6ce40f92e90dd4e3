"""A content with one part changed. Pure: the whole is checked when it is written."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sangkien.documents.errors import InvalidDocument

Content = Mapping[str, Any]
Row = Mapping[str, Any]


def next_key(blocks: Sequence[Row]) -> str:
    """ "b7": no key comes twice in a content."""
    numbers = [int(one["key"][1:]) for one in blocks if one["key"][1:].isdigit()]
    return f"b{max(numbers, default=0) + 1}"


def added(content: Content, block: Row, *, after: str) -> dict[str, Any]:
    """The part behind another one, at the beginning where `after` is "", else at the end."""
    blocks = list(content["blocks"])
    place = 0 if not after else _place(blocks, after, missing=len(blocks) - 1) + 1
    blocks.insert(place, {**block, "key": next_key(blocks)})
    return {**content, "blocks": blocks}


def replaced(content: Content, key: str, block: Row) -> dict[str, Any]:
    blocks = list(content["blocks"])
    place = _place(blocks, key)
    blocks[place] = {**block, "key": key, "kind": blocks[place]["kind"]}
    return {**content, "blocks": blocks}


def removed(content: Content, key: str) -> dict[str, Any]:
    blocks = list(content["blocks"])
    del blocks[_place(blocks, key)]
    return {**content, "blocks": blocks}


def moved(content: Content, key: str, *, by: int) -> dict[str, Any]:
    """Before (-1) or behind (1) its neighbour; at the edge nothing happens."""
    blocks = list(content["blocks"])
    place = _place(blocks, key)
    to = min(max(place + by, 0), len(blocks) - 1)
    blocks.insert(to, blocks.pop(place))
    return {**content, "blocks": blocks}


def _place(blocks: Sequence[Row], key: str, *, missing: int | None = None) -> int:
    found = next((at for at, one in enumerate(blocks) if one["key"] == key), missing)
    if found is None:
        raise InvalidDocument(_("Phần này không còn trong văn bản."))
    return found
