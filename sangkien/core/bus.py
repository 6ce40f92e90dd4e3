"""Event registry: apps declare events, apps higher up subscribe to them by class."""

import datetime as dt
import types
import typing
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from enum import Enum
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened: ids and plain values only, never model instances.

    `subject` and `unit` name the fields that hold the id of the thing it happened to and of the
    unit where it happened; timelines are read by them.
    """

    name: ClassVar[str]
    subject_kind: ClassVar[str]
    subject_field: ClassVar[str]
    unit_field: ClassVar[str | None] = "unit_id"

    @property
    def subject_id(self) -> int:
        return int(getattr(self, self.subject_field))

    @property
    def unit(self) -> int | None:
        return getattr(self, self.unit_field) if self.unit_field else None

    def payload(self) -> dict[str, Any]:
        """JSON-ready fields: dates become ISO text."""
        return {
            key: value.isoformat() if isinstance(value, dt.date) else value
            for key, value in asdict(self).items()
        }


class When(Enum):
    NOW = "now"  # inside the transaction: totals that must never disagree with their source
    LATER = "later"  # after commit, retried by the worker: notices, search index


Handler = Callable[..., None]
_handlers: dict[tuple[type[Event], When], list[Handler]] = defaultdict(list)
_classes: dict[str, type[Event]] = {}


def event(cls: type[Event]) -> type[Event]:
    """Class decorator: make an event known by its name, so that the journal can read it back."""
    other = _classes.setdefault(cls.name, cls)
    if other is not cls:
        raise TypeError(f"two events are called {cls.name}")
    return cls


def on(*event_classes: type[Event], when: When = When.LATER) -> Callable[[Handler], Handler]:
    """Subscribe a function. Subscribers live in `subscribers.py` of the app that reacts."""

    def register(handler: Handler) -> Handler:
        for event_class in event_classes:
            _handlers[event_class, when].append(handler)
        return handler

    return register


def handlers(event_class: type[Event], when: When) -> list[Handler]:
    return _handlers[event_class, when]


def event_classes() -> dict[str, type[Event]]:
    """Every declared event by name."""
    return dict(_classes)


def key(handler: Handler) -> str:
    """The dotted path under which a delivery finds its handler again."""
    return f"{handler.__module__}.{handler.__name__}"


def load(name: str, payload: dict[str, Any]) -> Event:
    """Rebuild an event from its journal entry."""
    cls = _classes[name]
    hints = typing.get_type_hints(cls)
    known = {field.name for field in fields(cls)}
    return cls(**{k: _restore(hints[k], v) for k, v in payload.items() if k in known})


def _restore(hint: Any, value: Any) -> Any:
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    if isinstance(value, str):
        if dt.datetime in options:
            return dt.datetime.fromisoformat(value)
        if dt.date in options:
            return dt.date.fromisoformat(value)
    if isinstance(value, list):
        return tuple(value)
    return value
