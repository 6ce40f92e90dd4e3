"""Registry of the work that the background worker repeats."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

LEASE = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Job:
    """A repeated piece of work; `run` returns how many things it did.

    `lease` is how long another process waits before it takes over from one that died.
    """

    name: str
    seconds: float
    run: Callable[[datetime], int]
    lease: timedelta = LEASE


_jobs: dict[str, Job] = {}


def every(
    *, seconds: float, name: str, lease: timedelta = LEASE
) -> Callable[[Callable[[datetime], int]], Callable[[datetime], int]]:
    """Register a function of the present instant. One process runs it at a time."""

    def register(run: Callable[[datetime], int]) -> Callable[[datetime], int]:
        _jobs[name] = Job(name=name, seconds=seconds, run=run, lease=lease)
        return run

    return register


def registered() -> list[Job]:
    return list(_jobs.values())
