"""Structure, clusters and ranks beside the tree of an earlier day are those of that day."""

import datetime as dt

import pytest
from django.test import Client

from sangkien.agreements.enums import TargetBase
from sangkien.core.periods import start_of
from sangkien.journal.actions import sealing
from sangkien.programmes.models import Programme
from sangkien.progress import queries
from sangkien.progress.actions import breaking_down
from sangkien.progress.enums import BoardOrder, Scope
from sangkien.units.actions.clusters import join_cluster, leave_cluster, move_member
from sangkien.units.enums import ActKind
from sangkien.units.models import ClusterMember
from sangkien.units.queries import clusters_of
from tests.factories import NOW, SYSTEM, Cast, make_cast, make_programme, make_unit
from tests.progress.scenes import form, send, settle
from tests.units.acts import decide

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
MERGED_ON = dt.date(2026, 7, 1)
LATER = NOW + dt.timedelta(days=61)
LAST_DAY = dt.date(2026, 5, 31)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


class Past:
    """In May two clusters of one union each; in June one of them goes into the other cluster, in July
    it is merged into its neighbour.
    """

    def __init__(self, cast: Cast) -> None:
        self.slug = make_programme(cast.province).slug
        programme = Programme.objects.get(slug=self.slug)
        self.one = form(cast.province, "Cụm I", [cast.superior], number=1)
        two = form(cast.province, "Cụm II", [cast.sister_superior], number=2)
        send(programme, cast.factory, sent=3, valid=1)
        send(programme, cast.far_factory, sent=2)
        self._count(NOW)
        member = ClusterMember.objects.select_related("cluster__organiser").get(unit=cast.superior)
        move_member(member, two, by=SYSTEM, at=start_of(dt.date(2026, 6, 10)))
        decide(
            ActKind.MERGE,
            cast.superior,
            target=cast.sister_superior,
            effective_on=MERGED_ON,
            at=start_of(MERGED_ON),
        )
        self._count(LATER)

    @staticmethod
    def _count(at: dt.datetime) -> None:
        settle(at)
        sealing.seal(at)
        breaking_down.follow(at)

    def place(self, code: str, tree: str = "") -> queries.Place:
        return queries.get_place(self.slug, code, period="", tree=tree, at=LATER)

    def structure(self, code: str, tree: str = "") -> queries.StructureScreen:
        place = self.place(code, tree)
        return queries.structure_screen(place, base=TargetBase.SENT, at=LATER)

    def clusters(self, tree: str = "") -> list[tuple[str, int]]:
        lines = self.structure("BM", tree).clusters.lines
        return [(line.cluster.name, line.counts.sent) for line in lines if line.cluster]


def test_a_past_tree_has_its_own_clusters_and_parts(cast: Cast) -> None:
    past, sister = Past(cast), cast.sister_superior.code

    assert past.clusters() == [("Cụm I", 3), ("Cụm II", 2)]
    assert past.clusters("nay") == [("Cụm I", 0), ("Cụm II", 5)]
    then, now = past.structure(sister), past.structure(sister, "nay")
    assert [table.sent for table in then.tables] == [2, 2, 2]
    assert [table.sent for table in now.tables] == [5, 5, 5]
    assert (then.participation.authors, now.participation.authors) == (1, 2)


def test_a_past_tree_has_its_own_ranks(client: Client, cast: Cast) -> None:
    past = Past(cast)

    unit = queries.unit_screen(past.slug, "SX", choice=queries.Choice(), at=LATER)
    (found,) = unit.progress.cluster_ranks
    assert (found.cluster, found.rank and (found.rank.number, found.rank.of)) == (past.one, (1, 1))
    board = queries.cluster_screen(past.slug, past.one.pk, choice=queries.Choice(), at=LATER)
    assert [(row.unit.code, row.counts.sent) for row in board.progress.members.rows] == [("SX", 3)]
    ranked = queries.rank_screen(
        past.place("AD"), arena=Scope.NATION.value, order=BoardOrder.VERIFIED, page=1, at=LATER
    )
    assert {row.unit.code: row.counts.sent for row in ranked.league.rows}["AD"] == 3
    assert sum(row.counts.sent for row in ranked.league.rows) == 5
    asked = {"ngay": LAST_DAY.isoformat()}
    for page in ("co-cau/", "xep-hang/", "vi-sao/", "so-sanh/"):
        response = client.get(f"/tien-do/{past.slug}/SX/{page}", asked)
        assert response.status_code == 200


def test_members_of_a_moment_are_read_again_whoever_came_or_went_since(cast: Cast) -> None:
    one = form(cast.province, "Cụm I", [cast.superior], number=1)
    two = form(cast.province, "Cụm II", [cast.sister_superior], number=2)
    june, july = start_of(dt.date(2026, 6, 1)), start_of(dt.date(2026, 7, 1))
    late = make_unit("LĐLĐ huyện Mới", level="cap-tren", parent=cast.province)
    join_cluster(one, late, by=SYSTEM, at=june)
    member = ClusterMember.objects.select_related("cluster__organiser").get(unit=cast.superior)
    moved = move_member(member, two, by=SYSTEM, at=june)
    leave_cluster(moved, by=SYSTEM, at=july)

    def then(at: dt.datetime) -> list[set[int]]:
        return [set(g.unit_ids) for g in clusters_of(cast.province, year=2026, then=at)]

    a, b, c = cast.superior.pk, cast.sister_superior.pk, late.pk
    # what was typed in May is the list of the year from its beginning
    assert then(start_of(dt.date(2026, 1, 1))) == then(june) == [{a}, {b}]
    assert then(june + dt.timedelta(hours=1)) == then(july) == [{c}, {a, b}]
    assert then(july + dt.timedelta(hours=1)) == [{c}, {b}]
    # whoever is added when the year is over was only forgotten
    join_cluster(one, cast.superior, by=SYSTEM, at=start_of(dt.date(2027, 1, 5)))
    assert then(july + dt.timedelta(hours=1)) == [{a, c}, {b}]
