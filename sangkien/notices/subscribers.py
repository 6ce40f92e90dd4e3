"""Whatever an app says concerns people becomes notices."""

from datetime import datetime

from sangkien.core import bus
from sangkien.core.schedule import every
from sangkien.journal.models import Entry
from sangkien.notices import concerning
from sangkien.notices.actions import telling


def tell(event: bus.Event, entry: Entry) -> None:
    """Subscribed by `concerning.concerned` to the events that concern somebody."""
    concern = concerning.concern_of(event)
    if concern.user_ids:
        telling.tell(event, entry, concern)


@every(seconds=3600, name="notices.forget_old")
def forget_old(now: datetime) -> int:
    return telling.forget_old(now)
