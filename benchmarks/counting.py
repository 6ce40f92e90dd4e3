"""Let the project count what the generator wrote, with its own actions, and say how long it took."""

import datetime as dt
import time
from collections.abc import Callable

from benchmarks import readings
from sangkien.initiatives.models import Initiative
from sangkien.progress.actions import folding, recount, sizing
from sangkien.search.actions import indexing
from sangkien.units.models import Unit


def count_all(now: dt.datetime) -> None:
    _timed("sizes of the units", lambda: sizing.refresh(now))
    _timed("readings of the days and hours", lambda: readings.fill(now))
    _timed("recount of everything", lambda: recount.recount(at=now))
    _timed("fold of what was left", lambda: folding.fold_all(now))
    _timed("search index of the units", lambda: indexing.reindex(Unit, everything=True))
    _timed("search index of the initiatives", lambda: indexing.reindex(Initiative, everything=True))


def _timed(what: str, work: Callable[[], object]) -> None:
    started = time.monotonic()
    result = work()
    print(f"{what}: {time.monotonic() - started:.1f} s ({result})", flush=True)
