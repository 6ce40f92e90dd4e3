import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import IntegrityError, transaction

from sangkien.access.actor import Actor
from sangkien.core import bus
from sangkien.journal import queries
from sangkien.journal.actions import deliveries
from sangkien.journal.actions.recording import record
from sangkien.journal.models import Delivery, Entry

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 5, 20, 2, 30, tzinfo=dt.UTC)
OFFICER = Actor(user_id=41, name="Trần Thị Bình")
told: list[tuple[str, int]] = []


@dataclass(frozen=True, kw_only=True)
class LampLit(bus.Event):
    name: ClassVar[str] = "lamp.lit"
    subject_kind: ClassVar[str] = "lamp"
    subject_field: ClassVar[str] = "lamp_id"

    lamp_id: int
    unit_id: int
    lit_on: dt.date = dt.date(2026, 5, 20)


def at_once(event: LampLit) -> None:
    told.append(("at once", event.lamp_id))


def afterwards(event: LampLit) -> None:
    told.append(("afterwards", event.lamp_id))


def fails(event: LampLit) -> None:
    raise RuntimeError("no oil")


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    known = dict(bus._classes)
    bus.event(LampLit)
    told.clear()
    yield
    bus._classes.clear()
    bus._classes.update(known)
    for when in bus.When:
        bus._handlers.pop((LampLit, when), None)


def light(lamp_id: int = 7) -> Entry:
    return record(LampLit(lamp_id=lamp_id, unit_id=3), by=OFFICER, at=NOW)


def test_an_entry_says_who_did_what_where_and_when() -> None:
    entry = light()

    entry.refresh_from_db()
    assert (entry.name, entry.subject_kind, entry.subject_id) == ("lamp.lit", "lamp", 7)
    assert (entry.unit_id, entry.actor_id, entry.occurred_at) == (3, 41, NOW)
    assert entry.payload == {"lamp_id": 7, "unit_id": 3, "lit_on": "2026-05-20"}


def test_now_subscribers_run_inside_and_later_ones_wait() -> None:
    bus.on(LampLit, when=bus.When.NOW)(at_once)
    bus.on(LampLit)(afterwards)

    light()

    assert told == [("at once", 7)]
    assert deliveries.deliver_batch(NOW) == 1
    assert told == [("at once", 7), ("afterwards", 7)]


def test_a_failing_now_subscriber_takes_the_entry_with_it() -> None:
    bus.on(LampLit, when=bus.When.NOW)(fails)

    with pytest.raises(RuntimeError), transaction.atomic():
        light()

    assert not Entry.objects.exists()


def test_a_delivery_happens_once() -> None:
    bus.on(LampLit)(afterwards)
    light()

    deliveries.deliver_batch(NOW)
    deliveries.deliver_batch(NOW + dt.timedelta(hours=1))

    assert told == [("afterwards", 7)]
    assert Delivery.objects.get().done_at == NOW


def test_a_failing_delivery_waits_longer_each_time_and_gives_up() -> None:
    bus.on(LampLit)(fails)
    light()
    moment = NOW

    waits = []
    for _ in range(deliveries.MAX_ATTEMPTS):
        assert deliveries.deliver_batch(moment) == 1
        delivery = Delivery.objects.get()
        waits.append((delivery.run_at - moment).total_seconds())
        moment = delivery.run_at

    assert waits == sorted(waits)
    assert delivery.error == "RuntimeError('no oil')"
    assert deliveries.deliver_batch(moment) == 0
    assert list(queries.stuck_deliveries(at=moment + dt.timedelta(seconds=1))) == [delivery]


def test_one_failing_subscriber_does_not_stop_another() -> None:
    bus.on(LampLit)(fails)
    bus.on(LampLit)(afterwards)
    light()

    deliveries.deliver_batch(NOW)

    assert told == [("afterwards", 7)]


def test_a_claimed_delivery_is_taken_over_when_its_worker_died() -> None:
    bus.on(LampLit)(afterwards)
    light()
    Delivery.objects.update(run_at=NOW + deliveries.LEASE, attempts=1)  # claimed, then killed

    assert deliveries.deliver_batch(NOW) == 0
    assert deliveries.deliver_batch(NOW + deliveries.LEASE) == 1


def test_a_timeline_runs_forward_and_a_feed_backwards() -> None:
    entries = [light(7), light(8), light(7)]

    assert list(queries.timeline("lamp", 7)) == [entries[0], entries[2]]
    assert queries.unit_feed([3], limit=2) == [entries[2], entries[1]]
    assert queries.unit_feed([3], before=entries[1].pk) == [entries[0]]
    assert queries.unit_feed([4]) == []
    assert queries.happened_to("lamp", [7, 8], limit=2) == [entries[2], entries[1]]
    assert queries.happened_to("lamp", []) == []


def test_a_delivery_of_one_entry_to_one_handler_exists_once() -> None:
    entry = light()
    Delivery.objects.create(entry=entry, handler="a.b", run_at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(entry=entry, handler="a.b", run_at=NOW)
