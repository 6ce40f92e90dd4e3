"""Tablets and posters of the factory in the matrix."""

import uuid
from dataclasses import dataclass

from sangkien.accounts.models import User
from sangkien.core import clock
from sangkien.kiosks.actions import kiosks
from sangkien.kiosks.models import Kiosk
from sangkien.posters.actions import printing, texts
from sangkien.posters.models import PosterOrder
from sangkien.posters.rules import DEFAULTS
from sangkien.programmes.models import Programme
from sangkien.units.models import Unit
from tests.architecture.matrix import Form
from tests.factories import NOW, SYSTEM, make_unit
from tests.web.scene import by_now


@dataclass(frozen=True, kw_only=True)
class Entrances:
    """What stands at the unit; `unlaunched` has a poster text of its own."""

    unit: Unit
    programme: Programme
    unlaunched: Programme
    kiosk: Kiosk
    order: PosterOrder

    def values(self) -> dict[str, tuple[object, ...]]:
        return {
            "units:kiosk_close.pk": (self.kiosk.pk,),
            "units:poster_order.pk": (self.order.pk,),
            "units:poster_order_pdf.pk": (self.order.pk,),
            "units:poster_picture.slug": (self.programme.slug,),
            "units:poster_pdf.slug": (self.programme.slug,),
            "units:poster_below.slug": (self.programme.slug,),
            "kiosk.unit_code": (self.unit.code,),
            "kiosk.slug": (self.programme.slug, self.unlaunched.slug),
        }

    def forms(self, worker: User, pin: str) -> dict[str, Form]:
        """Those of the tablet come from browsers that are none."""
        here: dict[str, object] = {"code": self.unit.code}
        key = {"request_key": str(uuid.uuid4())}
        opened = {**key, "name": "Máy nhà ăn", "programme_slug": self.programme.slug}
        running: dict[str, object] = {"slug": self.programme.slug}
        said = {**DEFAULTS, "invitation": "Mời bạn gửi sáng kiến."}
        typed = {"login": worker.member_code, "pin": pin}
        return {
            "kiosk:enter": Form(sender="author", body=typed),
            "kiosk:done": Form(sender="author", body={}),
            "units:kiosks": Form(sender="officer", args=here, body=opened),
            "units:kiosk_close": Form(
                sender="officer", args={**here, "pk": self.kiosk.pk}, body={}
            ),
            "units:poster_below": Form(sender="officer", args={**here, **running}, body=key),
            "programmes:poster": Form(sender="provincial", args=running, body=said),
            "programmes:poster_restore": Form(
                sender="provincial", args={"slug": self.unlaunched.slug}, body={}
            ),
        }


def make_entrances(
    unit: Unit, programme: Programme, unlaunched: Programme, officer: User
) -> Entrances:
    make_unit("Tổ may 1", level="bo-phan", parent=unit)
    texts.change(unlaunched, DEFAULTS, by=SYSTEM, at=NOW)
    opened = kiosks.open_kiosk(
        unit,
        programme,
        name="Máy cổng 2",
        request_key=uuid.uuid4(),
        by=by_now(officer),
        at=clock.now(),
    )
    order = printing.order(
        unit, programme, request_key=uuid.uuid4(), by=by_now(officer), at=clock.now()
    )
    return Entrances(
        unit=unit, programme=programme, unlaunched=unlaunched, kiosk=opened.kiosk, order=order
    )
