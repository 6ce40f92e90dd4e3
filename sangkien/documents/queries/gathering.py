"""The figures that a document keeps beside its snapshot."""

import datetime as dt
from collections.abc import Iterator

from sangkien.agreements.achieving import Achieved
from sangkien.agreements.enums import TargetKind, TargetOrigin
from sangkien.agreements.measures import words as aim_words
from sangkien.core import numbers
from sangkien.core.periods import last_day, local_day, start_of
from sangkien.documents.figures import Aim, Figures, Named, Week
from sangkien.documents.praise import praised
from sangkien.progress import trends
from sangkien.progress.enums import Division
from sangkien.progress.queries import (
    ReportedLine,
    StructureScreen,
    TargetLine,
    UnitProgress,
    UnitScreen,
    get_place,
    readings,
    structure_screen,
)
from sangkien.reports import flash
from sangkien.reports.contents import Content
from sangkien.reports.queries import Source, board_of

NONE = "—"
WEEK = 7 * trends.DAY
REST = "Chưa phân nhóm, ngoài các nhóm"
# How the pages name them; the paper does not change with the language of the reader.
LABELS = {
    TargetKind.COUNT: "Sáng kiến {base}",
    TargetKind.COVERAGE: "Tỷ lệ CĐCS có sáng kiến {base} (chỉ tiêu {aim} %)",
    TargetKind.RATE: "Sáng kiến {base} trên 100 người (chỉ tiêu {aim})",
    TargetKind.EACH: "CĐCS đủ số sáng kiến {base} (chỉ tiêu {aim} %)",
}


def gathered(source: Source, content: Content, *, at: dt.datetime) -> Figures:
    """Of the board from which `content` was made, at the same moment and under the same lock. Parts were
    brought up to it before (`breaking_down.catch_up`); there are none before the worker first counted them.
    """
    screen = board_of(source, at=at)
    place = get_place(source.slug, source.unit_code, period=source.period, at=at)
    structure = structure_screen(place, base=screen.progress.base, at=at)
    trend, part = screen.trend, structure.participation
    reached = trend.reached
    return Figures(
        early=reached.days_early if reached else None,
        reached_on=reached.on if reached else None,
        early_of=_early(screen),
        fields=tuple(_fields(structure)),
        parts_at=content.head.as_of if structure.outcome.as_of else None,
        weeks=tuple(_weeks(screen, at=at)),
        weeks_base=str(trend.base.label),
        aims=tuple(_aims(screen.progress)),
        people=part.people,
        authors=part.authors,
        members=part.size.members,
        counted_on=part.reference_on,
        praised=tuple(praised(screen.unit, screen.period, content)),
    )


def _early(screen: UnitScreen) -> dict[str, int]:
    """Of the units below that reached their target on a known day."""
    found = {row.unit.code: row.reached for row in screen.league.rows if row.reached}
    days = {code: one.days_early for code, one in found.items()}
    return {code: early for code, early in days.items() if early is not None}


def _fields(structure: StructureScreen) -> Iterator[Named]:
    table = next((one for one in structure.tables if one.division == Division.FIELD), None)
    for line in table.lines if table else ():
        yield (REST if line.part.is_rest else line.label, line.part.sent, line.part.valid)


def _weeks(screen: UnitScreen, *, at: dt.datetime) -> Iterator[Week]:
    """What was new in seven days each, from the first day of the period on."""
    period, base = screen.period, screen.progress.base
    until = min(at, period.closes_at)
    parts, baseline = readings.days_of([screen.unit.pk], period, base=base)
    values = trends.summed(list(parts.values()))
    if not values or until <= period.opens_at:
        return
    since = start_of(local_day(period.opens_at))
    found = trends.series(values, since=since, until=until, unit=WEEK, baseline=baseline)
    for step in found.steps:
        if step.new is not None:
            yield _week(step, found.length, until)


def _week(step: trends.Step, length: dt.timedelta, until: dt.datetime) -> Week:
    first = local_day(step.ends_at - length)
    last = last_day(min(step.ends_at, until))
    label = f"{first:%d/%m}" if first >= last else f"{first:%d/%m}–{last:%d/%m}"
    return Week(label=label, new=step.new or 0)


# Targets beside the number that the board shows


def _aims(progress: UnitProgress) -> Iterator[Aim]:
    goal = progress.goal
    for line in progress.targets:
        is_shown = goal is not None and (line.kind, line.base, line.origin) == (
            TargetKind.COUNT,
            goal.base,
            goal.origin,
        )
        if not is_shown and line.kind in LABELS:
            yield _aim(line)
    for reported in progress.reported:
        yield _reported(reported)


def _aim(line: TargetLine) -> Aim:
    label = LABELS[line.kind].format(base=line.base.label, aim=numbers.written(line.aim))
    if line.origin == TargetOrigin.SELF_SET:
        label += ", đơn vị tự đăng ký"
    standing = line.standing
    if standing is None:
        return Aim(label=label, plan=numbers.written(line.aim), result=NONE, share=NONE)
    return Aim(
        label=label,
        plan=numbers.thousands(standing.target),
        result=numbers.thousands(standing.value),
        share=flash.reached(standing),
    )


def _reported(line: ReportedLine) -> Aim:
    achieved: Achieved | None = line.achieved
    result = line.result
    value = numbers.written(result.value) if result else NONE
    day = f" (đến {result.as_of:%d/%m/%Y})" if result else ""
    return Aim(
        label=line.target.title,
        plan=aim_words(line.target.aim),
        result=f"{value}{day}",
        share=achieved.words if achieved else NONE,
    )
