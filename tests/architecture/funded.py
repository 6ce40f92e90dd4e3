"""The fund of the one CĐCS of the matrix, and what it pays."""

import uuid
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.commendation.actions import paying
from sangkien.commendation.models import Conferral
from sangkien.core import clock
from tests.architecture.matrix import Form
from tests.commendation import paid as scenes
from tests.factories import Cast, actor, make_officer


class Funded:
    def __init__(self, cast: Cast) -> None:
        unit, at = cast.factory, clock.now()
        other = make_officer(unit, RoleKey.GRASSROOTS_OFFICER, "Lê Thủ Quỹ")
        one, two = actor(other, at=at), actor(cast.officer, at=at)
        self.fund = scenes.fund(unit, other, at=at)
        lists = [
            paying.prepare(
                scenes.released(unit, other, at=at, amounts=(500_000,)),
                self.fund,
                request_key=uuid.uuid4(),
                by=one,
                at=at,
            )
            for _list in range(3)
        ]
        self.draft, self.exported, paid = lists
        for row in (self.exported, paid):
            paying.approve(row, by=two, at=at)
            paying.export(row, by=one, at=at)
        paying.pay(paid, paid_on=clock.today(), document="", by=one, at=at)
        gone = Conferral.objects.filter(decision=paid.decision)
        gone.update(revoked_at=at, revoke_reason="Khai không đúng")
        self.gone = gone.get()
        self.due = scenes.released(unit, other, at=at)
        self.unit = unit

    def values(self) -> dict[str, tuple[object, ...]]:
        lists = (self.draft.pk, self.exported.pk)
        return {
            **{f"commendation:{page}.pk": (self.fund.pk,) for page in ("fund", "fund_book")},
            "commendation:fund_recover.pk": (self.fund.pk,),
            "commendation:fund_prepare.pk": (self.fund.pk,),
            **{f"commendation:payment{page}.pk": lists for page in ("", "_pay", "_cancel")},
            "commendation:payment_approve.pk": lists,
            "commendation:payment_export.pk": lists,
        }

    def forms(self) -> dict[str, Form]:
        day = f"{clock.today():%d/%m/%Y}"
        key = {"request_key": str(uuid.UUID(int=77))}
        booked = {**key, "booked_on": day}
        fund, draft, exported = ({"pk": row.pk} for row in (self.fund, self.draft, self.exported))
        opened = {"unit": str(self.unit.pk), "year": str(clock.today().year), "name": "Quỹ khác"}
        entry = {"kind": "receipt", "amount": "500.000", "words": "Trích kinh phí"}
        cases: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
            "fund_open": ({}, {**key, **opened}),
            "fund_book": (fund, {**booked, **entry}),
            "fund_recover": (fund, {**booked, "conferral": str(self.gone.pk)}),
            "fund_prepare": (fund, {**key, "decision": str(self.due.pk)}),
            "payment_approve": (draft, {}),
            "payment_cancel": (draft, {"reason": "Nhầm quỹ"}),
            "payment_export": (exported, {}),
            "payment_pay": (exported, {"paid_on": day, "document": "PC 9"}),
        }
        return {
            f"commendation:{page}": Form(sender="officer", args=args, body=body)
            for page, (args, body) in cases.items()
        }
