"""Situations that several tests of the figures start from."""

import datetime as dt

from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Period, Programme
from sangkien.progress.actions import folding, sizing
from sangkien.units.actions import clusters, tree
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Cluster, Unit
from tests.factories import NOW, SYSTEM, make_initiative, make_member, make_unit


def settle(at: dt.datetime = NOW) -> None:
    """What the worker does within a few seconds."""
    sizing.refresh(at)
    folding.fold_all(at)


def whole(programme: Programme) -> Period:
    return programme.periods.get(kind="whole")


def phase(programme: Programme) -> Period:
    return programme.periods.get(kind="phase", number=1)


def send(
    programme: Programme, unit: Unit, *, sent: int, valid: int = 0, at: dt.datetime = NOW
) -> list[Initiative]:
    """`sent` initiatives of one new member, `valid` of them confirmed."""
    author = make_member(unit)
    made = [make_initiative(programme, unit, author, at=at) for _number in range(sent)]
    for initiative in made[:valid]:
        confirmation.confirm(initiative, by=SYSTEM, at=at)
    return made


def send_now(programme: Programme, unit: Unit, *, sent: int, valid: int = 0) -> list[Initiative]:
    """For pages, which read the real clock."""
    return send(programme, unit, sent=sent, valid=valid, at=clock.now())


def record_headcount(unit: Unit, *, members: int, workers: int) -> None:
    tree.record_headcount(
        unit,
        members=members,
        workers=workers,
        counted_on=dt.date(2026, 1, 1),
        by=SYSTEM,
        at=NOW,
    )


def form(
    organiser: Unit,
    name: str,
    units: list[Unit],
    *,
    number: int,
    kind: ClusterKind = ClusterKind.CLUSTER,
    parent: Cluster | None = None,
    year: int = 2026,
) -> Cluster:
    cluster = clusters.form_cluster(
        organiser=organiser,
        kind=kind,
        year=year,
        name=name,
        number=number,
        parent=parent,
        by=SYSTEM,
        at=NOW,
    )
    for unit in units:
        clusters.join_cluster(cluster, unit, by=SYSTEM, at=NOW)
    return cluster


def make_province(*, children: int) -> tuple[Unit, list[Unit]]:
    """A province with CĐCS directly below it, named in Vietnamese order."""
    national = make_unit("Tổng Liên đoàn", level="trung-uong", parent=None, code="TLD")
    province = make_unit("LĐLĐ tỉnh Bình Minh", level="tinh", parent=national, code="BM")
    return province, [
        make_unit(f"CĐCS Công ty số {number:04d}", level="co-so", parent=province)
        for number in range(1, children + 1)
    ]
