"""Lists that an officer of the one CĐCS of the matrix took away, each seen by its owner alone."""

import datetime as dt
import uuid
from typing import Any

from sangkien.core import clock
from sangkien.exports.actions import asking, writing
from sangkien.exports.enums import Format
from sangkien.exports.models import Export
from tests.architecture.matrix import Form
from tests.factories import Cast, actor


class Exported:
    def __init__(self, cast: Cast) -> None:
        self.done = self._asked(cast)
        while writing.step(clock.now()):
            pass
        self.waiting = self._asked(cast)
        rests_until = clock.now() + dt.timedelta(
            days=1
        )  # the worker comes by before the test begins
        Export.objects.filter(pk=self.waiting.pk).update(held_until=rests_until)

    def _asked(self, cast: Cast) -> Export:
        return asking.ask(
            "doan-vien",
            {"unit": cast.factory.code},
            format=Format.CSV,
            request_key=uuid.uuid4(),
            by=actor(cast.officer),
            at=clock.now(),
        )

    def values(self) -> dict[str, tuple[object, ...]]:
        return {"exports.pk": (self.done.pk, self.waiting.pk)}

    def forms(self) -> dict[str, Form]:
        wanted: dict[str, Any] = {
            "kind": "sang-kien",
            "parameters": "xem=cua-toi",
            "format": "xlsx",
            "request_key": str(uuid.UUID(int=13)),
        }
        return {
            "exports:ask": Form(sender="officer", body=wanted),
            "exports:take": Form(sender="officer", args={"pk": self.done.pk}, body={}),
            "exports:cancel": Form(sender="officer", args={"pk": self.waiting.pk}, body={}),
        }
