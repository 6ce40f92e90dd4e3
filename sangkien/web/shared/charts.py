"""Geometry of the bars and curves: numbers in, attributes of SVG out. No markup, no request.

Widths are percentages in SVG attributes, because the pages allow no style attribute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sangkien.web.shared.rows import Curve, Point

PLOT = 1000  # both sides of the square in which curves are drawn; the page stretches it
MOST_POINTS = 100  # a phone has no more pixels to tell them apart
MOST_ROWS = 32


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A value on a scale that ends at the largest of value, target and pace."""

    value: str
    target: str
    pace: str
    is_reached: bool


@dataclass(frozen=True)
class Tick:
    value: int
    y: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    line: str
    area: str
    pace: str
    end_x: str
    end_y: str
    target_y: str
    ticks: Sequence[Tick]
    middle_on: date


def bar(value: int, target: int | None, pace: int | None = None) -> Bar:
    full = max(value, target or 0, pace or 0, 1)
    return Bar(
        value=_percent(value, full),
        target=_percent(target, full) if target and target < full else "",
        pace="" if pace is None or pace >= full else _percent(pace, full),
        is_reached=bool(target) and value >= (target or 0),
    )


def draw(curve: Curve) -> Drawing:
    """Where the lines of a curve run; `curve.points` must not be empty."""
    top = axis_top(
        max(
            point.value
            for point in (*curve.points, *curve.pace, Point(curve.first_on, curve.target or 0))
        )
    )
    days = max((curve.last_on - curve.first_on).days, 1)

    def place(point: Point) -> tuple[float, float]:
        return (point.on - curve.first_on).days * PLOT / days, PLOT - point.value * PLOT / top

    line = [place(point) for point in thin(curve.points, MOST_POINTS)]
    pace = [place(point) for point in thin(curve.pace, MOST_POINTS)]
    end_x, end_y = line[-1]
    return Drawing(
        line=_path(line),
        area=_path([(line[0][0], PLOT), *line, (end_x, PLOT)]),
        pace=_path(pace),
        end_x=_percent(end_x, PLOT),
        end_y=_percent(end_y, PLOT),
        target_y=_percent(PLOT - curve.target * PLOT / top, PLOT) if curve.target else "",
        ticks=[Tick(top * step // 4, _percent(4 - step, 4)) for step in range(1, 5)],
        middle_on=curve.first_on + (curve.last_on - curve.first_on) / 2,
    )


def axis_top(highest: int) -> int:
    """The smallest handy number from `highest` on that four grid lines divide evenly."""
    scale = 1
    while True:
        for factor in (4, 8, 12, 16, 20, 24, 32):
            if factor * scale >= highest:
                return factor * scale
        scale *= 10


def thin(points: Sequence[Point], most: int) -> list[Point]:
    """At most `most` points, evenly taken, with the first and the last."""
    if len(points) <= most:
        return list(points)
    last = len(points) - 1
    return [points[round(index * last / (most - 1))] for index in range(most)]


def _path(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in places)


def _percent(part: float, whole: float) -> str:
    """An attribute, so never with a decimal comma."""
    return f"{part * 100 / whole:.2f}%"
