"""The kinds of lists that can be imported: apps above register theirs."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from sangkien.access.permissions import Permission
from sangkien.core import text
from sangkien.core.errors import NotFound
from sangkien.imports.enums import Outcome, Verdict
from sangkien.imports.rules import LONGEST_CELL


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the list. Headers are Vietnamese in every language of the pages: they are
    compared, not read. `choices` names a list of `Kind.choices`.
    """

    key: str
    label: str
    hint: str
    spellings: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    is_required: bool = False
    is_day: bool = False
    is_number: bool = False
    choices: str = ""
    width: int = 18
    longest: int = LONGEST_CELL  # what is written beyond it is cut off

    @property
    def folded(self) -> frozenset[str]:
        """Every header under which the column is known."""
        return frozenset(text.fold(name) for name in (self.label, *self.spellings))


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line as a kind sees it. `same_as` and `twin_of` are rows of earlier lines of the file
    with the same `key` or `twin_key`.
    """

    row: int
    cells: Mapping[str, str]
    notes: tuple[str, ...] = ()
    same_as: int | None = None
    twin_of: int | None = None
    trace: Any = None


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a line would do: `difference` is (column, today, afterwards)."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    difference: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Done:
    """What became of a line."""

    outcome: Outcome
    reasons: tuple[str, ...] = ()
    trace: Any = None


@dataclass(frozen=True, kw_only=True)
class Task:
    """For whom and since when an import runs. `by_id` is the person whose rights count; the file
    arrived at `received_at`.
    """

    import_id: int
    unit_id: int
    by_id: int
    day: dt.date
    at: dt.datetime
    received_at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """ "Bảng hiện có": the lines of its title, and its own by the keys of the columns."""

    title: Sequence[str]
    lines: Iterable[Mapping[str, str]]


class Kind(Protocol):
    """`judge`, `apply` and `undo` take a block of lines and answer one for one, in their order;
    the number of queries must not depend on the number of lines. They raise NotAllowed when the
    person has lost the right.
    """

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def permissions(self) -> frozenset[Permission]: ...  # one of them is enough
    @property
    def columns(self) -> tuple[Column, ...]: ...
    @property
    def advice(self) -> tuple[str, ...]: ...

    def keys(self, cells: Mapping[str, str]) -> tuple[str, str]: ...
    def choices(self, unit_id: int) -> dict[str, list[str]]: ...
    def judge(self, rows: Sequence[Row], task: Task) -> list[Judgement]: ...
    def apply(self, rows: Sequence[Row], task: Task) -> list[Done]: ...
    def undo(self, rows: Sequence[Row], task: Task) -> list[Done]: ...


@runtime_checkable
class WithSheet(Kind, Protocol):
    """A kind whose list can be downloaded as it is today, corrected and sent again."""

    def sheet(self, unit_id: int) -> Sheet: ...


@dataclass
class _Registry:
    kinds: dict[str, Kind] = field(default_factory=dict)


_registry = _Registry()


def register(kind: Kind) -> None:
    _registry.kinds[kind.key] = kind


def registered() -> list[Kind]:
    return list(_registry.kinds.values())


def get(key: str) -> Kind:
    """The kind with this key, or NotFound."""
    found = _registry.kinds.get(key)
    if found is None:
        raise NotFound("unknown kind of import")
    return found
