"""What happens to requests about personal data; ids only, never what was written."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@dataclass(frozen=True, kw_only=True)
class _RequestEvent(bus.Event):
    subject_kind: ClassVar[str] = "data_request"
    subject_field: ClassVar[str] = "request_id"
    unit_field: ClassVar[str | None] = None

    request_id: int
    user_id: int
    kind: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class DataRequestSent(_RequestEvent):
    name: ClassVar[str] = "data_request.sent"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DataRequestAcknowledged(_RequestEvent):
    name: ClassVar[str] = "data_request.acknowledged"


@bus.event
@dataclass(frozen=True, kw_only=True)
class DataRequestExtended(_RequestEvent):
    name: ClassVar[str] = "data_request.extended"

    due_on: dt.date


@bus.event
@dataclass(frozen=True, kw_only=True)
class DataRequestAnswered(_RequestEvent):
    name: ClassVar[str] = "data_request.answered"

    state: str


@bus.event
@dataclass(frozen=True, kw_only=True)
class DataRequestCancelled(_RequestEvent):
    name: ClassVar[str] = "data_request.cancelled"


@bus.event
@dataclass(frozen=True, kw_only=True)
class PersonErased(_RequestEvent):
    name: ClassVar[str] = "data_request.person_erased"
