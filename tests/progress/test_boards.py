import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.agreements.actions.targets import Measure, set_target
from sangkien.agreements.enums import Denominator, TargetBase, TargetKind, TargetOrigin
from sangkien.core.periods import end_of, start_of
from sangkien.initiatives.actions import confirmation, submission
from sangkien.journal.models import JobRun
from sangkien.programmes.models import LocalPlan, Programme
from sangkien.progress import queries, rules
from sangkien.progress.counting import FOLD_JOB
from sangkien.progress.enums import BoardOrder
from sangkien.progress.queries import curves
from sangkien.units.enums import ClusterKind
from tests.factories import (
    NOW,
    SYSTEM,
    Cast,
    actor,
    make_cast,
    make_phase,
    make_programme,
    make_target,
)
from tests.progress.scenes import form, phase, record_headcount, send, settle, whole
from tests.units.acts import dissolve

pytestmark = pytest.mark.django_db


def progress_of(cast: Cast, unit: object, programme: object) -> queries.UnitProgress:
    return queries.unit_progress(programme, whole(programme), unit, at=NOW)  # type: ignore[arg-type]


def test_board_shows_own_and_branch_against_the_target() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    make_target(whole(programme), cast.superior, 10, base=TargetBase.VALID)
    send(programme, cast.factory, sent=5, valid=3)
    send(programme, cast.sister_factory, sent=2, valid=2)
    settle()

    board = progress_of(cast, cast.superior, programme)

    assert (board.own.sent, board.total.sent, board.total.valid) == (0, 7, 5)
    assert board.total.open == 2
    assert board.base == TargetBase.VALID
    assert board.value == 5
    (line,) = board.targets
    assert line.standing == rules.Standing(value=5, target=10)
    assert line.pace == rules.expected(
        10,
        opens_at=start_of(dt.date(2026, 5, 1)),
        closes_at=end_of(dt.date(2026, 5, 31)),
        at=NOW,
    )


def planned_until(due_at: dt.datetime) -> tuple[Cast, Programme]:
    """A programme in which one superior unit closes earlier than the phase."""
    cast = make_cast()
    programme = make_programme(cast.province)
    plan = {"number": "2/KH", "issued_on": dt.date(2026, 4, 1), "title": "Kế hoạch", "set_at": NOW}
    part = {"programme": programme, "phase": phase(programme), "unit": cast.superior}
    LocalPlan.objects.create(**part, **plan, closes_at=due_at)
    type(programme).objects.update(plans=1)
    programme.refresh_from_db()
    return cast, programme


def test_pace_and_deadline_are_those_of_the_units_own_plan() -> None:
    due_at = end_of(dt.date(2026, 5, 21))
    cast, programme = planned_until(due_at)
    for unit in (cast.superior, cast.sister_superior):
        make_target(whole(programme), unit, 1000)
    settle()

    (own, other) = (
        progress_of(cast, unit, programme) for unit in (cast.superior, cast.sister_superior)
    )

    assert (own.closes_at, other.closes_at) == (due_at, end_of(dt.date(2026, 5, 31)))
    assert (own.pace or 0) > (other.pace or 0)
    rows = queries.league(whole(programme), cast.province, at=NOW).rows
    assert {row.unit: (row.closes_at, row.pace) for row in rows} == {
        cast.superior: (due_at, own.pace),
        cast.sister_superior: (other.closes_at, other.pace),
    }


def test_days_early_are_before_the_deadline_of_the_units_own_plan() -> None:
    """In the league and on the curve."""
    cast, programme = planned_until(end_of(dt.date(2026, 5, 21)))
    make_target(whole(programme), cast.superior, 1)
    send(programme, cast.factory, sent=1, valid=1)
    settle()
    rows = queries.league(whole(programme), cast.province, at=NOW).rows
    (row,) = (row for row in rows if row.reached)
    assert row.goal
    curve = curves.daily(
        whole(programme),
        [row.unit.pk],
        base=row.goal.base,
        goal=row.goal,
        value=1,
        as_of=NOW,
        at=NOW,
        closes_at=row.closes_at,
    )
    for reached in (row.reached, curve.reached):
        assert reached
        assert reached.last_on == dt.date(2026, 5, 21)


def test_sent_is_partitioned_into_valid_and_open() -> None:
    """Hưng Yên, 10/05/2022: 1,260 = 588 valid + 672 under review, in small."""
    cast = make_cast()
    programme = make_programme(cast.province)
    made = send(programme, cast.factory, sent=6, valid=2)
    confirmation.return_for_changes(made[2], reason="Cần ghi rõ hơn", by=SYSTEM, at=NOW)
    confirmation.reject(made[3], reason="Không phải sáng kiến", by=SYSTEM, at=NOW)
    submission.withdraw(made[4], reason="Gửi nhầm chỗ", by=actor(made[4].author), at=NOW)
    settle()

    total = progress_of(cast, cast.province, programme).total

    assert (total.sent, total.valid, total.open) == (4, 2, 2)
    assert total.sent == total.valid + total.open


def test_assigned_and_self_set_targets_stand_side_by_side() -> None:
    """Hà Nội: 60,000 assigned, 130,000 of its own; the assigned one counts in leagues."""
    cast = make_cast()
    programme = make_programme(cast.province)
    make_target(whole(programme), cast.superior, 60)
    make_target(whole(programme), cast.superior, 130, origin=TargetOrigin.SELF_SET)
    settle()

    board = progress_of(cast, cast.superior, programme)

    assert [(line.origin, line.aim) for line in board.targets] == [
        (TargetOrigin.ASSIGNED, Decimal(60)),
        (TargetOrigin.SELF_SET, Decimal(130)),
    ]
    assert board.goal is not None
    assert board.goal.value == 60


def test_targets_of_the_phases_add_up_to_the_whole() -> None:
    """Ba Chẽ: 36 + 82 = 118."""
    cast = make_cast()
    programme = make_programme(cast.province)
    second = make_phase(
        programme,
        number=2,
        name="Giai đoạn 2",
        opens_at=start_of(dt.date(2026, 6, 1)),
        closes_at=end_of(dt.date(2026, 9, 30)),
        applied_to=dt.date(2026, 9, 30),
    )
    make_target(phase(programme), cast.superior, 36)
    make_target(second, cast.superior, 82)
    settle()

    board = progress_of(cast, cast.superior, programme)

    assert board.goal is not None
    assert (board.goal.value, board.goal.is_summed) == (118, True)


def test_phase_without_a_target_leaves_the_whole_without_one() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    make_phase(
        programme,
        number=2,
        name="Giai đoạn 2",
        opens_at=start_of(dt.date(2026, 6, 1)),
        closes_at=end_of(dt.date(2026, 9, 30)),
        applied_to=dt.date(2026, 9, 30),
    )
    make_target(phase(programme), cast.superior, 36)

    assert progress_of(cast, cast.superior, programme).goal is None


def test_coverage_counts_units_that_sent_of_all_that_stand() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    make_target(whole(programme), cast.province, "100", kind=TargetKind.COVERAGE)
    send(programme, cast.factory, sent=2)
    settle()

    board = progress_of(cast, cast.province, programme)

    assert board.coverage == rules.Coverage(covered=1, total=3)
    (line,) = board.targets
    assert line.standing == rules.Standing(value=1, target=3)
    assert progress_of(cast, cast.factory, programme).coverage is None


def test_closed_grassroots_union_leaves_both_sides_of_coverage() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    send(programme, cast.factory, sent=2)
    send(programme, cast.far_factory, sent=1)
    settle()
    dissolve(cast.factory, heir=cast.sister_factory, day=dt.date(2026, 5, 19))

    settle()
    board = progress_of(cast, cast.province, programme)

    assert board.coverage == rules.Coverage(covered=1, total=2)
    assert board.total.sent == 3
    assert list(queries.differences(at=NOW)) == []


def test_rate_on_headcount_reaches_its_target() -> None:
    """Óc Eo: 30 initiatives of 30 staff is 100 per 100."""
    cast = make_cast()
    programme = make_programme(cast.province)
    record_headcount(cast.factory, members=28, workers=30)
    set_target(
        whole(programme),
        cast.factory,
        measure=Measure(
            kind=TargetKind.RATE,
            base=TargetBase.SENT,
            value=Decimal(100),
            denominator=Denominator.WORKERS,
        ),
        origin=TargetOrigin.SELF_SET,
        by=SYSTEM,
        at=NOW,
    )
    send(programme, cast.factory, sent=30)
    settle()

    board = progress_of(cast, cast.factory, programme)

    (line,) = board.targets
    assert line.standing == rules.Standing(value=30, target=30)
    assert line.standing.percent() == Decimal("100.0")
    assert [(rate.denominator, rate.people, rate.per_hundred) for rate in board.rates] == [
        (Denominator.MEMBERS, 28, Decimal("107.1")),
        (Denominator.WORKERS, 30, Decimal("100.0")),
    ]


def test_rate_target_without_headcount_waits_for_it() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    set_target(
        whole(programme),
        cast.factory,
        measure=Measure(
            kind=TargetKind.RATE,
            base=TargetBase.SENT,
            value=Decimal(30),
            denominator=Denominator.MEMBERS,
        ),
        origin=TargetOrigin.ASSIGNED,
        by=SYSTEM,
        at=NOW,
    )

    board = progress_of(cast, cast.factory, programme)

    assert [line.standing for line in board.targets] == [None]
    assert board.rates == ()


def test_rank_equals_the_place_in_the_league_and_in_the_cluster() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    cluster = form(cast.province, "Cụm I", [cast.factory], number=1)
    form(
        cast.province,
        "Khối 1",
        [cast.sister_factory, cast.far_factory],
        number=2,
        kind=ClusterKind.BLOCK,
        parent=cluster,
    )
    send(programme, cast.factory, sent=3, valid=1)
    send(programme, cast.sister_factory, sent=3, valid=1)
    send(programme, cast.far_factory, sent=2, valid=2)
    settle()

    board = progress_of(cast, cast.sister_factory, programme)
    league = queries.league(whole(programme), cast.superior, at=NOW)

    assert board.rank == queries.Rank(number=1, of=2, is_tied=True, among=cast.superior.label)
    assert [(row.rank, row.is_tied) for row in league.rows] == [(1, True), (1, True)]
    assert [(r.cluster.name, r.rank) for r in board.cluster_ranks] == [
        ("Cụm I", queries.Rank(number=2, of=3, is_tied=True, among="Cụm I")),
        ("Khối 1", queries.Rank(number=2, of=2, is_tied=False, among="Khối 1")),
    ]


def test_unit_without_initiatives_has_no_rank() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    form(cast.province, "Cụm I", [cast.factory], number=1)
    send(programme, cast.sister_factory, sent=1)
    settle()

    board = progress_of(cast, cast.factory, programme)

    assert board.rank is None
    assert [r.rank for r in board.cluster_ranks] == [None]
    assert progress_of(cast, cast.province, programme).rank is None


def test_as_of_is_the_last_finished_round_of_the_worker() -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    assert progress_of(cast, cast.factory, programme).as_of == NOW
    send(programme, cast.factory, sent=1)
    settle()
    later = NOW + dt.timedelta(minutes=7)

    assert progress_of(cast, cast.factory, programme).as_of == NOW
    JobRun.objects.create(name=FOLD_JOB, run_at=later, finished_at=later)
    assert progress_of(cast, cast.factory, programme).as_of == later
    assert progress_of(cast, cast.far_factory, programme).as_of == later
    JobRun.objects.update(error="OperationalError")
    assert progress_of(cast, cast.factory, programme).as_of == NOW


@pytest.mark.parametrize("size", [1, 3])
def test_board_costs_the_same_number_of_queries(size: int) -> None:
    cast = make_cast()
    programme = make_programme(cast.province)
    for unit in (cast.factory, cast.sister_factory, cast.far_factory)[:size]:
        send(programme, unit, sent=size, valid=1)
        make_target(whole(programme), unit, 5)
    settle()

    with CaptureQueriesContext(connection) as board:
        progress_of(cast, cast.superior, programme)
    with CaptureQueriesContext(connection) as league:
        queries.league(whole(programme), cast.superior, at=NOW, order=BoardOrder.SHARE)

    assert (len(board), len(league)) == (12, 9)
