"""Geometry of the bars and curves: numbers in, attributes of SVG out. No markup, no request.

Widths are percentages in SVG attributes, because the pages allow no style attribute.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sangkien.web.shared.rows import Curve

PLOT = 1000  # both sides of the square in which curves are drawn; the page stretches it
GAP = 0.2  # between two columns, of the width of a step


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


@dataclass(frozen=True)
class Column:
    """What was new in one step, as a rectangle that stands on the lower axis."""

    x: str
    y: str
    width: str
    height: str
    is_peak: bool


@dataclass(frozen=True, kw_only=True)
class Drawing:
    line: str
    area: str
    pace: str
    end_x: str
    end_y: str
    target_y: str
    ticks: Sequence[Tick]
    columns: Sequence[Column]


def bar(value: int, target: int | None, pace: int | None = None) -> Bar:
    full = max(value, target or 0, pace or 0, 1)
    return Bar(
        value=_percent(value, full),
        target=_percent(target, full) if target and target < full else "",
        pace="" if pace is None or pace >= full else _percent(pace, full),
        is_reached=bool(target) and value >= (target or 0),
    )


def draw(curve: Curve) -> Drawing:
    """Where the lines of a curve run; `curve.steps` must not be empty."""
    values = [curve.origin, *(step.value for step in curve.steps)]
    top = axis_top(max(*values, *(mark.value for mark in curve.pace), curve.target or 0))

    def height(value: int) -> float:
        return PLOT - value * PLOT / top

    width = curve.filled * PLOT / len(curve.steps)
    line = [(place * width, height(value)) for place, value in enumerate(values)]
    end_x, end_y = line[-1]
    return Drawing(
        line=_path(line),
        area=_path([(0, PLOT), *line, (end_x, PLOT)]),
        pace=_path([(mark.place * PLOT, height(mark.value)) for mark in curve.pace]),
        end_x=_percent(end_x, PLOT),
        end_y=_percent(end_y, PLOT),
        target_y=_percent(height(curve.target), PLOT) if curve.target else "",
        ticks=[Tick(top * step // 4, _percent(4 - step, 4)) for step in range(1, 5)],
        columns=_columns(curve, width),
    )


def _columns(curve: Curve, width: float) -> list[Column]:
    peak = curve.peak
    most = (peak.new or 0) if peak else 0
    return [
        Column(
            x=_percent(place * width + width * GAP / 2, PLOT),
            y=_percent(most - step.new, most),
            width=_percent(width * (1 - GAP), PLOT),
            height=_percent(step.new, most),
            is_peak=step is peak,
        )
        for place, step in enumerate(curve.steps)
        if most and step.new and step.new > 0
    ]


def axis_top(highest: int) -> int:
    """The smallest handy number from `highest` on that four grid lines divide evenly."""
    scale = 1
    while True:
        for factor in (4, 8, 12, 16, 20, 24, 32):
            if factor * scale >= highest:
                return factor * scale
        scale *= 10


def _path(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in places)


def _percent(part: float, whole: float) -> str:
    """An attribute, so never with a decimal comma."""
    return f"{part * 100 / whole:.2f}%"
