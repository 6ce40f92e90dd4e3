"""What all actions of a session share: hold its row, write down what happened."""

import datetime as dt
from typing import Any

from sangkien.access.actor import Actor
from sangkien.councils.events import CouncilEvent, SessionEvent
from sangkien.councils.models import Council, Session
from sangkien.journal.actions.recording import record


def held(session: Session) -> Session:
    """The row as it stands now; others wait until this transaction ends.

    SQLite has one writer at a time anyway.
    """
    rows = Session.objects.select_for_update(of=("self",)).select_related("council__unit")
    return rows.get(pk=session.pk)


def note(
    event: type[SessionEvent], session: Session, *, by: Actor, at: dt.datetime, **details: Any
) -> None:
    happened = event(
        session_id=session.pk,
        council_id=session.council_id,
        unit_id=session.council.unit_id,
        **details,
    )
    record(happened, by=by, at=at)


def note_council(
    event: type[CouncilEvent], council: Council, *, by: Actor, at: dt.datetime, **details: Any
) -> None:
    record(event(council_id=council.pk, unit_id=council.unit_id, **details), by=by, at=at)
