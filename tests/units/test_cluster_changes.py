"""Renaming, filling, dissolving and copying clusters; who leads them; their documents."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.agreements.actions.targets import Measure, set_target
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.core.errors import NotAllowed, NotFound
from sangkien.files.errors import RefusedFile
from sangkien.files.models import StoredFile
from sangkien.journal.models import Entry
from sangkien.units import queries
from sangkien.units.actions import cluster_copying, cluster_leading, clusters
from sangkien.units.enums import ClusterKind, ClusterPost
from sangkien.units.errors import InvalidCluster
from sangkien.units.models import (
    Cluster,
    ClusterDocument,
    ClusterLead,
    ClusterMember,
    Succession,
    Unit,
)
from tests.factories import (
    NOW,
    SYSTEM,
    Cast,
    actor,
    make_cast,
    make_phase,
    make_programme,
)
from tests.threads import outcomes, refusals
from tests.units.acts import dissolve
from tests.units.test_clusters import form

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
JANUARY = dt.date(2026, 1, 1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def cluster(cast: Cast) -> Cluster:
    """With both superior unions in it."""
    cluster = form(cast)
    for unit in (cast.superior, cast.sister_superior):
        clusters.join_cluster(cluster, unit, by=SYSTEM, at=NOW)
    return cluster


def member_of(cluster: Cluster, unit: Unit) -> ClusterMember:
    return ClusterMember.objects.select_related("cluster__organiser").get(
        cluster=cluster, unit=unit
    )


def lead(cluster: Cluster, unit: Unit, **changes: Any) -> ClusterLead:
    values: dict[str, Any] = {
        "post": ClusterPost.HEAD,
        "person": "Bùi Thị Hạnh",
        "since_on": JANUARY,
        "until_on": None,
        "by": SYSTEM,
        "at": NOW,
    }
    return cluster_leading.appoint(cluster, unit, **{**values, **changes})


def ended(unit: Unit, *successors: Unit, day: dt.date = dt.date(2026, 7, 1)) -> None:
    first = successors[0] if successors else None
    dissolve(unit, heir=first, day=day)
    for other in successors[1:]:
        Succession.objects.create(predecessor=unit, successor=other, on=day)


def names() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("name", flat=True))


def test_a_cluster_is_renamed_once_and_to_a_free_name(cast: Cast, cluster: Cluster) -> None:
    form(cast, "Cụm thi đua II", number=2)
    for _twice in range(2):
        clusters.rename_cluster(cluster, name=" Cụm  số 1", number=3, by=SYSTEM, at=NOW)

    cluster.refresh_from_db()
    assert (cluster.name, cluster.number) == ("Cụm số 1", 3)
    assert names().count("unit.cluster_renamed") == 1
    with pytest.raises(InvalidCluster) as refusal:
        clusters.rename_cluster(cluster, name="Cụm thi đua II", number=3, by=SYSTEM, at=NOW)
    assert refusal.value.field == "name"


@pytest.mark.parametrize("year", [0, 1999, 2101, 99_999])
def test_a_year_is_plausible(cast: Cast, year: int) -> None:
    with pytest.raises(InvalidCluster) as refusal:
        form(cast, year=year)
    assert refusal.value.field == "year"


def test_a_member_moves_and_leaves_once(cast: Cast, cluster: Cluster) -> None:
    other = form(cast, "Cụm thi đua II", number=2)
    member = member_of(cluster, cast.superior)

    for _twice in range(2):
        clusters.move_member(member, other, by=SYSTEM, at=NOW)
    assert queries.cluster_of(cast.superior, year=2026) == other
    for _twice in range(2):
        clusters.leave_cluster(member, by=SYSTEM, at=NOW)

    assert queries.cluster_of(cast.superior, year=2026) is None
    assert names().count("unit.cluster_moved") == names().count("unit.cluster_left") == 1


def test_members_move_only_among_the_clusters_of_their_year(cast: Cast, cluster: Cluster) -> None:
    with pytest.raises(InvalidCluster) as refusal:
        clusters.move_member(
            member_of(cluster, cast.superior), form(cast, year=2027), by=SYSTEM, at=NOW
        )
    assert refusal.value.field == "to"


def test_a_unit_that_leads_stays_until_its_term_ends(cast: Cast, cluster: Cluster) -> None:
    term = lead(cluster, cast.superior)
    cluster_leading.set_rotation(
        cluster, [cast.superior.pk, cast.sister_superior.pk], by=SYSTEM, at=NOW
    )
    member = member_of(cluster, cast.superior)

    with pytest.raises(InvalidCluster, match="cụm trưởng"):
        clusters.leave_cluster(member, by=SYSTEM, at=NOW)

    cluster_leading.end_term(term, until_on=TODAY - dt.timedelta(days=1), by=SYSTEM, at=NOW)
    clusters.leave_cluster(member, by=SYSTEM, at=NOW)
    assert queries.turns_of(cluster) == [cast.sister_superior]


def test_several_units_join_all_or_none(cast: Cast) -> None:
    cluster = form(cast)
    ended(cast.factory, day=TODAY)
    for wrong in (cast.factory, cast.province):
        wrong.refresh_from_db()
        with pytest.raises(InvalidCluster):
            clusters.join_units(cluster, [cast.superior, wrong], by=SYSTEM, at=NOW)
    assert not cluster.memberships.exists()

    clusters.join_units(cluster, [cast.superior, cast.far_factory], by=SYSTEM, at=NOW)
    assert cluster.memberships.count() == 2
    free = queries.joinable(cluster, typed="", on=TODAY)
    assert free == [cast.sister_superior]
    assert queries.joinable(cluster, typed="co khi", on=TODAY) == [cast.sister_factory]


def test_only_what_nothing_depends_on_is_dissolved(cast: Cast, cluster: Cluster) -> None:
    block = form(cast, "Khối 1", kind=ClusterKind.BLOCK, parent=cluster)
    lead(cluster, cast.superior)
    with pytest.raises(InvalidCluster, match="khối"):
        clusters.dissolve_cluster(cluster, by=SYSTEM, at=NOW)
    clusters.dissolve_cluster(block, by=SYSTEM, at=NOW)

    for _twice in range(2):
        clusters.dissolve_cluster(cluster, by=SYSTEM, at=NOW)

    assert not Cluster.objects.exists()
    assert not ClusterLead.objects.exists()
    assert names().count("unit.cluster_dissolved") == 2


def test_a_cluster_with_a_target_or_a_document_stays(cast: Cast, cluster: Cluster) -> None:
    other = form(cast, "Cụm thi đua II")
    set_target(
        make_phase(make_programme(cast.province)),
        cluster,
        measure=Measure(kind=TargetKind.COUNT, base=TargetBase.SENT, value=Decimal(10)),
        origin=TargetOrigin.ASSIGNED,
        by=SYSTEM,
        at=NOW,
    )
    document(other)

    with pytest.raises(InvalidCluster, match="chỉ tiêu"):
        clusters.dissolve_cluster(cluster, by=SYSTEM, at=NOW)
    with pytest.raises(InvalidCluster, match="văn bản"):
        clusters.dissolve_cluster(other, by=SYSTEM, at=NOW)


def test_a_cluster_has_one_head_on_any_day(cast: Cast, cluster: Cluster) -> None:
    june = dt.date(2026, 6, 30)
    lead(cluster, cast.superior, until_on=june)
    with pytest.raises(InvalidCluster) as refusal:
        lead(cluster, cast.sister_superior, since_on=june)
    assert refusal.value.field == "since_on"
    with pytest.raises(InvalidCluster) as refusal:
        lead(cluster, cast.superior, post=ClusterPost.DEPUTY)
    assert refusal.value.field == "unit"

    lead(cluster, cast.sister_superior, since_on=dt.date(2026, 7, 1))
    assert [row.title for row in queries.leads_of(cluster)] == ["Cụm trưởng", "Cụm trưởng"]


def test_only_members_lead_and_terms_run_forwards(cast: Cast, cluster: Cluster) -> None:
    with pytest.raises(InvalidCluster) as refusal:
        lead(cluster, cast.factory)
    assert refusal.value.field == "unit"
    with pytest.raises(InvalidCluster) as refusal:
        lead(cluster, cast.superior, until_on=dt.date(2025, 12, 31))
    assert refusal.value.field == "until_on"
    term = lead(cluster, cast.superior, until_on=TODAY)
    for day in (dt.date(2025, 12, 31), TODAY + dt.timedelta(days=1)):
        with pytest.raises(InvalidCluster):
            cluster_leading.end_term(term, until_on=day, by=SYSTEM, at=NOW)


def test_a_unit_of_a_block_leads_the_cluster_around_it(cast: Cast) -> None:
    cluster = form(cast)
    block = form(cast, "Khối 1", kind=ClusterKind.BLOCK, parent=cluster)
    clusters.join_cluster(block, cast.superior, by=SYSTEM, at=NOW)

    assert lead(block, cast.superior, post=ClusterPost.DEPUTY).title == "Khối phó"
    assert lead(cluster, cast.superior).title == "Cụm trưởng"


def test_the_rotation_names_who_comes_next(cast: Cast, cluster: Cluster) -> None:
    order = [cast.sister_superior, cast.superior]
    ids = [unit.pk for unit in order]
    for _twice in range(2):
        cluster_leading.set_rotation(cluster, ids, by=SYSTEM, at=NOW)
    assert queries.turns_of(cluster) == order
    assert names().count("unit.cluster_rotation_set") == 1
    assert queries.next_in_turn(order, [], on=TODAY) == cast.sister_superior

    lead(cluster, cast.sister_superior)
    assert queries.next_in_turn(order, queries.leads_of(cluster), on=TODAY) == cast.superior
    for wrong in ([*ids, ids[0]], [cast.factory.pk]):
        with pytest.raises(InvalidCluster):
            cluster_leading.set_rotation(cluster, wrong, by=SYSTEM, at=NOW)


def document(cluster: Cluster, data: bytes | None = None, **changes: Any) -> ClusterDocument:
    values: dict[str, Any] = {
        "number": "01/QC-CTĐ",
        "dated_on": JANUARY,
        "title": "Quy chế hoạt động",
        "upload": SimpleUploadedFile("quy-che.pdf", data) if data else None,
        "by": SYSTEM,
        "at": NOW,
    }
    return cluster_leading.add_document(cluster, **{**values, **changes})


def test_documents_come_with_or_without_a_file(cluster: Cluster) -> None:
    first = document(cluster, b"%PDF-1.7\n%%EOF")
    document(cluster, number="", title="Kế hoạch năm")
    assert first.file == StoredFile.objects.get()
    with pytest.raises(InvalidCluster):
        document(cluster)  # the same once more
    with pytest.raises(RefusedFile):
        document(cluster, b"MZ\x90", title="Chương trình")

    for _twice in range(2):
        cluster_leading.remove_document(first, by=SYSTEM, at=NOW)
    assert [row.title for row in queries.documents_of(cluster)] == ["Kế hoạch năm"]
    assert names().count("unit.cluster_document_removed") == 1


def test_only_officers_of_the_organiser_change_anything(cast: Cast, cluster: Cluster) -> None:
    term, paper = lead(cluster, cast.superior), document(cluster)
    member = member_of(cluster, cast.superior)
    for user in (cast.superior_officer, cast.auditor, cast.author):
        by = actor(user)
        for act in (
            lambda by=by: clusters.rename_cluster(cluster, name="X", number=1, by=by, at=NOW),
            lambda by=by: clusters.dissolve_cluster(cluster, by=by, at=NOW),
            lambda by=by: clusters.leave_cluster(member, by=by, at=NOW),
            lambda by=by: clusters.move_member(member, cluster, by=by, at=NOW),
            lambda by=by: clusters.join_units(cluster, [cast.factory], by=by, at=NOW),
            lambda by=by: lead(cluster, cast.sister_superior, by=by),
            lambda by=by: cluster_leading.end_term(term, until_on=TODAY, by=by, at=NOW),
            lambda by=by: cluster_leading.set_rotation(cluster, [], by=by, at=NOW),
            lambda by=by: document(cluster, title="Khác", by=by),
            lambda by=by: cluster_leading.remove_document(paper, by=by, at=NOW),
            lambda by=by: cluster_copying.copy_last_year(cast.province, year=2027, by=by, at=NOW),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_officers_of_the_units_in_it_see_a_cluster(cast: Cast) -> None:
    cluster = form(cast)
    block = form(cast, "Khối 1", kind=ClusterKind.BLOCK, parent=cluster)
    clusters.join_cluster(block, cast.superior, by=SYSTEM, at=NOW)

    for user in (cast.superior_officer, cast.provincial_officer, cast.auditor):
        for row in (cluster, block):
            assert queries.get_visible_cluster(row.pk, actor=actor(user)).cluster == row
    for user in (cast.officer, cast.author):
        with pytest.raises(NotFound):
            queries.get_visible_cluster(cluster.pk, actor=actor(user))
    with pytest.raises(NotFound):
        queries.get_managed_cluster(cluster.pk, actor=actor(cast.superior_officer))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clusters_do_not_take_the_same_unit_at_once() -> None:
    cast = make_cast()
    first, second = form(cast), form(cast, "Cụm thi đua II", number=2)

    found = outcomes(
        lambda: clusters.join_cluster(first, cast.superior, by=SYSTEM, at=NOW),
        lambda: clusters.join_cluster(second, cast.superior, by=SYSTEM, at=NOW),
    )

    assert [type(refusal) for refusal in refusals(found)] == [InvalidCluster]
    assert ClusterMember.objects.count() == 1
