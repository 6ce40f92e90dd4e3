"""What is to happen, played in the order of time, so that the journal reads as it should."""

import datetime as dt
from collections.abc import Callable

Step = Callable[[dt.datetime], object]


class Diary:
    def __init__(self) -> None:
        self._steps: list[tuple[dt.datetime, int, Step]] = []

    def add(self, at: dt.datetime, step: Step) -> None:
        """`step` is called with `at`; steps of the same minute keep the order of adding."""
        self._steps.append((at, len(self._steps), step))

    def play(self) -> None:
        for at, _number, step in sorted(self._steps, key=lambda entry: entry[:2]):
            step(at)
        self._steps.clear()
