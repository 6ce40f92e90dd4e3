"""Snapshots of the one CĐCS of the matrix, one that waits and one that is published, and an order
of weekly posters.
"""

import uuid
from typing import Any

from sangkien.core import clock
from sangkien.programmes.models import Programme
from sangkien.reports.actions import printing, taking
from sangkien.reports.models import Snapshot, WeeklyOrder
from sangkien.reports.queries import Source
from tests.architecture.matrix import Form
from tests.factories import Cast, actor


class Reported:
    def __init__(self, cast: Cast, programme: Programme, unlaunched: Programme) -> None:
        self.slugs = (programme.slug, unlaunched.slug)
        self.cast, self.programme, self.now = cast, programme, clock.now()
        self.waiting, self.published = self._taken(), self._taken()
        self.order = self._ordered()
        taking.publish(self.published, by=actor(cast.officer, at=self.now), at=self.now)

    def _taken(self) -> Snapshot:
        source = Source(slug=self.programme.slug, unit_code=self.cast.factory.code)
        by = actor(self.cast.officer, at=self.now)
        return taking.take(source, request_key=uuid.uuid4(), by=by, at=self.now)

    def _ordered(self) -> WeeklyOrder:
        """Of the superior, because no CĐCS stands below another; finished."""
        by = actor(self.cast.superior_officer, at=self.now)
        key = uuid.UUID(int=12)
        made = printing.order(
            self.cast.superior, self.programme, request_key=key, by=by, at=self.now
        )
        while printing.work(self.now):
            pass
        return made

    def values(self) -> dict[str, tuple[object, ...]]:
        orders = ("reports:poster_order", "reports:poster_order_pdf")
        return {
            "reports.slug": self.slugs,
            "reports.unit_code": (self.cast.factory.code,),
            "reports.pk": (self.waiting.pk, self.published.pk),
            **{f"{page}.pk": (self.order.pk,) for page in orders},
            **{f"{page}.unit_code": (self.cast.superior.code,) for page in orders},
            "reports:poster_below.unit_code": (self.cast.superior.code,),
        }

    def forms(self) -> dict[str, Form]:
        here: dict[str, Any] = {
            "slug": self.programme.slug,
            "unit_code": self.cast.factory.code,
        }
        whole = self.programme.periods.get(kind="whole")
        take = {"period": str(whole.pk), "request_key": str(uuid.UUID(int=11))}
        return {
            "reports:take": Form(sender="officer", args=here, body=take),
            "reports:poster_below": Form(
                sender="superior",
                args={**here, "unit_code": self.cast.superior.code},
                body={"request_key": str(uuid.UUID(int=13))},
            ),
            "reports:publish": Form(sender="officer", args={"pk": self.waiting.pk}, body={}),
        }
