"""Good practices of the factory at each step."""

import datetime as dt
import uuid
from typing import Any

from sangkien.accounts.models import User
from sangkien.practices.actions import judging, registering, spreading
from sangkien.practices.actions.registering import Told
from sangkien.practices.actions.spreading import Came
from sangkien.practices.enums import PracticeKind, Verdict
from sangkien.practices.models import Effect, Judgement, Practice, Use
from sangkien.units.models import Unit
from tests.factories import NOW, Cast, actor

TITLE = "Bữa cơm ca đêm ấm nóng"


def told(**changes: Any) -> Told:
    values: dict[str, Any] = {
        "year": NOW.year,
        "kind": PracticeKind.MODEL,
        "title": TITLE,
        "content": "Bếp ăn phục vụ thêm món nóng lúc 23 giờ.",
        "beneficiaries": "120 đoàn viên ca đêm",
    }
    return Told(**{**values, **changes})


def register(
    unit: Unit,
    user: User,
    *,
    key: uuid.UUID | None = None,
    at: dt.datetime = NOW,
    **changes: Any,
) -> Practice:
    return registering.register(
        unit,
        told(**{"year": at.year, **changes}),
        request_key=key or uuid.uuid4(),
        by=actor(user, at=at),
        at=at,
    )


def judge(
    practice: Practice, user: User, verdict: Verdict, words: str = "", *, at: dt.datetime = NOW
) -> Judgement:
    return judging.judge(
        practice,
        verdict=verdict,
        words=words,
        document="12/QĐ-LĐLĐ" if verdict == Verdict.RECOGNISE else "",
        seen=practice.version,
        by=actor(user, at=at),
        at=at,
    )


def tell(practice: Practice, user: User, *, at: dt.datetime = NOW, **changes: Any) -> Effect:
    values: dict[str, Any] = {"until_on": at.date(), "words": "Cả ca đêm ăn đủ bữa.", "people": 118}
    came = Came(**{**values, **changes})
    return spreading.tell_effect(practice, came, by=actor(user, at=at), at=at)


def underway(cast: Cast, *, at: dt.datetime = NOW, **changes: Any) -> Practice:
    practice = register(cast.factory, cast.officer, at=at, **changes)
    judge(practice, cast.superior_officer, Verdict.APPROVE, at=at)
    return practice


def recognised(cast: Cast, *, at: dt.datetime = NOW, **changes: Any) -> Practice:
    practice = underway(cast, at=at, **changes)
    tell(practice, cast.officer, at=at)
    judge(practice, cast.superior_officer, Verdict.RECOGNISE, at=at)
    return practice


def used(
    practice: Practice, unit: Unit, user: User, *, at: dt.datetime = NOW, words: str = ""
) -> Use:
    return spreading.take_over(
        practice, unit, since_on=at.date(), words=words, by=actor(user, at=at), at=at
    )
