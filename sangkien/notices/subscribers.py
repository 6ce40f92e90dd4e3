"""Whatever an app says concerns people becomes notices."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sangkien.core import bus
from sangkien.core.schedule import every
from sangkien.journal.models import Entry
from sangkien.notices import concerning, spreading
from sangkien.notices.actions import spreads, telling
from sangkien.notices.concerning import Answer
from sangkien.notices.spreading import Source


def tell(event: bus.Event, entry: Entry) -> None:
    """Subscribed by `concerned` to the events that concern somebody."""
    for concern in concerning.concerns_of(event):
        telling.tell(event, entry, concern)


def begin(event: bus.Event, entry: Entry) -> None:
    """Subscribed by `spread` to the events that concern very many."""
    spreads.begin(event, entry)


def concerned(
    *event_classes: type[bus.Event], variants: Sequence[str] = ("",)
) -> Callable[[Answer], Answer]:
    """Register a function of the event, asked a moment later in the background."""

    def register(answer: Answer) -> Answer:
        for event_class in event_classes:
            concerning.answer_for(event_class, answer, variants=variants)
        bus.on(*event_classes)(tell)
        return answer

    return register


def spread(
    event_class: type[bus.Event], *, name: str, variant: str = ""
) -> Callable[[Source], Source]:
    """Register a function that names the people of an event a batch at a time; several apps may
    add theirs to the same event.
    """

    def register(source: Source) -> Source:
        spreading.add(event_class, source, name=name, variant=variant)
        if begin not in bus.handlers(event_class, bus.When.LATER):
            bus.on(event_class)(begin)
        return source

    return register


@every(seconds=2, name="notices.spread")
def spread_on(now: datetime) -> int:
    return spreads.go_on(now)


@every(seconds=3600, name="notices.forget_old")
def forget_old(now: datetime) -> int:
    return telling.forget_old(now)
