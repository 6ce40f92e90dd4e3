"""Registry of events that concern so many people that they are told a batch at a time.

An app names who comes next behind a place in its own order; the worker remembers the place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sangkien.core import bus
from sangkien.notices import concerning
from sangkien.notices.concerning import Concern

LONGEST_PLACE = 100


@dataclass(frozen=True, kw_only=True)
class Batch:
    """The next people, and the place behind the last of them; "" when there are no more."""

    concern: Concern
    reached: str


# Given the event and the place behind which to go on ("" at the beginning).
Source = Callable[[Any, str], Batch]
_sources: dict[str, tuple[type[bus.Event], Source]] = {}


def add(event_class: type[bus.Event], source: Source, *, name: str, variant: str) -> None:
    _sources[name] = event_class, source
    concerning.declare(concerning.kind_of(event_class.name, variant))


def names_for(event: bus.Event) -> list[str]:
    return [name for name, (known, _source) in _sources.items() if known is type(event)]


def next_batch(name: str, event: bus.Event, reached: str) -> Batch:
    return _sources[name][1](event, reached)
