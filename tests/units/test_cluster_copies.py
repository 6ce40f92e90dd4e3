"""A year begins with the clusters and blocks of the year before."""

import datetime as dt

import pytest

from sangkien.units import queries
from sangkien.units.actions import cluster_copying, cluster_leading, clusters
from sangkien.units.enums import ClusterKind
from sangkien.units.errors import InvalidCluster
from sangkien.units.models import Cluster, Unit
from tests.factories import NOW, SYSTEM, Cast, make_cast, make_unit
from tests.threads import outcomes, refusals
from tests.units.test_cluster_changes import TODAY, ended, lead
from tests.units.test_clusters import form

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def cluster(cast: Cast) -> Cluster:
    """With both superior unions in it."""
    cluster = form(cast)
    clusters.join_units(cluster, [cast.superior, cast.sister_superior], by=SYSTEM, at=NOW)
    return cluster


def copied(cast: Cast) -> list[queries.ClusterGroup]:
    cluster_copying.copy_last_year(cast.province, year=2027, by=SYSTEM, at=NOW)
    return queries.clusters_of(cast.province, year=2027)


def test_a_year_begins_with_the_clusters_of_the_last(cast: Cast, cluster: Cluster) -> None:
    block = form(cast, "Khối 1", kind=ClusterKind.BLOCK, parent=cluster)
    clusters.join_cluster(block, cast.far_factory, by=SYSTEM, at=NOW)
    order = [cast.superior.pk, cast.far_factory.pk, cast.sister_superior.pk]
    cluster_leading.set_rotation(cluster, order, by=SYSTEM, at=NOW)
    lead(cluster, cast.superior)

    (group,) = copied(cast)

    assert group.unit_ids == (cast.superior.pk, cast.sister_superior.pk, cast.far_factory.pk)
    assert group.blocks[0].own_unit_ids == (cast.far_factory.pk,)
    assert queries.leads_of(group.cluster) == []
    turns = queries.turns_of(group.cluster)
    assert turns == [cast.far_factory, cast.sister_superior, cast.superior]
    assert queries.next_in_turn(turns, [], on=TODAY) == cast.far_factory
    with pytest.raises(InvalidCluster):
        copied(cast)  # pressed twice
    assert Cluster.objects.filter(year=2027).count() == 2


def test_ended_units_give_their_place_to_their_only_successor(cast: Cast, cluster: Cluster) -> None:
    middle = make_unit("LĐLĐ huyện Tạm", level="cap-tren", parent=cast.province)
    heir = make_unit("LĐLĐ khu vực I", level="cap-tren", parent=cast.province)
    ended(cast.superior, middle)
    ended(middle, heir)
    cluster_leading.set_rotation(
        cluster, [cast.superior.pk, cast.sister_superior.pk], by=SYSTEM, at=NOW
    )

    (group,) = copied(cast)

    assert group.unit_ids == (heir.pk, cast.sister_superior.pk)
    assert queries.turns_of(group.cluster) == [heir, cast.sister_superior]


def test_what_is_unclear_is_listed_and_left_out(cast: Cast, cluster: Cluster) -> None:
    heirs = [make_unit(f"LĐLĐ khu vực {n}", level="cap-tren", parent=cast.province) for n in "AB"]
    lone = make_unit("LĐLĐ huyện Vắng", level="cap-tren", parent=cast.province)
    merged = make_unit("LĐLĐ huyện Gộp", level="cap-tren", parent=cast.province)
    for unit in (lone, merged):
        clusters.join_cluster(cluster, unit, by=SYSTEM, at=NOW)
    ended(cast.superior, *heirs)
    ended(lone)
    ended(merged, cast.sister_superior)

    plan = queries.copy_plan(cast.province, year=2027, today=TODAY)

    (copy,) = plan.clusters
    assert [member.unit for member in copy.members] == [cast.sister_superior]
    assert [(row.unit, len(row.heirs), row.is_taken) for row in copy.unclear] == [
        (cast.superior, 2, False),
        (lone, 0, False),
        (merged, 1, True),
    ]
    (group,) = copied(cast)
    assert group.unit_ids == (cast.sister_superior.pk,)


def test_a_past_year_is_filled_with_the_units_of_its_time(cast: Cast) -> None:
    past = form(cast, year=2023)
    clusters.join_cluster(past, cast.superior, by=SYSTEM, at=NOW)
    ended(cast.superior)

    plan = queries.copy_plan(cast.province, year=2024, today=dt.date(2026, 12, 1))

    assert [member.unit for member in plan.clusters[0].members] == [cast.superior]


def test_a_unit_that_went_elsewhere_stays_out(cast: Cast) -> None:
    cluster = form(cast, organiser=cast.superior)
    clusters.join_units(cluster, [cast.factory, cast.sister_factory], by=SYSTEM, at=NOW)
    away = cast.sister_superior
    path = away.path + cast.factory.path.removeprefix(cast.superior.path)
    Unit.objects.filter(pk=cast.factory.pk).update(parent=away, path=path)

    plan = cluster_copying.copy_last_year(cast.superior, year=2027, by=SYSTEM, at=NOW)

    (copy,) = plan.clusters
    assert [(row.unit, row.is_elsewhere) for row in copy.unclear] == [(cast.factory, True)]
    (group,) = queries.clusters_of(cast.superior, year=2027)
    assert group.unit_ids == (cast.sister_factory.pk,)


def test_nothing_is_copied_from_an_empty_year(cast: Cast) -> None:
    with pytest.raises(InvalidCluster):
        copied(cast)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_double_tap_copies_once() -> None:
    cast = make_cast()
    clusters.join_cluster(form(cast), cast.superior, by=SYSTEM, at=NOW)

    found = outcomes(
        *[lambda: cluster_copying.copy_last_year(cast.province, year=2027, by=SYSTEM, at=NOW)] * 2
    )

    assert [type(refusal) for refusal in refusals(found)] == [InvalidCluster]
    assert Cluster.objects.filter(year=2027).count() == 1
