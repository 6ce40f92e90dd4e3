"""Open the units of a block, count their people and group them into clusters."""

import datetime as dt
from collections.abc import Iterable

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.periods import local_day
from sangkien.demo.facts import ClusterRow, UnitRow
from sangkien.demo.logins import NATIONAL
from sangkien.units.actions import clusters, tree
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Cluster, Grant, Level, Unit
from sangkien.units.queries import actor_for
from sangkien.units.rules import BEFORE_RECORDS


def unit(code: str) -> Unit:
    return Unit.objects.select_related("level", "parent__level").get(code=code)


def open_units(
    rows: Iterable[UnitRow],
    *,
    by: User,
    at: dt.datetime,
    opened_on: dt.date = BEFORE_RECORDS,
    counted_on: dt.date | None = None,
) -> dict[str, Unit]:
    """Units by code, parents first; with the headcount where the row has one."""
    actor = actor_for(by, at=at)
    levels = {level.pk: level for level in Level.objects.all()}
    known: dict[str, Unit] = {}
    for row in rows:
        opened = tree.open_unit(
            code=row.code,
            name=row.name,
            short_name=short_name(row.name),
            level=levels[row.level],
            parent=known.get(row.parent) or unit(row.parent),
            opened_on=opened_on,
            by=actor,
            at=at,
        )
        known[row.code] = opened
        if row.members:
            tree.record_headcount(
                opened,
                members=row.members,
                workers=row.workers,
                counted_on=counted_on or local_day(at),
                by=actor,
                at=at,
            )
    return known


def short_name(name: str) -> str:
    """What fits on a phone: "CĐCS Công ty May ...", "LĐLĐ huyện ..."."""
    shorter = name.replace("Công đoàn cơ sở", "CĐCS").replace("Liên đoàn Lao động", "LĐLĐ")
    return shorter.replace("Công đoàn", "CĐ", 1)


def form_clusters(
    rows: Iterable[ClusterRow],
    members: dict[str, list[Unit]],
    *,
    organiser: Unit,
    year: int,
    by: User,
    at: dt.datetime,
) -> dict[str, Cluster]:
    """Clusters by key, each with its units; blocks inside their cluster."""
    actor = actor_for(by, at=at)
    formed: dict[str, Cluster] = {}
    for row in rows:
        formed[row.key] = clusters.form_cluster(
            organiser=organiser,
            kind=ClusterKind(row.kind),
            year=year,
            name=row.name,
            number=row.number,
            parent=formed.get(row.parent),
            by=actor,
            at=at,
        )
        for member in members.get(row.key, []):
            clusters.join_cluster(formed[row.key], member, by=actor, at=at)
    return formed


def national_officer() -> User:
    return User.objects.get(member_code=NATIONAL.member_code)


def officer_of(code: str, role: RoleKey) -> User:
    """Who was given a role at a unit first."""
    grants = Grant.objects.filter(unit__code=code, role=role)
    return grants.select_related("user").order_by("pk")[0].user
