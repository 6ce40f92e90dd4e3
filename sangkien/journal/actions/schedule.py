"""Run the repeated jobs, one process at a time each."""

import logging
from datetime import datetime, timedelta

from sangkien.core import clock, schedule
from sangkien.journal.models import JobRun

log = logging.getLogger(__name__)


def run_due(now: datetime) -> int:
    """Run every job that is due. Returns how many things the jobs did."""
    _ensure_rows(now)
    return sum(_run(job, now) for job in schedule.registered())


def _ensure_rows(now: datetime) -> None:
    JobRun.objects.bulk_create(
        [JobRun(name=job.name, run_at=now) for job in schedule.registered()],
        ignore_conflicts=True,
    )


def _run(job: schedule.Job, now: datetime) -> int:
    # Moving run_at is the lease: whoever changes the row runs the job.
    claimed = JobRun.objects.filter(name=job.name, run_at__lte=now).update(run_at=now + job.lease)
    if not claimed:
        return 0
    done, error = 0, ""
    try:
        done = job.run(now)
    except Exception as problem:
        log.exception("job %s failed", job.name)
        error = repr(problem)[:500]
    finished = clock.now()
    JobRun.objects.filter(name=job.name).update(
        run_at=finished + timedelta(seconds=job.seconds), finished_at=finished, error=error
    )
    return done
