"""Registry of the work that the background worker repeats."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Job:
    """A repeated piece of work; `run` returns how many things it did."""

    name: str
    seconds: float
    run: Callable[[datetime], int]


_jobs: dict[str, Job] = {}


def every(
    *, seconds: float, name: str
) -> Callable[[Callable[[datetime], int]], Callable[[datetime], int]]:
    """Register a function of the present instant. One process runs it at a time."""

    def register(run: Callable[[datetime], int]) -> Callable[[datetime], int]:
        _jobs[name] = Job(name=name, seconds=seconds, run=run)
        return run

    return register


def registered() -> list[Job]:
    return list(_jobs.values())
