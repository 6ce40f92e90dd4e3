"""Whatever an app says concerns people becomes notices."""

from collections.abc import Callable
from datetime import datetime

from sangkien.core import bus
from sangkien.core.schedule import every
from sangkien.journal.models import Entry
from sangkien.notices import concerning
from sangkien.notices.actions import telling
from sangkien.notices.concerning import Answer


def tell(event: bus.Event, entry: Entry) -> None:
    """Subscribed by `concerning.concerned` to the events that concern somebody."""
    concern = concerning.concern_of(event)
    if concern.user_ids:
        telling.tell(event, entry, concern)


def concerned(*event_classes: type[bus.Event]) -> Callable[[Answer], Answer]:
    """Register a function of the event, asked a moment later in the background."""

    def register(answer: Answer) -> Answer:
        for event_class in event_classes:
            concerning.answer_for(event_class, answer)
        bus.on(*event_classes)(tell)
        return answer

    return register


@every(seconds=3600, name="notices.forget_old")
def forget_old(now: datetime) -> int:
    return telling.forget_old(now)
