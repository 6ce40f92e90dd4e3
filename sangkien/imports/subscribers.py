"""Repeated work of the imports."""

from datetime import datetime, timedelta

from sangkien.core.schedule import every
from sangkien.imports.actions import receiving, working


# A short lease: the rows are protected by themselves, so another worker may take over soon.
@every(seconds=0.5, name="imports.step", lease=timedelta(seconds=20))
def work_on_imports(now: datetime) -> int:
    return working.step(now)


@every(seconds=3600, name="imports.remove_lines")
def remove_lines(now: datetime) -> int:
    return receiving.remove_lines(now)
