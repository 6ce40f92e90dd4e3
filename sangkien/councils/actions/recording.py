"""What all actions of a session share: hold its row, write down what happened."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.councils.errors import InConflict
from sangkien.councils.events import ConflictRefused, CouncilEvent, SessionEvent
from sangkien.councils.models import AgendaItem, Council, Session
from sangkien.councils.queries.taking_part import has_interest
from sangkien.journal.actions.recording import record


def held(session: Session) -> Session:
    """The row as it stands now; others wait until this transaction ends.

    SQLite has one writer at a time anyway.
    """
    rows = Session.objects.select_for_update(of=("self",)).select_related("council__unit", "table")
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


def refuse_interested(item: AgendaItem, *, by: Actor, at: dt.datetime) -> None:
    """Stop who has an interest in the item, and keep that it was tried.

    In a transaction of its own, because the refusal undoes that of the caller.
    """
    if by.user_id is None or not has_interest(by.user_id, item):
        return
    with transaction.atomic():
        session = item.session
        note(ConflictRefused, session, by=by, at=at, item_id=item.pk, user_id=by.user_id)
    raise InConflict(_("Bạn có liên quan đến nội dung này nên không chấm điểm, không bỏ phiếu."))
