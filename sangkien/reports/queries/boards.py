"""The board of a unit as plain values, from what the progress page shows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sangkien.agreements.enums import TargetBase
from sangkien.followup.queries import lagging_among, terms_for
from sangkien.progress.enums import BoardOrder
from sangkien.progress.queries import (
    Choice,
    ClustersBoard,
    Counts,
    Goal,
    League,
    LeagueRow,
    UnitProgress,
    UnitScreen,
    unit_screen,
)
from sangkien.reports import rules
from sangkien.reports.contents import Content, Group, Head, Line, Numbers, Place


@dataclass(frozen=True, kw_only=True)
class Source:
    """Which board: `unit_code` "" is the owner of the programme, `period` "" the usual one."""

    slug: str
    unit_code: str = ""
    period: str = ""
    order: BoardOrder = BoardOrder.COUNT
    tree: str = ""


def board_of(source: Source, *, at: dt.datetime) -> UnitScreen:
    """The progress page with all units at once; NotFound outside of the programme."""
    choice = Choice(
        period=source.period, order=source.order, tree=source.tree, rows=rules.MOST_ROWS
    )
    return unit_screen(source.slug, source.unit_code or None, choice=choice, at=at)


def content_of(screen: UnitScreen, *, at: dt.datetime) -> Content:
    """Everything on the board; nothing in it refers to a row of the database."""
    progress, goal = screen.progress, screen.progress.goal
    coverage = progress.coverage
    return Content(
        head=_head(screen, at=at),
        total=Numbers(**_numbers(progress.total, goal)),
        origin=goal.origin.value if goal else "",
        pace=progress.pace,
        grassroots=coverage.total if coverage else None,
        rank=_rank(progress),
        bands=screen.league.bands,
        order_base=screen.league.base.value,
        lines=_lines(screen.league),
        groups=_groups(screen.clusters),
        lagging=_lagging(screen, at=at),
    )


def _lagging(screen: UnitScreen, *, at: dt.datetime) -> tuple[str, ...]:
    terms = terms_for(screen.unit, screen.programme)
    found = lagging_among(screen.league.rows, screen.period, terms, at=at)
    return tuple(unit.code for unit in found)


def _head(screen: UnitScreen, *, at: dt.datetime) -> Head:
    """Figures that were carried up later than `at` are said to be of `at`."""
    return Head(
        programme=screen.programme.title,
        slug=screen.programme.slug,
        slogan=screen.programme.slogan,
        unit=screen.unit.name,
        unit_label=screen.unit.label,
        unit_code=screen.unit.code,
        period=screen.period.name,
        opens_at=screen.period.opens_at,
        closes_at=screen.period.closes_at,
        due_at=screen.progress.closes_at,
        at=at,
        as_of=min(screen.progress.as_of, at),
        tree_on=screen.tree.day,
    )


def _numbers(counts: Counts, goal: Goal | None) -> dict[str, Any]:
    return {
        "sent": counts.sent,
        "valid": counts.valid,
        "recognised": counts.recognised,
        "people": counts.people,
        "benefit_vnd": counts.benefit_vnd,
        "covered": counts.covered_sent,
        "base": (goal.base if goal else TargetBase.SENT).value,
        "target": goal.value if goal else None,
    }


def _rank(progress: UnitProgress) -> Place | None:
    rank = progress.rank
    if rank is None:
        return None
    return Place(number=rank.number, of=rank.of, is_tied=rank.is_tied, among=rank.among)


def _lines(league: League) -> tuple[Line, ...]:
    return tuple(_line(row) for row in league.rows)


def _line(row: LeagueRow) -> Line:
    return Line(
        **_numbers(row.counts, row.goal),  # by name
        code=row.unit.code,
        label=row.unit.label,
        rank=row.rank,
        is_tied=row.is_tied,
        grassroots=row.coverage.total if row.coverage else None,
    )


def _groups(board: ClustersBoard) -> tuple[Group, ...]:
    return tuple(
        Group(
            **_numbers(row.counts, row.goal),  # by name
            name=row.cluster.name,
            is_block=is_block,
            units=row.units,
            rank=row.rank,
            is_tied=row.is_tied,
        )
        for row, is_block in board.flat
    )
