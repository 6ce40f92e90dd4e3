"""The loop behind `sangkien work`."""

import threading
import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from sangkien.core import schedule
from sangkien.journal.models import JobRun
from sangkien.project import worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def rounds() -> Iterator[list[datetime]]:
    """A repeated job of this test alone, that notes when it ran."""
    known = dict(schedule._jobs)
    schedule._jobs.clear()
    ran: list[datetime] = []

    @schedule.every(seconds=3600, name="test.note")
    def note(now: datetime) -> int:
        ran.append(now)
        return 1

    yield ran
    schedule._jobs.clear()
    schedule._jobs.update(known)


def run_until(condition: "threading.Event", stop: threading.Event) -> None:
    thread = threading.Thread(target=worker.work, args=(stop,))
    thread.start()
    condition.wait(10)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_once_does_what_is_due_and_no_more(rounds: list[datetime]) -> None:
    call_command("work", "--once", verbosity=0)
    call_command("work", "--once", verbosity=0)

    assert len(rounds) == 1
    assert JobRun.objects.get().finished_at is not None


def test_stopping_finishes_what_is_under_way(rounds: list[datetime]) -> None:
    started, stop = threading.Event(), threading.Event()
    finished = []

    @schedule.every(seconds=3600, name="test.slow")
    def slow(now: datetime) -> int:
        started.set()
        stop.wait(10)
        time.sleep(0.1)
        finished.append(now)
        return 0

    run_until(started, stop)

    assert len(finished) == 1
    assert JobRun.objects.get(name="test.slow").finished_at is not None


def test_what_people_look_at_waits_for_nothing_long(rounds: list[datetime]) -> None:
    began, prompt, stop = threading.Event(), threading.Event(), threading.Event()
    waited = []

    @schedule.every(seconds=3600, name="test.long")
    def long(now: datetime) -> int:
        began.set()
        waited.append(prompt.wait(10))
        return 0

    @schedule.every(seconds=0.01, name="test.prompt", is_prompt=True)
    def quick(now: datetime) -> int:
        if began.is_set():  # while the long one is under way
            prompt.set()
        return 0

    run_until(prompt, stop)

    assert waited == [True]


def test_loop_survives_a_database_that_goes_away(
    rounds: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    back, stop = threading.Event(), threading.Event()
    attempts = []

    def unreliable() -> int:
        attempts.append(1)
        if len(attempts) < 3:
            raise OperationalError("server closed the connection unexpectedly")
        back.set()
        return 0

    monkeypatch.setattr(worker, "work_round", unreliable)
    run_until(back, stop)

    assert len(attempts) >= 3


def test_inline_worker_stops_when_asked(rounds: list[datetime]) -> None:
    inline = worker.InlineWorker()
    inline.start()
    deadline = time.monotonic() + 10
    while not rounds and time.monotonic() < deadline:
        time.sleep(0.02)

    inline.stop()

    assert len(rounds) == 1
    assert not inline._thread.is_alive()


def test_worker_leaves_no_connection_behind(rounds: list[datetime]) -> None:
    stop = threading.Event()
    stop.set()

    worker.work(stop)

    assert connection.connection is None
