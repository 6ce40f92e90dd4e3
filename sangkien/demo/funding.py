"""Funds for awards, with what one person says came in and another one books."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sangkien.accounts.models import User
from sangkien.commendation.actions import funds
from sangkien.commendation.actions.funds import Booking
from sangkien.commendation.enums import EntryKind
from sangkien.commendation.models import Fund
from sangkien.core.periods import local_day
from sangkien.units.models import Unit
from sangkien.units.queries import actor_for


@dataclass(frozen=True, kw_only=True)
class Receipt:
    amount_vnd: int
    words: str
    document: str


def opened(
    unit: Unit, name: str, receipt: Receipt, *, wrote: User, booked: User, at: dt.datetime
) -> Fund:
    by, day = actor_for(wrote, at=at), local_day(at)
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"{unit.code} {name}")
    fund = funds.open_fund(unit, year=day.year, name=name, request_key=key, by=by, at=at)
    booking = Booking(
        kind=EntryKind.RECEIPT,
        amount_vnd=receipt.amount_vnd,
        words=receipt.words,
        document=receipt.document,
        booked_on=day,
    )
    draft = funds.propose(
        fund, booking, request_key=uuid.uuid5(key, receipt.document), by=by, at=at
    )
    funds.book(draft, by=actor_for(booked, at=at), at=at)
    return fund
