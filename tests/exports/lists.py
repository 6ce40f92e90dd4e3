"""A list of numbers that a test can switch off, slow down and cut short."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from sangkien.access.actor import Actor
from sangkien.core import clock
from sangkien.core.errors import NotFound
from sangkien.exports import kinds
from sangkien.exports.actions import asking, writing
from sangkien.exports.enums import Format
from sangkien.exports.kinds import Block, Column, Table
from sangkien.exports.models import Export


@dataclass
class Numbers:
    key: str = "so"
    parameters: tuple[str, ...] = ("den",)
    is_open: bool = True
    breaks_at: int | None = None
    asked: list[int | None] = field(default_factory=list)

    def table(self, asked: Mapping[str, str], *, actor: Actor, at: dt.datetime) -> Table:
        self.asked.append(actor.user_id)
        if not self.is_open:
            raise NotFound("Không tìm thấy danh sách này.")
        return Table(
            title="Các số",
            heading=["Các số"],
            columns=[Column(label="Số")],
            block=lambda place, limit: self._block(int(asked["den"]), int(place or 0), limit),
            estimate=lambda: int(asked["den"]),
        )

    def _block(self, last: int, first: int, limit: int) -> Block:
        if self.breaks_at is not None and first >= self.breaks_at:
            raise OSError("đĩa đầy")
        end = min(first + limit, last)
        return Block(
            rows=[[n] for n in range(first, end)], following=str(end) if end < last else ""
        )


@contextmanager
def numbers(monkeypatch: object = None) -> Iterator[Numbers]:
    """Known as a kind, a block of it in each turn."""
    kind = Numbers()
    kinds.register(kind)
    slices, writing.SLICE_SECONDS = writing.SLICE_SECONDS, 0.0
    try:
        yield kind
    finally:
        writing.let_go()
        writing.SLICE_SECONDS = slices
        kinds._registry.kinds.pop(kind.key)


def asked(by: Actor, last: int = 2_500, *, key: uuid.UUID | None = None) -> Export:
    return asking.ask(
        "so",
        {"den": str(last), "la": "x"},
        format=Format.XLSX,
        request_key=key or uuid.uuid4(),
        by=by,
        at=clock.now(),
    )
