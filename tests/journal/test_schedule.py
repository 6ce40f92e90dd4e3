import datetime as dt
from collections.abc import Iterator

import pytest

from sangkien.core import clock, schedule
from sangkien.journal import queries
from sangkien.journal.actions import schedule as running
from sangkien.journal.models import JobRun

pytestmark = pytest.mark.django_db

done: list[dt.datetime] = []


def sweep(now: dt.datetime) -> int:
    done.append(now)
    return 3


def stumble(now: dt.datetime) -> int:
    raise RuntimeError("broom broken")


@pytest.fixture(autouse=True)
def jobs() -> Iterator[None]:
    known = dict(schedule._jobs)
    schedule._jobs.clear()
    done.clear()
    yield
    schedule._jobs.clear()
    schedule._jobs.update(known)


def test_a_job_runs_when_it_is_due_and_then_rests() -> None:
    schedule.every(seconds=60, name="sweep")(sweep)
    now = clock.now()

    assert running.run_due(now) == 3
    assert running.run_due(now) == 0
    assert running.run_due(clock.now() + dt.timedelta(seconds=61)) == 3
    assert len(done) == 2
    assert queries.last_beat() is not None


def test_a_job_that_fails_keeps_its_reason_and_is_tried_again() -> None:
    schedule.every(seconds=60, name="stumble")(stumble)
    schedule.every(seconds=60, name="sweep")(sweep)

    assert running.run_due(clock.now()) == 3

    row = JobRun.objects.get(pk="stumble")
    assert row.error == "RuntimeError('broom broken')"
    assert row.run_at < clock.now() + dt.timedelta(seconds=61)


def test_a_job_that_another_worker_holds_is_left_alone() -> None:
    schedule.every(seconds=60, name="sweep")(sweep)
    now = clock.now()
    JobRun.objects.create(name="sweep", run_at=now + schedule.LEASE)  # claimed by somebody

    assert running.run_due(now) == 0
    assert running.run_due(now + schedule.LEASE) == 3


def test_nothing_beats_before_the_first_round() -> None:
    assert queries.last_beat() is None
