"""What happens to stored files by themselves."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from sangkien.core import bus


@bus.event
@dataclass(frozen=True, kw_only=True)
class FileInfected(bus.Event):
    """The scanner named something in it; its bytes are gone."""

    name: ClassVar[str] = "file.infected"
    subject_kind: ClassVar[str] = "file"
    subject_field: ClassVar[str] = "file_id"
    unit_field: ClassVar[str | None] = None

    file_id: int
    finding: str
    found_at: dt.datetime
