"""Registry of the work that the background worker repeats."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

LEASE = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Job:
    """A repeated piece of work; `run` returns how many things it did.

    `lease` is how long another process waits before it takes over from one that died. What
    `is_prompt` never waits for another job: people look at what it makes.
    """

    name: str
    seconds: float
    run: Callable[[datetime], int]
    lease: timedelta = LEASE
    is_prompt: bool = False


_jobs: dict[str, Job] = {}


def every(
    *, seconds: float, name: str, lease: timedelta = LEASE, is_prompt: bool = False
) -> Callable[[Callable[[datetime], int]], Callable[[datetime], int]]:
    """Register a function of the present instant. One process runs it at a time."""

    def register(run: Callable[[datetime], int]) -> Callable[[datetime], int]:
        _jobs[name] = Job(name=name, seconds=seconds, run=run, lease=lease, is_prompt=is_prompt)
        return run

    return register


def registered() -> list[Job]:
    return list(_jobs.values())
