"""Ranks as rows of a table: units first, each with the reason of its rank."""

import html
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.scoring.queries.grid import Grid, Seat
from sangkien.scoring.queries.years import Year, YearLine
from sangkien.scoring.rules.ranking import Placed
from sangkien.scoring.rules.tables import points_words
from sangkien.web.scoring.gridding import MOST_DRAWN, NOTHING, class_words
from sangkien.web.shared.cells import Column, Kind, Rows, write

if TYPE_CHECKING:
    from sangkien.units.models import Unit


def of_grid(grid: Grid) -> Rows:
    columns = [
        Column(_("Hạng"), Kind.RANK),
        Column(_("Đơn vị"), Kind.HEAD),
        Column(_("Tổng điểm"), Kind.NUMBER),
        *([Column(_("Điểm xếp loại"), Kind.NUMBER)] if grid.arena.table.cap else []),
        Column(_("Xếp loại")),
        Column(_("Vì sao hạng này?")),
    ]
    has_cap = bool(grid.arena.table.cap)
    return write(columns, (_line(*one, has_cap) for one in grid.ranked[:MOST_DRAWN]))


def _line(seat: Seat, placed: Placed | None, has_cap: bool) -> Iterable[str]:  # noqa: FBT001
    totals = seat.totals
    url = reverse("scoring:card", args=[seat.card.pk])
    yield _rank(placed)
    yield _name(seat.unit, url, placed)
    yield points_words(totals.ranking) if totals else NOTHING
    if has_cap:
        yield points_words(totals.class_score) if totals else NOTHING
    yield class_words(seat) or NOTHING
    yield _why(placed, seat.outcome.findings, has_points=totals is not None)


def of_year(year: Year) -> Rows:
    columns = [
        Column(_("Hạng"), Kind.RANK),
        Column(_("Đơn vị"), Kind.HEAD),
        Column(_("6 tháng đầu"), Kind.NUMBER),
        Column(_("6 tháng cuối"), Kind.NUMBER),
        Column(_("Cả năm"), Kind.NUMBER),
        Column(_("Xếp loại")),
        Column(_("Cách tính, vì sao hạng này")),
    ]
    return write(columns, map(_year_line, year.lines[:MOST_DRAWN]))


def _year_line(line: YearLine) -> Iterable[str]:
    yield _rank(line.placed)
    yield _name(line.unit, "", line.placed)
    yield points_words(line.first) if line.first is not None else NOTHING
    yield points_words(line.second) if line.second is not None else NOTHING
    yield points_words(line.total) if line.total is not None else NOTHING
    yield line.outcome.name or NOTHING
    more = (line.words, *line.outcome.findings)
    yield _why(line.placed, more, has_points=line.total is not None)


def _rank(placed: Placed | None) -> str:
    return NOTHING if placed is None else str(placed.rank)


def _name(unit: "Unit", url: str, placed: Placed | None) -> SafeString:
    """With whether the rank is shared: beside the rank it would cover the name on phones."""
    name = html.escape(unit.name)
    linked = f'<a href="{html.escape(url)}">{name}</a>' if url else name
    shared = ""
    if placed is not None and placed.is_shared:
        shared = f'<span class="remark">{html.escape(_("Đồng hạng"))}</span>'
    return SafeString(f'<span id="don-vi-{unit.pk}">{linked}</span>{shared}')


def _why(placed: Placed | None, more: Iterable[str], *, has_points: bool) -> SafeString:
    none = _("Chưa có điểm nên chưa xếp hạng")
    if has_points:
        none = _("Xếp hạng khi mọi phiếu của cụm, khối đã công bố")
    said = [*(placed.why if placed else (none,)), *more]
    first, *rest = (html.escape(one) for one in said)
    return SafeString("".join([first, *(f"<br>{one}" for one in rest)]))
