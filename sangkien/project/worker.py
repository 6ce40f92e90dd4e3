"""The background worker: loops over what the journal and the schedule have to do."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections, connection

from sangkien.core import clock
from sangkien.journal.actions import deliveries, schedule

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
STOPPING_SECONDS = 20.0


def work_round() -> int:
    """Do what is due now, but for the prompt jobs. Returns how much was done, so that the loop knows
    whether to rest.
    """
    now = clock.now()
    return schedule.run_due(now, is_prompt=False) + deliveries.deliver_batch(now)


def prompt_round() -> int:
    """The figures that people look at: nothing long ever stands before them."""
    return schedule.run_due(clock.now(), is_prompt=True)


def work_until_idle() -> int:
    """Rounds until nothing is left: for cron, tests and the demo."""
    total = 0
    while done := work_round() + prompt_round():
        total += done
    return total


def work(stop: threading.Event) -> None:
    """Rounds until asked to stop, the prompt jobs in a thread of their own; what is under way is
    finished.
    """
    beside = threading.Thread(target=_loop, args=(stop, prompt_round), name="sangkien-prompt")
    beside.start()
    _loop(stop, work_round)
    beside.join()


def _loop(stop: threading.Event, do: Callable[[], int]) -> None:
    """Whatever goes wrong, the loop goes on after a pause that doubles: a database that restarts
    comes back, a full disk is emptied, and nobody has to remember to start the worker again.
    """
    failures = 0
    while not stop.is_set():
        pause = 0.0
        try:
            close_old_connections()
            pause = 0.0 if do() else IDLE_SECONDS
            failures = 0
        except Exception:
            failures += 1
            pause = min(2.0**failures / 4, LONGEST_PAUSE_SECONDS)
            log.exception("worker round failed", extra={"count": failures})
            connection.close()
        stop.wait(pause)
    connection.close()


class InlineWorker:
    """The worker as a thread of the web process, for one machine without a second process."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=work, args=(self._stop,), name="sangkien-worker", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let the round under way finish; a lease brings back what a longer one leaves."""
        self._stop.set()
        deadline = time.monotonic() + STOPPING_SECONDS
        while self._thread.is_alive() and time.monotonic() < deadline:
            self._thread.join(0.5)
