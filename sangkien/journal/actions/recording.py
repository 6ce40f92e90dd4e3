"""Write down what happened."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sangkien.access.actor import Actor
from sangkien.core import bus
from sangkien.journal.models import Delivery, Entry


@transaction.atomic(savepoint=False)
def record(event: bus.Event, *, by: Actor, at: datetime) -> Entry:
    """One entry, the NOW subscribers run, the LATER ones queued: all in one transaction."""
    entry = Entry.objects.create(
        name=event.name,
        payload=_payload(event, by),
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        unit_id=event.unit,
        actor_id=by.user_id,
        occurred_at=at,
    )
    for handler in bus.handlers(type(event), bus.When.NOW):
        handler(event)
    later = [
        Delivery(entry=entry, handler=bus.key(handler), run_at=at)
        for handler in bus.handlers(type(event), bus.When.LATER)
    ]
    if later:
        Delivery.objects.bulk_create(later)
    return entry


def _payload(event: bus.Event, by: Actor) -> dict[str, Any]:
    """What happened, and the shared tablet on which it was done, if any."""
    return event.payload() | ({"kiosk_id": by.kiosk_id} if by.kiosk_id is not None else {})
