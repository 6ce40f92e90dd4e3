"""Snapshots of the sample, taken and published by the officer at hours that bulletins name."""

import datetime as dt
import uuid
from collections.abc import Iterable

from sangkien.accounts.models import User
from sangkien.demo.diary import Diary
from sangkien.programmes.models import Programme
from sangkien.progress.actions import folding
from sangkien.reports.actions import taking
from sangkien.reports.queries import Source
from sangkien.units.models import Unit
from sangkien.units.queries import actor_for


def plan(
    programme: Programme, unit: Unit, officer: User, moments: Iterable[dt.datetime], *, diary: Diary
) -> None:
    """One flash report at each moment, of the figures as they were carried up by then."""

    def report(at: dt.datetime) -> None:
        folding.fold_all(at)
        by = actor_for(officer, at=at)
        key = uuid.uuid5(uuid.NAMESPACE_OID, f"{programme.slug} {unit.code} {at.isoformat()}")
        source = Source(slug=programme.slug, unit_code=unit.code)
        taking.publish(taking.take(source, request_key=key, by=by, at=at), by=by, at=at)

    for at in moments:
        diary.add(at, report)
