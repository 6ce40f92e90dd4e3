"""Criteria tables of the superior union."""

import datetime as dt
import uuid
from typing import Any

from sangkien.accounts.models import User
from sangkien.scoring import queries
from sangkien.scoring.actions import tables
from sangkien.scoring.actions.tables import Scope
from sangkien.scoring.models import CriteriaTable
from sangkien.units.models import Unit
from tests.factories import NOW, actor

KEY = "to_cong_doan_2015"
NUMBER = "15/HD-LĐLĐ ngày 10/01/2026"


def draft(
    unit: Unit,
    user: User,
    *,
    key: str = KEY,
    at: dt.datetime = NOW,
    request_key: uuid.UUID | None = None,
    **scope: Any,
) -> CriteriaTable:
    return tables.draft(
        unit,
        Scope(**{"year": at.year, **scope}),
        queries.get_shipped(key),
        request_key=request_key or uuid.uuid4(),
        by=actor(user, at=at),
        at=at,
    )


def enforce(row: CriteriaTable, user: User, *, at: dt.datetime = NOW) -> CriteriaTable:
    by = actor(user, at=at)
    return tables.enforce(row, number=NUMBER, seen=row.version, by=by, at=at)
