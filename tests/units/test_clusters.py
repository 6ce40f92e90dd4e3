from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.core.errors import NotAllowed, NotFound
from sangkien.journal.models import Entry
from sangkien.units import queries
from sangkien.units.actions import clusters
from sangkien.units.enums import ClusterKind
from sangkien.units.errors import InvalidCluster
from sangkien.units.models import Cluster, ClusterMember
from tests.factories import NOW, SYSTEM, Cast, actor, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def form(cast: Cast, name: str = "Cụm thi đua I", **changes: Any) -> Cluster:
    values: dict[str, Any] = {
        "organiser": cast.province,
        "kind": ClusterKind.CLUSTER,
        "year": 2026,
        "number": 1,
        "by": SYSTEM,
        "at": NOW,
    }
    return clusters.form_cluster(name=name, **{**values, **changes})


def test_clusters_and_their_blocks_come_nested_and_in_order(cast: Cast) -> None:
    fourth = form(cast, "Cụm thi đua IV", number=4)
    first = form(cast, number=1)
    blocks = [
        form(cast, f"Khối {n}", kind=ClusterKind.BLOCK, parent=fourth, number=n) for n in (1, 2)
    ]
    clusters.join_cluster(first, cast.superior, by=SYSTEM, at=NOW)
    clusters.join_cluster(blocks[1], cast.sister_superior, by=SYSTEM, at=NOW)
    form(cast, "Cụm năm trước", year=2025)

    groups = queries.clusters_of(cast.province, year=2026)

    assert [group.cluster for group in groups] == [first, fourth]
    assert [block.cluster for block in groups[1].blocks] == blocks
    assert groups[0].unit_ids == (cast.superior.pk,)
    assert groups[1].unit_ids == (cast.sister_superior.pk,)
    assert groups[1].own_unit_ids == ()


def test_only_a_block_lies_inside_a_cluster(cast: Cast) -> None:
    cluster = form(cast)
    block = form(cast, "Khối 1", kind=ClusterKind.BLOCK, parent=cluster)
    wrong = [
        {"kind": ClusterKind.CLUSTER, "parent": cluster},
        {"kind": ClusterKind.BLOCK, "parent": block},
        {"kind": ClusterKind.BLOCK, "parent": cluster, "year": 2027},
        {"kind": ClusterKind.BLOCK, "parent": cluster, "organiser": cast.superior},
    ]

    for changes in wrong:
        with pytest.raises(InvalidCluster) as refusal:
            form(cast, "Khối khác", **changes)
        assert refusal.value.field == "parent"


def test_a_block_may_stand_alone(cast: Cast) -> None:
    assert form(cast, "Khối các trường", kind=ClusterKind.BLOCK).parent is None


def test_a_name_is_used_once_a_year(cast: Cast) -> None:
    form(cast)

    with pytest.raises(InvalidCluster):
        form(cast, "  Cụm  thi đua I ")

    assert form(cast, year=2027)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cluster.objects.create(
            organiser=cast.province, year=2026, name="Cụm thi đua I", kind="cluster", number=9
        )


def test_a_unit_is_in_one_cluster_of_an_organiser_and_year(cast: Cast) -> None:
    first, second = form(cast), form(cast, "Cụm thi đua II", number=2)
    clusters.join_cluster(first, cast.superior, by=SYSTEM, at=NOW)

    for cluster in (first, second):
        with pytest.raises(InvalidCluster) as refusal:
            clusters.join_cluster(cluster, cast.superior, by=SYSTEM, at=NOW)
        assert refusal.value.field == "unit"

    next_year = form(cast, year=2027)
    assert clusters.join_cluster(next_year, cast.superior, by=SYSTEM, at=NOW)
    assert queries.cluster_of(cast.superior, year=2026) == first
    assert queries.cluster_of(cast.superior, year=2028) is None


def test_only_units_below_the_organiser_join(cast: Cast) -> None:
    cluster = form(cast, organiser=cast.superior)

    for unit in (cast.superior, cast.sister_superior, cast.far_factory, cast.province):
        with pytest.raises(InvalidCluster):
            clusters.join_cluster(cluster, unit, by=SYSTEM, at=NOW)

    assert clusters.join_cluster(cluster, cast.factory, by=SYSTEM, at=NOW)


def test_only_the_organisers_officers_form_and_fill_clusters(cast: Cast) -> None:
    cluster = form(cast)

    for user in (cast.superior_officer, cast.officer, cast.auditor, cast.author):
        with pytest.raises(NotAllowed):
            form(cast, "Cụm khác", by=actor(user))
        with pytest.raises(NotAllowed):
            clusters.join_cluster(cluster, cast.superior, by=actor(user), at=NOW)

    officer = actor(cast.provincial_officer)
    clusters.join_cluster(cluster, cast.superior, by=officer, at=NOW)
    entry = Entry.objects.get(name="unit.cluster_joined")
    assert (entry.unit_id, entry.payload["cluster_id"]) == (cast.superior.pk, cluster.pk)


def test_one_cluster_is_read_with_its_blocks(cast: Cast) -> None:
    cluster = form(cast)
    block = form(cast, "Khối 1", kind=ClusterKind.BLOCK, parent=cluster)
    clusters.join_cluster(block, cast.superior, by=SYSTEM, at=NOW)

    assert queries.get_cluster(cluster.pk).unit_ids == (cast.superior.pk,)
    assert queries.get_cluster(block.pk).cluster == block
    with pytest.raises(NotFound):
        queries.get_cluster(0)


def test_the_database_refuses_the_same_member_twice(cast: Cast) -> None:
    cluster = form(cast)
    ClusterMember.objects.create(cluster=cluster, unit=cast.superior)

    with pytest.raises(IntegrityError), transaction.atomic():
        ClusterMember.objects.create(cluster=cluster, unit=cast.superior)
