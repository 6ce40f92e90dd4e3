"""The lists that can be exported: apps above register theirs."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.core.sheets import Cell
from sangkien.exports.rules import LONGEST_PARAMETER


@dataclass(frozen=True, kw_only=True)
class Column:
    label: str
    width: int = 18  # characters


@dataclass(frozen=True, kw_only=True)
class Block:
    """The next rows, and the place behind them; "" when there are no more. `share` says how far
    this is, between 0 and 1, where the list knows.
    """

    rows: Sequence[Sequence[Cell]]
    following: str
    share: float | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """One list for one person at one moment. `heading` are the lines above it; `block` reads up to
    so many rows behind a place, "" at the beginning, from an index; `estimate` never counts what
    may be long. `scope` says which branches it is drawn from, where no parameter names them.
    """

    title: str
    heading: Sequence[str]
    columns: Sequence[Column]
    block: Callable[[str, int], Block]
    estimate: Callable[[], int | None] = lambda: None
    unit_id: int | None = None
    scope: str = ""


class Kind(Protocol):
    """`table` decides whether the actor may see the list with these parameters, and raises
    NotFound or NotAllowed. It is asked when the export is asked for, every second while it is
    written, and when it is handed out, each time with the rights of that moment.
    """

    @property
    def key(self) -> str: ...
    @property
    def parameters(self) -> tuple[str, ...]: ...

    def table(self, asked: Mapping[str, str], *, actor: Actor, at: dt.datetime) -> Table: ...


Who = Callable[[int, dt.datetime], Actor | None]


@dataclass
class _Registry:
    kinds: dict[str, Kind] = field(default_factory=dict)
    who: list[Who] = field(default_factory=list)


_registry = _Registry()


def register(kind: Kind) -> None:
    _registry.kinds[kind.key] = kind


def registered() -> list[Kind]:
    return list(_registry.kinds.values())


def get(key: str) -> Kind:
    """The kind with this key, or NotFound."""
    found = _registry.kinds.get(key)
    if found is None:
        raise NotFound(_("Không có danh sách này để xuất."))
    return found


def know_people(who: Who) -> None:
    """The app that knows roles says who somebody is at a moment; None for a locked account."""
    _registry.who[:] = [who]


def owner(user_id: int, *, at: dt.datetime) -> Actor:
    """The person with the rights of this moment, or NotAllowed."""
    found = next((who(user_id, at) for who in _registry.who), None)
    if found is None:
        raise NotAllowed(_("Tài khoản này không còn dùng được."))
    return found


def kept(kind: Kind, asked: Mapping[str, str]) -> dict[str, str]:
    """What of a request is a parameter of the list."""
    given = {name: asked.get(name, "").strip()[:LONGEST_PARAMETER] for name in kind.parameters}
    return {name: value for name, value in given.items() if value}
