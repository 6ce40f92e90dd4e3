"""What happens to initiatives, drafts, targets and figures when units are reorganised."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.agreements.enums import TargetBase, TargetKind
from sangkien.agreements.models import Target
from sangkien.core import clock
from sangkien.core.periods import end_of, start_of
from sangkien.initiatives.actions import drafting
from sangkien.initiatives.models import Initiative
from sangkien.journal.actions.deliveries import deliver_batch
from sangkien.programmes.actions.periods import run_campaign
from sangkien.programmes.models import Programme
from sangkien.progress import queries
from sangkien.progress.enums import BoardOrder
from sangkien.progress.models import OwnTotal, SubtreeTotal
from sangkien.progress.queries import asof
from sangkien.search.queries import Within, find_initiatives, find_units
from sangkien.units.actions.reorganising import foreseeing, undoing
from sangkien.units.enums import ActKind
from sangkien.units.errors import CannotUndo
from sangkien.units.models import Unit
from tests.factories import (
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_programme,
    make_target,
)
from tests.progress.scenes import phase, send, settle, whole
from tests.units.acts import decide, new, plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme(cast.province)


def sent(unit: Unit, programme: Programme) -> int:
    row = SubtreeTotal.objects.filter(unit=unit, period=whole(programme)).first()
    return row.sent if row else 0


def deliver() -> None:
    while deliver_batch(clock.now()):
        pass


def test_past_credit_stays_with_the_unit_and_shows_at_the_successor(
    cast: Cast, programme: Programme
) -> None:
    send(programme, cast.factory, sent=3, valid=2)
    send(programme, cast.sister_factory, sent=1)
    settle()

    decide(ActKind.MERGE, cast.factory, target=cast.sister_factory)

    own = OwnTotal.objects.get(unit=cast.factory, period=whole(programme))
    assert (own.sent, own.valid) == (3, 2)
    assert sent(cast.sister_factory, programme) == 4
    assert sent(cast.superior, programme) == sent(cast.province, programme) == 4
    assert list(queries.differences(at=NOW)) == []


def test_a_moved_unit_takes_its_figures_along_and_is_found_there(
    cast: Cast, programme: Programme
) -> None:
    made = send(programme, cast.factory, sent=2, valid=1)
    settle()
    deliver()

    decide(ActKind.MOVE, cast.factory, target=cast.sister_superior)
    deliver()

    assert (sent(cast.superior, programme), sent(cast.sister_superior, programme)) == (0, 2)
    cast.factory.refresh_from_db()
    paths = Initiative.objects.filter(unit=cast.factory).values_list("unit_path", flat=True)
    assert set(paths) == {cast.factory.path}
    there = Within(unit_path=cast.sister_superior.path)
    assert [hit.code for hit in find_initiatives("", within=there).hits] == [made[0].code]
    gone = Within(unit_path=cast.superior.path)
    assert find_initiatives("", within=gone).hits == ()


def test_a_renamed_unit_is_found_by_both_names(cast: Cast) -> None:
    decide(ActKind.RENAME, cast.factory, new=(new("", "CĐCS Công ty May Bình Minh"),))
    deliver()

    for typed in ("may anh duong", "may binh minh"):
        assert [hit.code for hit in find_units(typed).hits] == ["AD"]


def test_drafts_go_with_the_member_and_come_back(cast: Cast, programme: Programme) -> None:
    draft = drafting.start_draft(
        programme,
        cast.factory,
        author=cast.author,
        request_key=uuid.uuid4(),
        by=actor(cast.author),
        at=NOW,
    )
    act = decide(ActKind.MERGE, cast.factory, target=cast.sister_factory)

    draft.refresh_from_db()
    assert (draft.unit, draft.unit_path) == (cast.sister_factory, cast.sister_factory.path)
    undoing.undo(act, by=SYSTEM, at=NOW)
    draft.refresh_from_db()
    assert draft.unit == cast.factory
    assert draft.unit_path == Unit.objects.get(pk=cast.factory.pk).path


def test_numbers_add_up_at_the_successor_and_shares_end(cast: Cast, programme: Programme) -> None:
    period = phase(programme)
    make_target(period, cast.factory, 30)
    make_target(period, cast.factory, 100, kind=TargetKind.COVERAGE)
    make_target(period, cast.sister_factory, 20)

    act = decide(ActKind.MERGE, cast.factory, target=cast.sister_factory)

    (target,) = Target.objects.filter(replaced_at=None)
    assert (target.unit_id, int(target.value)) == (cast.sister_factory.pk, 50)
    assert "Nhận chỉ tiêu" in target.note
    undoing.undo(act, by=SYSTEM, at=NOW)
    standing = Target.objects.filter(replaced_at=None).order_by("pk")
    assert [(t.unit_id, int(t.value)) for t in standing] == [
        (cast.factory.pk, 30),
        (cast.factory.pk, 100),
        (cast.sister_factory.pk, 20),
    ]


def test_numbers_on_different_bases_are_not_added_up(cast: Cast, programme: Programme) -> None:
    make_target(phase(programme), cast.factory, 30, base=TargetBase.VALID)
    make_target(phase(programme), cast.sister_factory, 20)

    decide(ActKind.MERGE, cast.factory, target=cast.sister_factory)

    assert [t.value for t in Target.objects.filter(replaced_at=None)] == [20]


def test_what_was_sent_since_is_in_the_way_of_undoing(cast: Cast, programme: Programme) -> None:
    act = decide(ActKind.MERGE, cast.factory, new=(new("MM", "CĐCS Mới"),))
    make_initiative(programme, Unit.objects.get(code="MM"), cast.author)

    with pytest.raises(CannotUndo, match="đã có sáng kiến"):
        undoing.undo(act, by=SYSTEM, at=NOW)


def test_the_preview_warns_of_what_waits(cast: Cast, programme: Programme) -> None:
    send(programme, cast.factory, sent=2)
    make_target(phase(programme), cast.factory, 30)

    shown = foreseeing.foresee(plan(ActKind.DISSOLVE, cast.factory), by=SYSTEM)

    found = {effect.key: (effect.count, effect.is_warning) for effect in shown.effects}
    assert found["waiting"] == (2, True)
    assert found["targets_ending"] == (1, False)


def test_an_ended_campaign_keeps_its_figures(cast: Cast, programme: Programme) -> None:
    send(programme, cast.factory, sent=2)
    campaign = run_campaign(
        programme,
        cast.superior,
        number=1,
        name="Cao điểm",
        opens_at=start_of(YESTERDAY - dt.timedelta(days=1)),
        closes_at=end_of(TODAY),
        by=SYSTEM,
        at=NOW,
    )
    deliver()
    later = TODAY + dt.timedelta(days=1)
    at = NOW + dt.timedelta(days=1)

    decide(ActKind.MOVE, cast.factory, target=cast.sister_superior, effective_on=later, at=at)
    send(programme, cast.factory, sent=1, at=at)

    assert OwnTotal.objects.get(unit=cast.factory, period=campaign).sent == 2
    assert asof.branches(cast.superior, campaign, TODAY).total.sent == 2
    assert list(queries.differences(at=at)) == []


def test_the_board_is_drawn_as_the_tree_was(cast: Cast, programme: Programme) -> None:
    send(programme, cast.factory, sent=3, valid=1)
    send(programme, cast.far_factory, sent=2)
    make_target(whole(programme), cast.province, 100, kind=TargetKind.COVERAGE)
    settle()
    decide(
        ActKind.MERGE,
        cast.superior,
        cast.sister_superior,
        new=(new("XP1", "Công đoàn xã Mới"),),
        effective_on=TODAY,
    )
    decide(ActKind.RENAME, cast.province, new=(new("", "LĐLĐ tỉnh Bình Minh Mới"),))

    then = queries.unit_screen(
        programme.slug, "BM", choice=queries.Choice(tree=YESTERDAY.isoformat()), at=NOW
    )
    now = queries.unit_screen(programme.slug, "BM", choice=queries.Choice(tree="nay"), at=NOW)

    assert [(row.unit.name, row.counts.sent, row.rank) for row in then.league.rows] == [
        ("LĐLĐ huyện Sông Xanh", 3, 1),
        ("LĐLĐ huyện Núi Đỏ", 2, 2),
    ]
    assert [(row.unit.name, row.counts.sent) for row in now.league.rows] == [
        ("Công đoàn xã Mới", 5)
    ]
    assert then.progress.total.sent == now.progress.total.sent == 5
    assert (then.unit.name, now.unit.name) == ("LĐLĐ tỉnh Bình Minh", "LĐLĐ tỉnh Bình Minh Mới")
    assert then.league.rest.sent == 0
    # how many CĐCS there were is known of one day only
    assert [line.standing for line in then.progress.targets] == [None]
    assert all(line.standing for line in now.progress.targets)


def test_a_period_that_is_over_keeps_its_tree_by_itself(cast: Cast, programme: Programme) -> None:
    send(programme, cast.factory, sent=3)
    settle()
    decide(
        ActKind.MERGE,
        cast.superior,
        target=cast.sister_superior,
        effective_on=dt.date(2026, 7, 1),
        at=NOW + dt.timedelta(days=60),
    )

    screen = queries.unit_screen(
        programme.slug, "SX", choice=queries.Choice(), at=NOW + dt.timedelta(days=61)
    )

    assert screen.tree.day == dt.date(2026, 5, 31)
    assert [row.unit.code for row in screen.league.rows] == ["AD", "HB"]
    assert screen.progress.total.sent == 3
    assert screen.progress.rank == queries.Rank(
        number=1, of=2, is_tied=False, among="LĐLĐ tỉnh Bình Minh"
    )
    assert [unit.code for unit in screen.above] == ["BM"]
    # the arithmetic behind that rank is of the same tree
    later = NOW + dt.timedelta(days=61)
    place = queries.get_place(programme.slug, "SX", period="", at=later)
    why = queries.why_screen(place, arena="", order=BoardOrder.COUNT, at=later)
    assert (why.arena.label, why.own.rank, why.total) == ("Trong LĐLĐ tỉnh Bình Minh", 1, 2)
    board = queries.compare_screen(place, asked=why.arena.key, other=None, at=later)
    assert (board.own.numbers.sent, board.other and board.other.numbers.units) == (3, 2)
    # what became of them is summed in the same tree: shares of both never pass 100 %
    assert (board.own.tree_on, board.other and board.other.tree_on) == (dt.date(2026, 5, 31),) * 2
    for numbers in (board.own.numbers, board.other.numbers if board.other else None):
        assert numbers is not None
        assert (numbers.in_use, numbers.reused, numbers.verified_vnd) == (0, 0, 0)


@pytest.mark.parametrize("typed", ["", "nay", "hom-qua", "2026-02-31", "9" * 40, "2999-01-01"])
def test_any_day_in_the_address_is_a_page(client: Client, cast: Cast, typed: str) -> None:
    programme = make_programme(cast.province)
    decide(ActKind.MOVE, cast.factory, target=cast.sister_superior)

    response = client.get(f"/tien-do/{programme.slug}/", {"ngay": typed})

    assert response.status_code == 200


def test_a_board_of_the_past_takes_the_same_queries_for_every_number_of_units(
    client: Client, cast: Cast
) -> None:
    programme = make_programme(cast.province)
    decide(ActKind.MOVE, cast.factory, target=cast.sister_superior)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            page = client.get(f"/tien-do/{programme.slug}/", {"ngay": YESTERDAY.isoformat()})
        assert page.status_code == 200
        return len(captured)

    before = count()
    for unit in (cast.factory, cast.far_factory, cast.sister_factory):
        send(programme, unit, sent=1)
    settle()

    assert count() <= before + 1
