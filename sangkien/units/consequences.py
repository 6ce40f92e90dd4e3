"""What else follows from a reorganisation: the apps above say it and do it.

`units` knows neither initiatives nor targets nor totals. Each app that keeps something about units
registers one `Follower`; the act asks all of them before (what will change), during (change it),
when it is undone (put it back), and whether anything has come to rest on it since.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sangkien.access.actor import Actor

if TYPE_CHECKING:
    from sangkien.units.models import Reorganisation

SHOWN = 20  # lines of an effect that are listed


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A branch that hangs elsewhere: its root, and where the root was and is."""

    unit_id: int
    old_parent_id: int | None
    new_parent_id: int | None
    old_path: str
    new_path: str


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What an act changes in the tree. `heirs` are the successors that take over the people,
    `peers` the ended units whose heir is of their own level.

    Before the act is carried out, units that are still to be opened have no number: their
    `new_parent_id` and heir are None. Only then `inside` has every unit of the moving branches.
    """

    effective_on: dt.date
    moved: tuple[Moved, ...] = ()
    inside: frozenset[int] = frozenset()
    opened: tuple[int, ...] = ()
    renamed: tuple[int, ...] = ()
    ended: frozenset[int] = frozenset()
    heirs: Mapping[int, int | None] = field(default_factory=dict)
    peers: frozenset[int] = frozenset()
    carries_members: bool = True
    carries_targets: bool = False

    @property
    def unit_ids(self) -> set[int]:
        return {*self.opened, *self.renamed, *self.ended, *(m.unit_id for m in self.moved)}


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One kind of thing that an act touches, counted, with the first ones by name."""

    key: str
    label: str
    count: int
    words: str = ""
    lines: tuple[str, ...] = ()
    is_warning: bool = False


class Follower:
    """What one app does about it; `name` is the key of what it remembers for the undoing."""

    name = ""

    def begin(self) -> None:
        """Take the locks that must be taken before the tree is touched."""

    def foresee(self, changes: Changes) -> list[Effect]:
        """What would change, without changing it."""
        return []

    def apply(self, changes: Changes, *, by: Actor, at: dt.datetime) -> Any:
        """Change it; what is returned (JSON) is given back to `undo`."""
        return None

    def undo(self, changes: Changes, kept: Any, *, by: Actor, at: dt.datetime) -> None:
        """Put it back; `changes` are those of the undoing (from new to old)."""

    def hindrances(self, act: "Reorganisation", unit_ids: Collection[int]) -> list[str]:
        """What rests on the act, in words; `unit_ids` are the units that it opened."""
        return []


_followers: list[Follower] = []


def follow(follower: type[Follower]) -> type[Follower]:
    """Class decorator: register one."""
    _followers.append(follower())
    return follower


def followers() -> list[Follower]:
    return list(_followers)
