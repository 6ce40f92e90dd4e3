"""What the components of the pages are fed with: frozen, no queries, no request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Link:
    """One entry of a breadcrumb or of tabs; the `count` of a tab is already counted."""

    label: str
    url: str = ""
    current: bool = False
    count: int | None = None


def written_way(*way: str) -> list[Link]:
    """ "Thư viện", its address, "Trao đổi" -> the entries of a breadcrumb."""
    above = [Link(label=label, url=url) for label, url in zip(way[:-1:2], way[1::2], strict=True)]
    return [*above, Link(label=way[-1])]


@dataclass(frozen=True, kw_only=True)
class PhaseStep:
    """ "Đợt" on the phase bar: [opens_at, closes_at), the end is exclusive."""

    name: str
    opens_at: datetime
    closes_at: datetime
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """Who did what, when and why."""

    at: datetime
    who: str
    what: str
    why: str = ""
    icon: str = "circle"


@dataclass(frozen=True)
class Point:
    """The total at the end of one day."""

    on: date
    value: int


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A cumulative total over time, beside what was expected and what is aimed at."""

    points: Sequence[Point]
    pace: Sequence[Point] = ()
    target: int | None = None

    @property
    def first_on(self) -> date:
        return min(point.on for point in (*self.points, *self.pace))

    @property
    def last_on(self) -> date:
        return max(point.on for point in (*self.points, *self.pace))
