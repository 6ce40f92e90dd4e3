"""The fund of the one CĐCS of the matrix, and what it pays."""

import uuid
from typing import Any

from sangkien.access.roles import RoleKey
from sangkien.commendation.actions import funds, paying
from sangkien.commendation.actions.funds import Booking
from sangkien.commendation.enums import EntryKind
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
            for _list in range(4)
        ]
        self.draft, self.exported, self.asked, paid = lists
        for row in (self.exported, self.asked, paid):
            paying.approve(row, by=two, at=at)
            paying.export(row, by=one, at=at)
        paying.pay(paid, paid_on=clock.today(), document="", by=one, at=at)
        gone = Conferral.objects.filter(decision=paid.decision)
        gone.update(revoked_at=at, revoke_reason="Khai không đúng")
        self.gone = gone.get()
        paying.cancel(self.asked, reason="Nhầm quỹ", by=one, at=at)
        booking = Booking(
            kind=EntryKind.RECEIPT, amount_vnd=1_000, words="Thu", booked_on=clock.today()
        )
        self.entry = funds.propose(self.fund, booking, request_key=uuid.uuid4(), by=one, at=at)
        self.due = scenes.released(unit, other, at=at)
        self.unit = unit

    def values(self) -> dict[str, tuple[object, ...]]:
        lists = (self.draft.pk, self.exported.pk)
        return {
            **{f"commendation:{page}.pk": (self.fund.pk,) for page in ("fund", "fund_book")},
            "commendation:fund_recover.pk": (self.fund.pk,),
            "commendation:fund_prepare.pk": (self.fund.pk,),
            **{f"commendation:payment{page}.pk": lists for page in ("", "_pay", "_cancel")},
            **{f"commendation:entry_{page}.pk": (self.entry.pk,) for page in ("book", "drop")},
            "commendation:payment_cancel_confirm.pk": lists,
            "commendation:payment_keep.pk": lists,
            "commendation:payment_approve.pk": lists,
            "commendation:payment_export.pk": lists,
        }

    def forms(self) -> dict[str, Form]:
        day = f"{clock.today():%d/%m/%Y}"
        key = {"request_key": str(uuid.UUID(int=77))}
        booked = {**key, "booked_on": day}
        rows = (self.fund, self.draft, self.exported, self.asked, self.entry)
        fund, draft, exported, asked, waiting = ({"pk": row.pk} for row in rows)
        opened = {"unit": str(self.unit.pk), "year": str(clock.today().year), "name": "Quỹ khác"}
        entry = {"kind": "receipt", "amount": "500.000", "words": "Trích kinh phí"}
        cases: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
            "fund_open": ({}, {**key, **opened}),
            "fund_book": (fund, {**booked, **entry}),
            "fund_recover": (fund, {**booked, "conferral": str(self.gone.pk)}),
            "fund_prepare": (fund, {**key, "decision": str(self.due.pk)}),
            "payment_approve": (draft, {}),
            "payment_cancel": (draft, {"reason": "Nhầm quỹ"}),
            "entry_book": (waiting, {}),
            "entry_drop": (waiting, {"reason": "Không có chứng từ"}),
            "payment_cancel_confirm": (asked, {}),
            "payment_keep": (asked, {}),
            "payment_export": (exported, {}),
            "payment_pay": (exported, {"paid_on": day, "document": "PC 9"}),
        }
        return {
            f"commendation:{page}": Form(sender="officer", args=args, body=body)
            for page, (args, body) in cases.items()
        }
