"""A factory with confirmed initiatives, and decisions about them."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core.periods import local_day
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.queries import with_authors
from sangkien.programmes.models import Programme
from sangkien.recognition.actions import drafting, signing
from sangkien.recognition.enums import Basis, Influence
from sangkien.recognition.models import RecognitionDecision
from sangkien.units.enums import ActKind, ActState
from sangkien.units.models import Position, Reorganisation, Unit
from tests.factories import NOW, TODAY, Cast, actor, make_initiative

REASON = "Chưa có số liệu chứng minh kết quả."


def proven(user: User, *, at: dt.datetime = NOW) -> Actor:
    """Somebody who showed a moment ago to be there."""
    return replace(actor(user, at=at), proven_at=at)


def valid(
    programme: Programme,
    cast: Cast,
    *,
    author: User | None = None,
    credits: tuple[Credit, ...] = (),
    share: int = 10_000,
    at: dt.datetime = NOW,
    **changes: object,
) -> Initiative:
    """A confirmed one."""
    sent = make_initiative(
        programme,
        cast.factory,
        author or cast.author,
        at=at,
        author_share_bp=share,
        credits=credits,
        **changes,
    )
    confirmation.confirm(sent, by=actor(cast.officer, at=at), at=at)
    return with_authors(sent)


def drafted(
    unit: Unit,
    initiatives: list[Initiative],
    by: User,
    *,
    at: dt.datetime = NOW,
    basis: Basis = Basis.HEAD,
    **words: object,
) -> RecognitionDecision:
    """A draft that only waits for the signature."""
    decision = drafting.draft(
        unit, initiatives, basis=basis, request_key=uuid.uuid4(), by=actor(by, at=at), at=at
    )
    values: dict[str, object] = {
        "title": decision.title,
        "decided_on": local_day(at),
        "influence": Influence.UNIT,
        "signer_name": by.full_name,
        "signer_post": "Chủ tịch",
    }
    return drafting.revise(
        decision,
        drafting.Words(**{**values, **words}),  # type: ignore[arg-type]
        seen=decision.version,
        by=actor(by, at=at),
        at=at,
    )


def signed(
    unit: Unit,
    initiatives: list[Initiative],
    by: User,
    *,
    drafter: User | None = None,
    at: dt.datetime = NOW,
    **words: Any,
) -> RecognitionDecision:
    decision = drafted(unit, initiatives, drafter or by, at=at, **words)
    return signing.sign(decision, seen=decision.version, by=proven(by, at=at), at=at)


def called_before(unit: Unit, name: str) -> None:
    """Until tomorrow it has this name, afterwards that of its row."""
    act = Reorganisation.objects.create(
        request_key=uuid.uuid4(),
        kind=ActKind.RENAME,
        state=ActState.DONE,
        at_unit=unit,
        effective_on=TODAY + dt.timedelta(days=1),
        plan={},
        prepared_at=NOW,
        done_at=NOW,
    )
    Position.objects.create(
        unit=unit,
        parent=unit.parent,
        level=unit.level,
        name=name,
        path=unit.path,
        until=TODAY + dt.timedelta(days=1),
        act=act,
    )
