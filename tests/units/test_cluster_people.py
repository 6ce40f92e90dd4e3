"""Heads of clusters as people of the unit, and what a reorganisation says about clusters."""

from typing import Any

import pytest

from sangkien.access.roles import RoleKey
from sangkien.core.personal import holdings
from sangkien.units import queries
from sangkien.units.actions import cluster_leading, clusters, erasing
from sangkien.units.actions.reorganising import foreseeing
from sangkien.units.enums import ActKind, ClusterKind, ClusterPost
from sangkien.units.errors import InvalidCluster
from sangkien.units.models import Cluster, ClusterLead
from tests.factories import LONG_AGO, NOW, SYSTEM, TODAY, Cast, make_cast, make_officer
from tests.units.acts import plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def cluster(cast: Cast) -> Cluster:
    formed = clusters.form_cluster(
        organiser=cast.province,
        kind=ClusterKind.CLUSTER,
        year=TODAY.year,
        name="Cụm I",
        number=1,
        by=SYSTEM,
        at=NOW,
    )
    for unit in (cast.superior, cast.sister_superior):
        clusters.join_cluster(formed, unit, by=SYSTEM, at=NOW)
    return formed


def appoint(cluster: Cluster, cast: Cast, **changes: Any) -> ClusterLead:
    values: dict[str, Any] = {
        "post": ClusterPost.HEAD,
        "person": "",
        "user": cast.superior_officer,
        "since_on": LONG_AGO,
        "until_on": None,
        "by": SYSTEM,
        "at": NOW,
    }
    return cluster_leading.appoint(cluster, cast.superior, **{**values, **changes})


def held(user_id: int, key: str) -> list[dict[str, Any]]:
    collect = next(one.collect for one in holdings() if one.key == key)
    return [{fact.key: fact.value for fact in record} for record in collect(user_id)]


def test_a_head_is_a_person_of_the_unit(cast: Cast, cluster: Cluster) -> None:
    lead = appoint(cluster, cast)

    assert (lead.user, lead.person) == (cast.superior_officer, "Phạm Thị Dung")
    found = held(cast.superior_officer.pk, "cluster_leads")
    assert [(one["post"], one["cluster"]) for one in found] == [("Cụm trưởng", "Cụm I")]
    assert held(cast.author.pk, "cluster_leads") == []


def test_the_name_stands_as_it_was_elected(cast: Cast, cluster: Cluster) -> None:
    assert appoint(cluster, cast, person=" Bà  Dung ").person == "Bà Dung"
    other = cast.sister_superior
    free = cluster_leading.appoint(
        cluster,
        other,
        post=ClusterPost.DEPUTY,
        person="Ông Sáu",
        since_on=LONG_AGO,
        until_on=None,
        by=SYSTEM,
        at=NOW,
    )
    assert free.user is None


def test_somebody_of_another_unit_is_no_head_of_this_one(cast: Cast, cluster: Cluster) -> None:
    neighbour = make_officer(cast.sister_superior, RoleKey.SUPERIOR_OFFICER, "Mai Láng Giềng")

    with pytest.raises(InvalidCluster) as refusal:
        appoint(cluster, cast, user=neighbour)

    assert refusal.value.field == "login"
    assert not ClusterLead.objects.exists()


def test_people_are_found_by_code_in_the_branch_of_the_unit(cast: Cast) -> None:
    code = cast.author.member_code

    assert queries.person_in(cast.superior, code, on=TODAY) == cast.author
    assert queries.person_in(cast.sister_superior, code, on=TODAY) is None
    assert queries.person_in(cast.superior, "KHONGCO", on=TODAY) is None


def test_who_is_erased_leaves_no_name(cast: Cast, cluster: Cluster) -> None:
    lead = appoint(cluster, cast)
    erasing.anonymise(cast.superior_officer.pk, NOW)

    lead.refresh_from_db()
    assert "Dung" not in lead.person


@pytest.mark.parametrize("kind", [ActKind.MERGE, ActKind.DISSOLVE])
def test_the_preview_says_that_the_unit_leads_or_belongs_to_a_cluster(
    cast: Cast, cluster: Cluster, kind: ActKind
) -> None:
    appoint(cluster, cast)
    wanted = plan(kind, cast.superior, target=cast.sister_superior)

    effects = {e.key: e for e in foreseeing.foresee(wanted, by=SYSTEM).effects}

    assert effects["clusters"].is_warning
    assert effects["clusters"].lines == (
        "LĐLĐ huyện Sông Xanh: cụm trưởng của Cụm I năm 2026",
        "LĐLĐ huyện Sông Xanh: ở trong Cụm I năm 2026",
    )


def test_clusters_of_the_past_are_no_matter(cast: Cast, cluster: Cluster) -> None:
    appoint(cluster, cast, until_on=LONG_AGO)
    Cluster.objects.update(year=TODAY.year - 1)
    wanted = plan(ActKind.DISSOLVE, cast.superior)

    assert "clusters" not in {e.key for e in foreseeing.foresee(wanted, by=SYSTEM).effects}
