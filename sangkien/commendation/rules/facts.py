"""What is known of one candidate, as plain values. None is "not known", never "none"."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place among those of one cluster or block, or among the units below whoever decides;
    `figure` is what it was ranked by.
    """

    among: str
    rank: int | None
    of: int
    figure: int = 0
    next_best: int | None = None
    is_tied: bool = False

    @property
    def is_alone(self) -> bool:
        """Nobody to be compared with."""
        return self.of == 1


@dataclass(frozen=True, kw_only=True)
class Goal:
    """The own target: `reached` of `value` on one base ("hợp lệ")."""

    value: int
    reached: int
    base: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`until` is how the time of the figures is written ("31/05/2022 24h00"), `year` the year of the
    round. `benefits` are verified VND by year. `held` are the years in which each award was received,
    by its code, in force; `register_since` is the first year of the register. `stated` are the
    words of conditions that whoever nominates has confirmed.
    """

    until: str
    year: int
    own_code: str = ""
    valid: int | None = None
    recognised: int | None = None
    goal: Goal | None = None
    places: Collection[Place] = ()
    benefits: Mapping[int, int] | None = None
    score: str = ""  # points as they are written, beside `score_points`
    score_points: int | None = None  # hundredths
    score_place: Place | None = None
    held: Mapping[str, Collection[int]] = field(default_factory=dict)
    register_since: int | None = None
    months_active: int | None = None
    stated: Collection[str] = ()
