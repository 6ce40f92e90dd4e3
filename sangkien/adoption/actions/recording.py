"""What the actions of this app write into the journal."""

import datetime as dt

from sangkien.access.actor import Actor
from sangkien.adoption.events import AdoptionEvent
from sangkien.adoption.models import Adoption
from sangkien.journal.actions.recording import record


def recorded(
    adoption: Adoption,
    event: type[AdoptionEvent],
    *,
    by: Actor,
    at: dt.datetime,
    reason: str = "",
) -> None:
    happened = event(
        initiative_id=adoption.initiative_id,
        unit_id=adoption.unit_id,
        adoption_id=adoption.pk,
        reason=reason,
    )
    record(happened, by=by, at=at)
