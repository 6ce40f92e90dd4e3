"""An agreement between the superior union and the factory, and one with the employer."""

import datetime as dt
import itertools
import uuid
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.agreements.actions import consulting, drafting, signing
from sangkien.agreements.actions.drafting import Head, Seat
from sangkien.agreements.contents import Pledge
from sangkien.agreements.enums import AgreementKind, PledgeKind, Span, TargetBase, Verdict
from sangkien.agreements.measures import days_of
from sangkien.agreements.models import Agreement, Edition, Party
from sangkien.agreements.queries.pacts import open_edition
from sangkien.programmes.models import Period
from sangkien.units.models import Unit
from tests.factories import NOW, TODAY, Cast, actor
from tests.files.samples import picture

_numbers = itertools.count(1)
MINUTE = dt.timedelta(minutes=1)


def proven(user: User, *, at: dt.datetime = NOW) -> Actor:
    return replace(actor(user, at=at), proven_at=at)


def pledge(party: int, value: int | str, /, **changes: Any) -> Pledge:
    values: dict[str, Any] = {
        "party": party,
        "text": "Sáng kiến đăng ký trên phần mềm",
        "kind": PledgeKind.INITIATIVES,
        "value": Decimal(value),
        "base": TargetBase.SENT,
    }
    return Pledge(**{**values, **changes})


def head(**changes: Any) -> Head:
    values: dict[str, Any] = {
        "kind": AgreementKind.LEVELS,
        "span": Span.CAMPAIGN,
        "title": f"Giao ước thi đua số {next(_numbers)}",
        "starts_on": TODAY,
        "ends_on": TODAY + dt.timedelta(days=30),
    }
    if changes.get("period"):
        span = days_of(changes["period"])
        values |= {"starts_on": span.since, "ends_on": span.until}
    return Head(**{**values, **changes})


def seat(unit: Unit | None, name: str = "", **changes: Any) -> Seat:
    values: dict[str, Any] = {"signatory": "Nguyễn Thị Ký", "post": "Chủ tịch"}
    return Seat(unit=unit, name=name or (unit.name if unit else ""), **{**values, **changes})


def draft(
    unit: Unit,
    user: User,
    *seats: Seat,
    pledges: Sequence[Pledge] = (),
    at: dt.datetime = NOW,
    **changes: Any,
) -> Agreement:
    by: dict[str, Any] = {"by": actor(user, at=at), "at": at}
    row = drafting.begin(unit, head(**changes), request_key=uuid.uuid4(), **by)
    drafting.set_parties(row, seats, seen=version(row), **by)
    drafting.set_tables(row, movements=(), pledges=pledges, seen=version(row), **by)
    row.refresh_from_db()
    return row


def version(row: Agreement) -> int:
    return current(row).version


def current(row: Agreement) -> Edition:
    found = open_edition(row)
    assert found is not None
    return found


def party(row: Agreement, place: int) -> Party:
    return Party.objects.select_related("unit", "agreement__unit").get(agreement=row, place=place)


def send(row: Agreement, user: User, *, at: dt.datetime = NOW) -> Edition:
    return consulting.send(row, seen=version(row), by=actor(user, at=at), at=at)


def say(
    row: Agreement,
    place: int,
    user: User,
    verdict: Verdict = Verdict.AGREE,
    words: str = "",
    *,
    at: dt.datetime = NOW,
) -> Edition:
    return consulting.give_opinion(
        row,
        party(row, place),
        verdict=verdict,
        words=words,
        seen=current(row).digest,
        by=actor(user, at=at),
        at=at,
    )


def sign(row: Agreement, place: int, user: User, *, at: dt.datetime = NOW) -> Edition:
    seen = current(row).digest
    return signing.sign(row, party(row, place), seen=seen, by=proven(user, at=at), at=at)


def scan(name: str = "ban-ky.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture("PNG"))


def between_levels(
    cast: Cast, *, period: Period | None = None, pledges: Sequence[Pledge] = ()
) -> Agreement:
    """A draft of the superior union, with the factory as the other party."""
    return draft(
        cast.superior,
        cast.superior_officer,
        seat(cast.superior, role="Bên A"),
        seat(cast.factory, role="Bên B"),
        pledges=pledges or (pledge(2, 12),),
        period=period,
    )


def settled(row: Agreement, cast: Cast, *, at: dt.datetime = NOW) -> Agreement:
    send(row, cast.superior_officer, at=at)
    say(row, 2, cast.officer, at=at)
    return row


def in_force(row: Agreement, cast: Cast, *, at: dt.datetime = NOW) -> Agreement:
    settled(row, cast, at=at)
    sign(row, 1, cast.superior_officer, at=at)
    sign(row, 2, cast.officer, at=at)
    row.refresh_from_db()
    return row
