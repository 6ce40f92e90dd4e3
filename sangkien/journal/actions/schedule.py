"""Run the repeated jobs, one process at a time each."""

import logging
from datetime import datetime, timedelta

from sangkien.core import clock, schedule
from sangkien.journal.models import JobRun

log = logging.getLogger(__name__)


def run_due(now: datetime, *, is_prompt: bool | None = None) -> int:
    """Run every job that is due, or only the prompt or the other ones. Returns how many things the
    jobs did.
    """
    jobs = [job for job in schedule.registered() if is_prompt in (None, job.is_prompt)]
    JobRun.objects.bulk_create(
        [JobRun(name=job.name, run_at=now) for job in jobs], ignore_conflicts=True
    )
    return sum(_run(job, now) for job in jobs)


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
