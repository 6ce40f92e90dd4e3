"""Valid initiatives of the cast, and a sample drawn from them by the superior union."""

import datetime as dt
import uuid
from typing import Any

from sangkien.accounts.models import User
from sangkien.audits.actions import checking, drawing
from sangkien.audits.actions.drawing import Wanted
from sangkien.audits.enums import Finding, SizeBy
from sangkien.audits.models import Audit, AuditItem
from sangkien.core.periods import local_day
from sangkien.programmes.models import Period, Programme
from sangkien.units.models import Unit
from tests.factories import NOW, Cast, actor
from tests.progress.scenes import send

WEEK = dt.timedelta(days=7)


def who(user: User, at: dt.datetime = NOW) -> dict[str, Any]:
    return {"by": actor(user, at=at), "at": at}


def wanted(subject: Unit, period: Period, *, at: dt.datetime = NOW, **changes: object) -> Wanted:
    values: dict[str, object] = {
        "subject": subject,
        "period": period,
        "by": SizeBy.NUMBER,
        "value": 5,
        "due_on": local_day(at) + WEEK,
        "population": 0,
    }
    return Wanted(**{**values, **changes})  # type: ignore[arg-type]


def drawn(
    cast: Cast,
    programme: Programme,
    *,
    valid: int = 6,
    at: dt.datetime = NOW,
    unit: Unit | None = None,
    **changes: object,
) -> Audit:
    """Of the factory, by the superior union; its initiatives are made here."""
    subject = unit or cast.factory
    send(programme, subject, sent=valid + 1, valid=valid, at=at)
    period = programme.periods.get(kind="whole")
    chosen = wanted(subject, period, at=at, **changes)
    key = uuid.uuid4()
    return drawing.draw(cast.superior, chosen, request_key=key, **who(cast.superior_officer, at))


def found(
    item: AuditItem, finding: Finding, user: User, *, at: dt.datetime = NOW, reason: str = ""
) -> AuditItem:
    return checking.check(item, finding=finding, reason=reason, seen=item.finding, **who(user, at))


def finished(
    audit: Audit, first: User, second: User, *, failed: int = 1, at: dt.datetime = NOW
) -> Audit:
    """Everything is checked by the first, the first `failed` of them do not pass; the second closes."""
    for item in audit.items.order_by("position"):
        bad = item.position <= failed
        finding = Finding.FAILED if bad else Finding.RIGHT
        found(item, finding, first, at=at, reason="Chưa làm thật." if bad else "")
    return checking.finish(audit, unchecked_reason="", **who(second, at))
