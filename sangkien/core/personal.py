"""Registry of what each app holds about a person: for the person to read, and to be erased.

An app registers from its module `personal`; rows and erasure know the person by id only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One value of a record: `key` for machines, `label` for people (Vietnamese)."""

    key: str
    label: str
    value: Any  # text, number, day, instant or None


Record = tuple[Fact, ...]
Collector = Callable[[int], Iterable[Record]]
Eraser = Callable[[int, datetime], None]


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One kind of thing that is held about people; `order` is its place in the export."""

    key: str
    label: Callable[[], str]
    collect: Collector
    order: int


_holdings: dict[str, Holding] = {}
_erasers: dict[str, Eraser] = {}


def holding(key: str, *, label: Callable[[], str], order: int) -> Callable[[Collector], Collector]:
    def register(collect: Collector) -> Collector:
        _holdings[key] = Holding(key=key, label=label, collect=collect, order=order)
        return collect

    return register


def eraser(key: str) -> Callable[[Eraser], Eraser]:
    """Register what takes out of an app's tables whatever says who the person was."""

    def register(erase: Eraser) -> Eraser:
        _erasers[key] = erase
        return erase

    return register


def holdings() -> list[Holding]:
    return sorted(_holdings.values(), key=lambda held: (held.order, held.key))


def erasers() -> list[Eraser]:
    """Of the upper apps first: they find their rows by what the account still says."""
    return list(reversed(_erasers.values()))
