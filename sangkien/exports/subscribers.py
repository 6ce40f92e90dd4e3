"""Repeated work of the exports."""

from datetime import datetime, timedelta

from sangkien.core.schedule import every
from sangkien.exports.actions import writing


# A short lease: the rows are protected by themselves, so another worker may take over soon.
@every(seconds=0.5, name="exports.step", lease=timedelta(seconds=20))
def work_on_exports(now: datetime) -> int:
    return writing.step(now)


@every(seconds=600, name="exports.expire")
def expire(now: datetime) -> int:
    return writing.expire(now)
