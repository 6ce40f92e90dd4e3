"""What the components of the pages are fed with: frozen, no queries, no request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


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


@dataclass(frozen=True, kw_only=True)
class ChartStep:
    """The total at the end of a day or an hour, and what was new in it (None: not known)."""

    label: str
    value: int
    new: int | None = None
    expected: int | None = None


@dataclass(frozen=True)
class ChartMark:
    """A corner of the pace line: `place` is 0 at the left end of the axis and 1 at its right."""

    place: float
    value: int


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A cumulative total in equal steps, beside what was expected and what is aimed at.

    The steps fill the part `filled` of the axis, which goes from `first` to `last` (the words at
    its ends); `origin` is the total before the first of them. `head` names the steps
    ("Đến hết ngày"), `new_head` what was new in one ("Mới trong ngày").
    """

    steps: Sequence[ChartStep]
    head: str
    new_head: str
    first: str
    last: str
    middle: str = ""
    origin: int = 0
    filled: float = 1.0
    pace: Sequence[ChartMark] = ()
    target: int | None = None

    @property
    def peak(self) -> ChartStep | None:
        """The step in which most was new, the first of equals."""
        return max((step for step in self.steps if step.new), key=_new, default=None)


def _new(step: ChartStep) -> int:
    return step.new or 0
