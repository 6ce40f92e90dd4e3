"""Snapshots of the one CĐCS of the matrix: one that waits, one that is published."""

import uuid
from typing import Any

from sangkien.core import clock
from sangkien.programmes.models import Programme
from sangkien.reports.actions import taking
from sangkien.reports.models import Snapshot
from sangkien.reports.queries import Source
from tests.architecture.matrix import Form
from tests.factories import Cast, actor


class Reported:
    def __init__(self, cast: Cast, programme: Programme) -> None:
        self.cast, self.programme, self.now = cast, programme, clock.now()
        self.waiting, self.published = self._taken(), self._taken()
        taking.publish(self.published, by=actor(cast.officer, at=self.now), at=self.now)

    def _taken(self) -> Snapshot:
        source = Source(slug=self.programme.slug, unit_code=self.cast.factory.code)
        by = actor(self.cast.officer, at=self.now)
        return taking.take(source, request_key=uuid.uuid4(), by=by, at=self.now)

    def values(self) -> dict[str, tuple[object, ...]]:
        return {"reports.pk": (self.waiting.pk, self.published.pk)}

    def forms(self) -> dict[str, Form]:
        here: dict[str, Any] = {
            "slug": self.programme.slug,
            "unit_code": self.cast.factory.code,
        }
        whole = self.programme.periods.get(kind="whole")
        take = {"period": str(whole.pk), "request_key": str(uuid.UUID(int=11))}
        return {
            "reports:take": Form(sender="officer", args=here, body=take),
            "reports:publish": Form(sender="officer", args={"pk": self.waiting.pk}, body={}),
        }
