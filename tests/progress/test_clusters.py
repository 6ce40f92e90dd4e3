"""Kiên Giang, May 2022: four clusters, the fourth made of two blocks, 2,350 in nineteen days."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.agreements.actions.targets import Measure, set_target
from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.core.periods import days_inclusive, end_of, last_day, local_day, start_of
from sangkien.programmes.actions.periods import run_campaign
from sangkien.programmes.models import Period
from sangkien.programmes.queries import periods_shown
from sangkien.progress import queries
from sangkien.units.actions.clusters import leave_cluster, move_member
from sangkien.units.enums import ClusterKind
from sangkien.units.models import Cluster, Unit
from sangkien.units.queries import get_cluster
from tests.factories import NOW, SYSTEM, make_programme, make_target, make_unit
from tests.progress.scenes import form, send, settle, whole

pytestmark = pytest.mark.django_db

TARGETS = {"Cụm I": 850, "Cụm II": 600, "Cụm III": 750, "Cụm IV": 150}


def aim(period: Period, cluster: Cluster, value: int) -> None:
    set_target(
        period,
        cluster,
        measure=Measure(kind=TargetKind.COUNT, base=TargetBase.SENT, value=Decimal(value)),
        origin=TargetOrigin.ASSIGNED,
        by=SYSTEM,
        at=NOW,
    )


class KienGiang:
    """The province with a campaign and its clusters; one union in each cluster and block."""

    def __init__(self) -> None:
        national = make_unit("Tổng Liên đoàn", level="trung-uong", parent=None, code="TLD")
        self.province = make_unit("LĐLĐ tỉnh Kiên Giang", level="tinh", parent=national, code="KG")
        self.programme = make_programme(self.province)
        self.campaign = run_campaign(
            self.programme,
            self.province,
            number=1,
            name="Chiến dịch cao điểm",
            opens_at=start_of(dt.date(2026, 5, 13)),
            closes_at=end_of(dt.date(2026, 5, 31)),
            by=SYSTEM,
            at=NOW,
        )
        self.unions: dict[str, Unit] = {}
        self.clusters: dict[str, Cluster] = {}
        for number, (name, value) in enumerate(TARGETS.items(), start=1):
            units = [] if name == "Cụm IV" else [self._union(name)]
            self.clusters[name] = form(self.province, name, units, number=number)
            aim(self.campaign, self.clusters[name], value)
        for name in ("Khối 1", "Khối 2"):
            self.clusters[name] = form(
                self.province,
                name,
                [self._union(name)],
                number=5,
                kind=ClusterKind.BLOCK,
                parent=self.clusters["Cụm IV"],
            )
        make_target(self.campaign, self.province, "100", kind=TargetKind.COVERAGE)

    def _union(self, name: str) -> Unit:
        superior = make_unit(f"LĐLĐ huyện {name}", level="cap-tren", parent=self.province)
        self.unions[name] = make_unit(f"CĐCS {name}", level="co-so", parent=superior)
        return superior


def test_clusters_add_up_to_the_target_of_the_province() -> None:
    scene = KienGiang()

    board = queries.clusters_board(scene.campaign, scene.province, at=NOW)

    assert [row.goal.value for row in board.rows if row.goal] == list(TARGETS.values())
    assert board.target == 2_350
    first, last = local_day(scene.campaign.opens_at), last_day(scene.campaign.closes_at)
    assert days_inclusive(first, last) == 19


def test_cluster_is_the_sum_of_its_units_and_blocks() -> None:
    scene = KienGiang()
    send(scene.programme, scene.unions["Cụm I"], sent=17, valid=10)
    send(scene.programme, scene.unions["Khối 1"], sent=3, valid=3)
    send(scene.programme, scene.unions["Khối 2"], sent=6, valid=1)
    settle()

    board = queries.clusters_board(scene.campaign, scene.province, at=NOW)

    rows = [
        (row.cluster.name, is_block, row.counts.sent, row.units) for row, is_block in board.flat
    ]
    assert rows == [
        ("Cụm I", False, 17, 1),
        ("Cụm II", False, 0, 1),
        ("Cụm III", False, 0, 1),
        ("Cụm IV", False, 9, 2),
        ("Khối 1", True, 3, 1),
        ("Khối 2", True, 6, 1),
    ]
    # 9 of 150 is more than 17 of 850: clusters differ in size.
    assert [(row.cluster.name, row.rank) for row in board.rows] == [
        ("Cụm I", 2),
        ("Cụm II", None),
        ("Cụm III", None),
        ("Cụm IV", 1),
    ]
    progress = queries.unit_progress(scene.programme, scene.campaign, scene.province, at=NOW)
    assert progress.coverage is not None
    assert (progress.coverage.covered, progress.coverage.total) == (3, 5)


def test_blocks_stand_under_their_cluster_by_rank() -> None:
    scene = KienGiang()
    for name in ("Khối 1", "Khối 2"):
        aim(scene.campaign, scene.clusters[name], 10)
    send(scene.programme, scene.unions["Khối 1"], sent=3)
    send(scene.programme, scene.unions["Khối 2"], sent=6)
    settle()

    board = queries.clusters_board(scene.campaign, scene.province, at=NOW)

    names = [(row.cluster.name, row.rank) for row, is_block in board.flat if is_block]
    assert names == [("Khối 2", 1), ("Khối 1", 2)]


def test_cluster_page_ranks_its_units() -> None:
    scene = KienGiang()
    send(scene.programme, scene.unions["Khối 1"], sent=3, valid=3)
    send(scene.programme, scene.unions["Khối 2"], sent=6, valid=1)
    settle()

    group = get_cluster(scene.clusters["Cụm IV"].pk)
    found = queries.cluster_progress(scene.campaign, group, at=NOW)

    assert found.row.counts.sent == 9
    assert [block.cluster.name for block in found.row.blocks] == ["Khối 1", "Khối 2"]
    assert [(row.unit.name, row.rank) for row in found.members.rows] == [
        ("LĐLĐ huyện Khối 1", 1),
        ("LĐLĐ huyện Khối 2", 2),
    ]


def test_clusters_of_another_year_are_not_mixed_in() -> None:
    scene = KienGiang()
    form(scene.province, "Cụm cũ", [], number=1, year=2025)

    assert queries.clusters_board(scene.campaign, scene.province, at=NOW).year == 2026
    old = queries.clusters_board(scene.campaign, scene.province, at=NOW, year=2025)
    assert [row.cluster.name for row in old.rows] == ["Cụm cũ"]
    assert old.target is None


def test_page_without_choice_shows_the_period_that_has_numbers() -> None:
    scene = KienGiang()
    shown = periods_shown(scene.programme, scene.province)

    assert queries.default_period(shown, scene.province, at=NOW) == scene.campaign
    make_target(whole(scene.programme), scene.province, 5_000)
    assert queries.default_period(shown, scene.province, at=NOW) == whole(scene.programme)


@pytest.mark.parametrize("more", [0, 6])
def test_clusters_cost_the_same_number_of_queries(more: int) -> None:
    scene = KienGiang()
    for number in range(more):
        form(scene.province, f"Cụm thêm {number}", [], number=10 + number)

    with CaptureQueriesContext(connection) as captured:
        queries.clusters_board(scene.campaign, scene.province, at=NOW)

    assert len(captured) == 6


def test_figures_follow_a_unit_that_moves_or_leaves() -> None:
    scene = KienGiang()
    send(scene.programme, scene.unions["Cụm I"], sent=5, valid=2)
    settle()
    member = scene.clusters["Cụm I"].memberships.select_related("cluster__organiser").get()

    def sums() -> list[int]:
        board = queries.clusters_board(scene.campaign, scene.province, at=NOW)
        return [row.counts.sent for row in board.rows]

    assert sums() == [5, 0, 0, 0]
    move_member(member, scene.clusters["Cụm II"], by=SYSTEM, at=NOW)
    assert sums() == [0, 5, 0, 0]
    leave_cluster(member, by=SYSTEM, at=NOW)
    assert sums() == [0, 0, 0, 0]
