"""A draft's content with one line changed. Pure: the whole is checked when it is written."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sangkien.scoring.errors import InvalidTable

Content = Mapping[str, Any]
Row = Mapping[str, Any]


def with_node(content: Content, node: Row, *, instead: str = "") -> dict[str, Any]:
    """The line in place of another one (`instead` is its code), or at the end."""
    rows = [dict(row) for row in content["nodes"]]
    place = _place(rows, instead) if instead else len(rows)
    if any(row["code"] == node["code"] for at, row in enumerate(rows) if at != place):
        raise InvalidTable(_("Mã này đã có ở dòng khác."), field="code")
    rows[place : place + 1] = [dict(node)]
    if instead and instead != node["code"]:
        rows = [_renamed(row, instead, node["code"]) for row in rows]
    return {**content, "nodes": rows, "bands": _bands(content, instead, str(node["code"]))}


def _renamed(row: Row, old: str, new: str) -> dict[str, Any]:
    return {**row, "parent": new} if row.get("parent") == old else dict(row)


def _bands(content: Content, old: str, new: str) -> list[dict[str, Any]]:
    """Conditions that name a line follow its new code."""
    return [
        {
            **band,
            "conditions": [
                {**one, "node": new} if old and one.get("node") == old else one
                for one in band.get("conditions", [])
            ],
        }
        for band in content.get("bands", [])
    ]


def without_node(content: Content, code: str) -> dict[str, Any]:
    """Without a line and, of a group, without everything in it."""
    rows = [dict(row) for row in content["nodes"]]
    _place(rows, code)
    gone = {code}
    while True:
        more = {row["code"] for row in rows if row.get("parent") in gone} - gone
        if not more:
            break
        gone |= more
    return {**content, "nodes": [row for row in rows if row["code"] not in gone]}


def moved(content: Content, code: str, *, by: int) -> dict[str, Any]:
    """Before (-1) or behind (1) its neighbour in the same group; at the edge nothing happens."""
    rows = [dict(row) for row in content["nodes"]]
    place = _place(rows, code)
    beside = [
        at for at, row in enumerate(rows) if row.get("parent", "") == rows[place].get("parent", "")
    ]
    other = beside.index(place) + by
    if 0 <= other < len(beside):
        target = beside[other]
        rows[place], rows[target] = rows[target], rows[place]
    return {**content, "nodes": rows}


def next_code(content: Content, parent: str) -> str:
    """ "I.3" below "I" with two lines; the first number that is free."""
    taken = {row["code"] for row in content["nodes"]}
    start = f"{parent}." if parent else ""
    return next(code for n in range(1, len(taken) + 2) if (code := f"{start}{n}") not in taken)


def with_band(content: Content, band: Row, *, place: int | None = None) -> dict[str, Any]:
    """The class in its place by points, the highest first."""
    rows = [dict(row) for at, row in enumerate(content.get("bands", [])) if at != place]
    rows.append(dict(band))
    rows.sort(key=lambda row: float(row["low"]), reverse=True)
    return {**content, "bands": rows}


def without_band(content: Content, place: int) -> dict[str, Any]:
    bands = list(content.get("bands", []))
    if not 0 <= place < len(bands):
        raise InvalidTable(_("Mức xếp loại này không còn."))
    return {**content, "bands": bands[:place] + bands[place + 1 :]}


def _place(rows: Sequence[Row], code: str) -> int:
    for at, row in enumerate(rows):
        if row["code"] == code:
            return at
    raise InvalidTable(_("Dòng này không còn trong bảng điểm."))
