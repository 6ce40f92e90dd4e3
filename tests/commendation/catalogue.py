"""Awards of the superior union."""

import datetime as dt
import uuid

from sangkien.accounts.models import User
from sangkien.commendation.actions import catalogue as actions
from sangkien.commendation.actions.catalogue import Heading
from sangkien.commendation.models import Award
from sangkien.commendation.queries import catalogue
from sangkien.commendation.rules import terms
from sangkien.units.models import Unit
from tests.factories import NOW, actor

CODE = "bang-khen-so-ket"


def draft_award(
    unit: Unit,
    user: User,
    *,
    code: str = CODE,
    at: dt.datetime = NOW,
    request_key: uuid.UUID | None = None,
) -> Award:
    one = catalogue.get_shipped(code)
    heading = Heading(
        code=one.code,
        name=one.name,
        form=one.form,
        holder_kind=one.holder_kind,
        basis=one.basis,
        verify_note=one.verify_note,
    )
    return actions.draft(
        unit,
        heading,
        terms.dump(one.terms),
        request_key=request_key or uuid.uuid4(),
        by=actor(user, at=at),
        at=at,
    )


def enforce_award(
    row: Award, user: User, *, at: dt.datetime = NOW, since_on: dt.date | None = None
) -> Award:
    by, day = actor(user, at=at), since_on or at.date()
    return actions.enforce(row, since_on=day, seen=row.version, by=by, at=at)
