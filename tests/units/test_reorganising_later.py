"""Decisions that wait for their day, come twice, or were overtaken; the preview."""

import datetime as dt
import uuid

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import ChangedMeanwhile, NotAllowed
from sangkien.journal.models import Entry
from sangkien.units import queries
from sangkien.units.actions.reorganising import carrying, foreseeing, undoing
from sangkien.units.enums import ActKind, ActState
from sangkien.units.models import Grant, Membership, Position, Reorganisation, Unit
from tests.factories import NOW, SYSTEM, TODAY, Cast, actor, make_cast, make_member, make_officer
from tests.units.acts import decide, plan

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def snapshot() -> list[list[tuple[object, ...]]]:
    """Everything that an act may change."""
    return [
        sorted(Unit.objects.values_list()),
        sorted(Membership.objects.values_list()),
        sorted(Grant.objects.values_list()),
        sorted(Position.objects.values_list()),
    ]


def test_a_day_to_come_waits_for_the_worker(cast: Cast) -> None:
    tomorrow = TODAY + dt.timedelta(days=1)
    before = snapshot()
    act = decide(
        ActKind.MOVE,
        cast.superior,
        target=cast.national,
        effective_on=tomorrow,
        by=actor(cast.national_officer),
    )
    assert (act.state, snapshot()) == (ActState.PLANNED, before)

    assert carrying.run_due(NOW, queries.actor_for) == 0
    assert carrying.run_due(NOW + dt.timedelta(days=1), queries.actor_for) == 1

    act.refresh_from_db()
    assert (act.state, act.problem) == (ActState.DONE, "")
    assert Unit.objects.get(code="SX").parent == cast.national


def test_what_no_longer_fits_on_its_day_is_said_and_not_done(cast: Cast) -> None:
    tomorrow = TODAY + dt.timedelta(days=1)
    act = decide(ActKind.MOVE, cast.factory, target=cast.sister_superior, effective_on=tomorrow)
    decide(ActKind.DISSOLVE, cast.factory)

    assert carrying.run_due(NOW + dt.timedelta(days=1), queries.actor_for) == 0

    act.refresh_from_db()
    assert act.state == ActState.FAILED
    assert "đã kết thúc hoạt động" in act.problem


def test_whose_account_was_closed_meanwhile_moves_nothing(cast: Cast) -> None:
    tomorrow = TODAY + dt.timedelta(days=1)
    by = actor(cast.provincial_officer)
    act = decide(
        ActKind.MOVE, cast.factory, target=cast.sister_superior, effective_on=tomorrow, by=by
    )
    User.objects.filter(pk=cast.provincial_officer.pk).update(is_active=False)

    assert carrying.run_due(NOW + dt.timedelta(days=1), queries.actor_for) == 0

    act.refresh_from_db()
    assert (act.state, "đã khóa" in act.problem) == (ActState.FAILED, True)
    assert Unit.objects.get(pk=cast.factory.pk).parent == cast.superior


@pytest.mark.parametrize("days", [0, 1])
def test_only_who_could_decide_it_takes_a_decision_back(cast: Cast, days: int) -> None:
    """The district that got the unit by the province's decision did not decide it."""
    act = decide(
        ActKind.MOVE,
        cast.factory,
        target=cast.sister_superior,
        effective_on=TODAY + dt.timedelta(days=days),
        by=actor(cast.provincial_officer),
    )
    receiving = make_officer(cast.sister_superior, RoleKey.SUPERIOR_OFFICER)
    take_back = undoing.undo if act.state == ActState.DONE else carrying.cancel

    for user in (receiving, cast.superior_officer):
        with pytest.raises(NotAllowed):
            take_back(act, by=actor(user), at=NOW)

    assert take_back(act, by=actor(cast.provincial_officer), at=NOW)


def test_who_lost_the_right_meanwhile_moves_nothing(cast: Cast) -> None:
    tomorrow = TODAY + dt.timedelta(days=1)
    by = actor(cast.provincial_officer)
    act = decide(
        ActKind.MOVE, cast.factory, target=cast.sister_superior, effective_on=tomorrow, by=by
    )
    Grant.objects.filter(user=cast.provincial_officer).update(revoked_at=NOW)

    carrying.run_due(NOW + dt.timedelta(days=1), queries.actor_for)

    act.refresh_from_db()
    assert act.state == ActState.FAILED


def test_a_planned_act_can_be_cancelled(cast: Cast) -> None:
    act = decide(
        ActKind.MOVE,
        cast.factory,
        target=cast.sister_superior,
        effective_on=TODAY + dt.timedelta(days=1),
    )

    carrying.cancel(act, by=actor(cast.provincial_officer), at=NOW)

    assert carrying.run_due(NOW + dt.timedelta(days=2), queries.actor_for) == 0
    assert Reorganisation.objects.get().state == ActState.CANCELLED


def test_the_same_form_sent_twice_acts_once(cast: Cast) -> None:
    key, wanted = uuid.uuid4(), plan(ActKind.MOVE, cast.factory, target=cast.sister_superior)

    first = carrying.decide(wanted, request_key=key, by=SYSTEM, at=NOW)
    second = carrying.decide(wanted, request_key=key, by=SYSTEM, at=NOW)

    assert first == second
    assert Entry.objects.filter(name="unit.reorganised").count() == 1


def test_what_changed_since_the_preview_is_shown_again(cast: Cast) -> None:
    wanted = plan(ActKind.MERGE, cast.factory, target=cast.sister_factory)
    seen = foreseeing.foresee(wanted, by=SYSTEM)
    make_member(cast.factory, "Người mới")

    with pytest.raises(ChangedMeanwhile):
        carrying.decide(
            wanted, request_key=uuid.uuid4(), by=SYSTEM, at=NOW, fingerprint=seen.fingerprint
        )

    again = foreseeing.foresee(wanted, by=SYSTEM).fingerprint
    act = carrying.decide(wanted, request_key=uuid.uuid4(), by=SYSTEM, at=NOW, fingerprint=again)
    assert act.state == ActState.DONE


def test_the_preview_counts_and_names(cast: Cast) -> None:
    wanted = plan(ActKind.MERGE, cast.superior, target=cast.sister_superior)

    effects = {e.key: e for e in foreseeing.foresee(wanted, by=SYSTEM).effects}

    assert effects["ended"].lines == ("LĐLĐ huyện Sông Xanh → LĐLĐ huyện Núi Đỏ",)
    assert effects["moved"].count == 2
    assert effects["members"].lines == ("Phạm Thị Dung, LĐLĐ huyện Sông Xanh",)
    assert effects["grants_ending"].count == 1
