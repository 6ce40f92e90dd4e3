"""What a snapshot holds: plain values that say the same whatever becomes of units and targets.

Written as JSON of one version; a later version reads the earlier ones. Instants are ISO text.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, astuple, dataclass
from typing import Any

from sangkien.agreements.enums import TargetBase
from sangkien.progress import rules

VERSION = 2


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The figures of a branch; the bases are never added up."""

    sent: int
    valid: int
    recognised: int
    people: int
    benefit_vnd: int
    covered: int
    base: str
    target: int | None

    @property
    def value(self) -> int:
        """On the base of the target, which is "đã gửi" where there is none."""
        return int(getattr(self, self.base))

    @property
    def base_label(self) -> str:
        return str(TargetBase(self.base).label)

    @property
    def standing(self) -> rules.Standing | None:
        return rules.Standing(value=self.value, target=self.target) if self.target else None


@dataclass(frozen=True, kw_only=True)
class Line(Numbers):
    """One unit directly below; `grassroots` is how many CĐCS it has, None when not measured."""

    code: str
    label: str
    rank: int | None
    is_tied: bool
    grassroots: int | None


@dataclass(frozen=True, kw_only=True)
class Group(Numbers):
    """ "Cụm, khối" with the sum over its units."""

    name: str
    is_block: bool
    units: int
    rank: int | None
    is_tied: bool


@dataclass(frozen=True, kw_only=True)
class Place:
    """ "Hạng": `number` of `of`, among those below `among`."""

    number: int
    of: int
    is_tied: bool
    among: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """Of what the figures are. `tree_on` is the day whose tree was drawn, None for that of `at`.
    `due_at` is the deadline of the unit, which its plan may set before `closes_at`.
    """

    programme: str
    slug: str
    slogan: str
    unit: str
    unit_label: str
    unit_code: str
    period: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    due_at: dt.datetime
    at: dt.datetime
    as_of: dt.datetime
    tree_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class Content:
    """A board at a moment. `rest_sent` and `rest_valid` are what the unit has beyond the lines: its
    own office, and units that are not in the list any more. `pace` is how many there should be.
    `lagging` are the codes of those to be urged, by the rule in force at that moment; None in reports
    from before that was kept.
    """

    head: Head
    total: Numbers
    origin: str
    pace: int | None
    grassroots: int | None
    rank: Place | None
    bands: rules.Bands
    order_base: str
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    lagging: tuple[str, ...] | None = None

    @property
    def rest_sent(self) -> int:
        return self.total.sent - sum(line.sent for line in self.lines)

    @property
    def rest_valid(self) -> int:
        return self.total.valid - sum(line.valid for line in self.lines)

    @property
    def coverage(self) -> rules.Coverage | None:
        if not self.grassroots:
            return None
        return rules.Coverage(covered=self.total.covered, total=self.grassroots)

    @property
    def top_groups(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if not group.is_block)


def written(content: Content) -> dict[str, Any]:
    """As JSON; lines are lists of values, because a board may have hundreds."""
    head = {key: _plain(value) for key, value in asdict(content.head).items()}
    return {
        "version": VERSION,
        "head": head,
        "total": asdict(content.total),
        "origin": content.origin,
        "pace": content.pace,
        "grassroots": content.grassroots,
        "rank": asdict(content.rank) if content.rank else None,
        "bands": asdict(content.bands),
        "order_base": content.order_base,
        "lines": [list(astuple(line)) for line in content.lines],
        "groups": [list(astuple(group)) for group in content.groups],
        "lagging": None if content.lagging is None else list(content.lagging),
    }


def read(kept: dict[str, Any]) -> Content:
    """What `written` wrote."""
    head = {"due_at": kept["head"]["closes_at"], **kept["head"]}  # not in those of version 1
    instants = {key: dt.datetime.fromisoformat(head[key]) for key in _INSTANTS}
    tree_on = dt.date.fromisoformat(head["tree_on"]) if head["tree_on"] else None
    return Content(
        head=Head(**{**head, **instants, "tree_on": tree_on}),
        total=Numbers(**kept["total"]),
        origin=kept["origin"],
        pace=kept["pace"],
        grassroots=kept["grassroots"],
        rank=Place(**kept["rank"]) if kept["rank"] else None,
        bands=rules.Bands(**kept["bands"]),
        order_base=kept["order_base"],
        lines=tuple(_line(row) for row in kept["lines"]),
        groups=tuple(_group(row) for row in kept["groups"]),
        lagging=None if kept.get("lagging") is None else tuple(kept["lagging"]),
    )


def digest(kept: dict[str, Any]) -> str:
    """SHA-256 over the JSON in one form."""
    words = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


_INSTANTS = ("opens_at", "closes_at", "due_at", "at", "as_of")
_NUMBERS = tuple(Numbers.__dataclass_fields__)
_LINE = tuple(Line.__dataclass_fields__)
_GROUP = tuple(Group.__dataclass_fields__)


def _line(row: list[Any]) -> Line:
    return Line(**dict(zip(_LINE, row, strict=True)))


def _group(row: list[Any]) -> Group:
    return Group(**dict(zip(_GROUP, row, strict=True)))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
