"""The boards: units and clusters with their figures, one row each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.agreements.enums import TargetBase
from sangkien.progress.queries import ClusterRow, ClustersBoard, Goal, League, LeagueRow, by_rank
from sangkien.web.shared import ordering
from sangkien.web.shared.cells import Column, Kind, Rows, write
from sangkien.web.shared.figures import early_words
from sangkien.web.shared.templatetags import ui, vi

if TYPE_CHECKING:  # pages reach data through queries, these are only words for the type checker
    from sangkien.programmes.models import Period, Programme


class Detail(Enum):
    """How much a board says: what was counted, how far that is, or everything with a bar."""

    COUNTS = 1
    REACHED = 2
    FULL = 3


@dataclass(frozen=True, kw_only=True)
class Board:
    """A table of figures, ready to be shown. `base` says what is counted, and what "đạt" goes by."""

    caption: str
    rows: Rows
    base: str
    as_of: dt.datetime
    has_pace: bool


def league(
    found: League,
    programme: "Programme",
    period: "Period",
    *,
    brief: bool = False,
    tree: str = "",
) -> Board:
    """The units of one page of a league; `tree` is the day that the reader asked for, kept on."""
    detail = _detail(found.has_targets, brief)
    return Board(
        caption=ordering.caption(found.order),
        rows=write(
            [
                _rank(),
                Column(_("Đơn vị"), Kind.HEAD),
                *ordering.columns(found.order),
                *_columns(detail),
            ],
            _league_lines(
                found, programme, f"{period.pk}{f'&ngay={tree}' if tree else ''}", detail
            ),
        ),
        base=_base(found.base if found.has_targets else None),
        as_of=found.as_of,
        has_pace=detail == Detail.FULL and found.has_pace,
    )


def _league_lines(
    found: League, programme: "Programme", asked: str, detail: Detail
) -> Iterator[tuple[str, ...]]:
    tied = _tied()
    for row in found.rows:
        url = reverse("progress:unit", args=[programme.slug, row.unit.code])
        name = format_html(
            '<a href="{}?dot={}">{}</a>{}',
            url,
            asked,
            row.unit.label,
            tied if row.is_tied else "",
        )
        yield (
            vi.number(row.rank) if row.rank else "—",
            name,
            *ordering.figures(row, found.order),
            *_figures(row, detail, base=found.base),
        )


def clusters(
    board: ClustersBoard,
    programme: "Programme",
    period: "Period",
    *,
    most: int | None = None,
    tree: str = "",
) -> Board:
    """Each cluster followed by its blocks; with `most` the leading clusters alone, in brief. `tree` is
    the day that the reader asked for, kept on.
    """
    is_brief = most is not None
    detail = _detail(board.has_targets, is_brief)
    columns = [
        *([_rank()] if board.has_targets else []),
        Column(_("Cụm, khối"), Kind.HEAD),
        *([] if is_brief else [Column(_("Đơn vị"), Kind.NUMBER)]),
        *_columns(detail),
    ]
    base = _usual([row.goal.base for row, _is_block in board.flat if row.goal])
    asked = f"{period.pk}{f'&ngay={tree}' if tree else ''}"
    shown = board.flat if most is None else [(row, False) for row in by_rank(board.rows)[:most]]
    lines = (
        (
            *([vi.number(row.rank)] if board.has_targets else []),
            _cluster_name(row, programme, asked, is_block=is_block),
            *([] if is_brief else [vi.number(row.units)]),
            *_figures(row, detail, base=base),
        )
        for row, is_block in shown
    )
    return Board(
        caption=_("Cộng các đơn vị thành viên"),
        rows=write(columns, lines),
        base=_base(base),
        as_of=board.as_of,
        has_pace=detail == Detail.FULL and board.has_pace,
    )


def _usual(bases: Sequence[TargetBase]) -> TargetBase | None:
    return max(set(bases), key=bases.count) if bases else None


def _base(reached: TargetBase | None) -> str:
    """A row whose target counts something else names that beside its number."""
    if reached is None:
        return _("đã gửi, hợp lệ")
    return _("đã gửi, hợp lệ; đạt tính theo số %(base)s") % {"base": reached.label}


def _cluster_name(
    row: ClusterRow, programme: "Programme", asked: str, *, is_block: bool
) -> SafeString:
    return format_html(
        '{}<a href="{}?dot={}">{}</a>{}',
        SafeString('<span class="muted" aria-hidden="true">↳ </span>') if is_block else "",
        reverse("progress:cluster", args=[programme.slug, row.cluster.pk]),
        asked,
        row.cluster.name,
        _tied() if row.is_tied else "",
    )


def _tied() -> SafeString:
    return format_html(' <span class="small muted">{}</span>', _("đồng hạng"))


def _detail(has_targets: bool, is_brief: bool) -> Detail:  # noqa: FBT001 - both said by name
    if not has_targets:
        return Detail.COUNTS
    return Detail.REACHED if is_brief else Detail.FULL


def _rank() -> Column:
    return Column(_("Hạng"), Kind.RANK)


def _columns(detail: Detail) -> Iterator[Column]:
    yield Column(_("Đã gửi"), Kind.NUMBER)
    yield Column(_("Hợp lệ"), Kind.NUMBER)
    if detail == Detail.FULL:
        yield Column(_("Chỉ tiêu"), Kind.NUMBER)
    if detail != Detail.COUNTS:
        yield Column(_("Đạt"), Kind.NUMBER)
    if detail == Detail.FULL:
        yield Column(_("So với chỉ tiêu"))


def _figures(
    row: LeagueRow | ClusterRow, detail: Detail, *, base: TargetBase | None = None
) -> Iterator[str]:
    """As many as there are `_columns`."""
    standing = row.standing
    yield vi.number(row.counts.sent)
    yield vi.number(row.counts.valid)
    if detail == Detail.FULL:
        yield _aim(row.goal, base)
    if detail != Detail.COUNTS:
        yield _reached(row)
    if detail == Detail.FULL:
        yield ui.minimeter(standing.value, standing.target, pace=row.pace) if standing else ""


def _reached(row: LeagueRow | ClusterRow) -> str:
    """ "117 % sớm 12 ngày": how far, and when the target in force was reached."""
    if row.standing is None:
        return vi.NOTHING
    percent = vi.percent(row.standing.value, row.standing.target)
    reached = row.reached if isinstance(row, LeagueRow) else None
    if reached is None or reached.days_early is None:
        return percent
    early = early_words(reached.days_early)
    return format_html('{} <span class="small muted nowrap">{}</span>', percent, early)


def _aim(goal: Goal | None, base: TargetBase | None) -> str:
    """What the number counts stands beside it where it is not the `base` of the whole board."""
    if goal is None:
        return vi.NOTHING
    number = vi.number(goal.value)
    if base in {None, goal.base}:
        return number
    return format_html('{} <span class="small muted">{}</span>', number, goal.base.label)
