"""An office that cannot judge an entry hands it to the unit above."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from sangkien.access.roles import RoleKey
from sangkien.core.errors import NotAllowed
from sangkien.initiatives import permissions, waiting
from sangkien.initiatives.actions import confirmation, escalating, passing_up, submission
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import DecidedMeanwhile, NobodyAbove, ReasonMissing, WrongState
from sangkien.initiatives.models import Decision, Initiative, Overdue, PassingUp
from sangkien.initiatives.queries import decisions_of, happenings, last_decision
from sangkien.initiatives.stages import Standing, stages_of
from sangkien.initiatives.verifying import check_decisions
from sangkien.journal.models import Entry
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import StepKind
from sangkien.units.models import Unit
from tests.factories import (
    NOW,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_member,
    make_officer,
    make_programme,
    make_ruleset,
)

pytestmark = pytest.mark.django_db
REASON = "Cần chuyên môn về điện mà đơn vị không có."
DAY = dt.timedelta(days=1)
LATER = NOW + DAY
TWO_LEVELS = (
    Step(number=1, kind=StepKind.CONFIRM),
    Step(number=2, kind=StepKind.ACCEPT, level="cap-tren", working_days=5),
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def sent(cast: Cast) -> Initiative:
    return make_initiative(make_programme(cast.province), cast.factory, cast.author)


def pass_up(initiative: Initiative, user: object, *, at: dt.datetime = LATER) -> Initiative:
    return passing_up.pass_up(initiative, reason=REASON, by=actor(user), at=at)  # type: ignore[arg-type]


def queue(user: object) -> list[Initiative]:
    return waiting.review_queue(actor(user)).rows  # type: ignore[arg-type]


def test_the_unit_above_decides_the_same_step_with_a_new_clock(
    cast: Cast, sent: Initiative
) -> None:
    passed = pass_up(sent, cast.officer)

    sent.refresh_from_db()
    assert (sent.state, sent.step, sent.waits_path) == ("submitted", 1, cast.superior.path)
    assert (sent.waits_since, sent.due_on) == (LATER, dt.date(2026, 5, 26))
    assert passed.due_on == sent.due_on
    assert queue(cast.officer) == []
    assert queue(cast.superior_officer) == [sent]
    assert queue(cast.provincial_officer) == []


def test_it_is_written_down_who_passed_it_to_whom_and_why(cast: Cast, sent: Initiative) -> None:
    pass_up(sent, cast.officer)

    row = PassingUp.objects.get()
    assert (row.from_unit, row.to_unit) == (cast.factory, cast.superior)
    assert (row.passed_by, row.passed_at, row.reason) == (cast.officer, LATER, REASON)
    last = happenings(sent)[-1]
    assert (last.name, last.actor_name, last.reason) == (
        "initiative.passed_up",
        "Trần Thị Bình",
        REASON,
    )
    assert not Decision.objects.exists()


def test_a_second_click_changes_nothing(cast: Cast, sent: Initiative) -> None:
    pass_up(sent, cast.officer)
    again = pass_up(Initiative.objects.get(), cast.officer, at=LATER + DAY)

    assert again.waits_since == LATER
    assert PassingUp.objects.count() == 1
    assert Entry.objects.filter(name="initiative.passed_up").count() == 1


def test_another_officer_is_told_who_passed_it_on(cast: Cast, sent: Initiative) -> None:
    second = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Hạnh")
    stale = Initiative.objects.get()
    pass_up(sent, cast.officer)

    for seen in (stale, Initiative.objects.get()):
        with pytest.raises(DecidedMeanwhile) as told:
            pass_up(seen, second)
        assert "Trần Thị Bình đã chuyển" in str(told.value)
    with pytest.raises(DecidedMeanwhile):
        confirmation.confirm(stale, by=actor(second), at=LATER)
    assert PassingUp.objects.count() == 1


@pytest.mark.parametrize(
    "who", ["author", "sister_officer", "superior_officer", "provincial_officer", "auditor"]
)
def test_only_who_decides_now_passes_it_up(cast: Cast, sent: Initiative, who: str) -> None:
    with pytest.raises(NotAllowed):
        pass_up(sent, getattr(cast, who))

    assert not PassingUp.objects.exists()


def test_it_needs_a_reason_and_something_that_waits(cast: Cast, sent: Initiative) -> None:
    with pytest.raises(ReasonMissing):
        passing_up.pass_up(sent, reason=" . ", by=actor(cast.officer), at=NOW)
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    with pytest.raises(WrongState):
        pass_up(sent, cast.officer)


def test_an_officer_with_an_own_share_may_pass_it_up_but_not_decide(cast: Cast) -> None:
    own = make_initiative(make_programme(cast.province), cast.factory, cast.officer)

    assert permissions.can_pass_up(actor(cast.officer), own)
    assert not permissions.can_review(actor(cast.officer), own)
    pass_up(own, cast.officer)
    confirmation.confirm(own, by=actor(cast.superior_officer), at=LATER)

    assert own.state == State.CONFIRMED


def test_the_unit_above_decides_and_it_says_so(cast: Cast, sent: Initiative) -> None:
    pass_up(sent, cast.officer)

    confirmation.confirm(sent, by=actor(cast.superior_officer), at=LATER)

    decision = Decision.objects.get()
    assert (decision.step, decision.in_stead) == (1, True)
    assert sent.state == State.CONFIRMED
    assert not sent.is_waiting


def test_what_the_unit_above_decided_is_taken_back_there_and_not_below(
    cast: Cast, sent: Initiative
) -> None:
    pass_up(sent, cast.officer)
    confirmation.confirm(sent, by=actor(cast.superior_officer), at=LATER)

    last = last_decision(sent)
    assert not permissions.can_reopen(actor(cast.officer), sent, last)
    assert permissions.can_reopen(actor(cast.superior_officer), sent, last)
    confirmation.reopen(sent, reason="Bấm nhầm.", by=actor(cast.superior_officer), at=LATER + DAY)

    sent.refresh_from_db()
    assert (sent.state, sent.waits_path) == ("submitted", cast.superior.path)


def test_returned_from_above_it_begins_at_its_own_unit(cast: Cast, sent: Initiative) -> None:
    pass_up(sent, cast.officer)
    confirmation.return_for_changes(
        sent, reason="Đề nghị bổ sung ảnh.", by=actor(cast.superior_officer), at=LATER
    )

    submission.submit(sent, by=actor(cast.author), received_at=LATER, at=LATER)

    assert (sent.step, sent.waits_path) == (1, cast.factory.path)
    assert queue(cast.officer) == [sent]


def test_a_later_step_is_passed_up_too_and_the_way_goes_on_after_it(cast: Cast) -> None:
    programme = make_programme(cast.province)
    make_ruleset(programme, TWO_LEVELS)
    row = make_initiative(programme, cast.factory, cast.author)
    confirmation.confirm(row, by=actor(cast.officer), at=NOW)

    pass_up(row, cast.superior_officer)

    assert (row.state, row.step, row.waits_path) == ("confirmed", 2, cast.province.path)
    stage = stages_of(row, decisions_of(row))[1]
    assert (stage.standing, stage.unit_name) == (Standing.WAITING, cast.province.label)
    confirmation.confirm(row, by=actor(cast.provincial_officer), at=LATER)
    assert not row.is_waiting
    assert last_decision(row).in_stead  # type: ignore[union-attr]


def test_the_top_of_the_tree_has_nobody_above(cast: Cast) -> None:
    programme = make_programme(cast.national)
    officer = make_officer(cast.national, RoleKey.GRASSROOTS_OFFICER, "Bùi Văn Khôi")
    row = make_initiative(programme, cast.national, make_member(cast.national))

    assert not permissions.can_pass_up(actor(officer), row)
    with pytest.raises((NobodyAbove, NotAllowed)):
        pass_up(row, officer)


def test_a_step_that_slept_sleeps_no_more_and_is_noticed_anew_above(
    cast: Cast, sent: Initiative
) -> None:
    known = NOW + 9 * DAY
    escalating.notice_overdue(known)
    assert Overdue.objects.get().is_open

    pass_up(sent, cast.officer, at=known)

    assert not Overdue.objects.get().is_open
    assert escalating.notice_overdue(known + 14 * DAY) == 1
    assert Overdue.objects.get(is_open=True).above_path == cast.province.path


def test_two_steps_up_are_two_rows(cast: Cast, sent: Initiative) -> None:
    pass_up(sent, cast.officer)
    pass_up(sent, cast.superior_officer, at=LATER + DAY)

    assert sent.waits_path == cast.province.path
    assert queue(cast.provincial_officer) == [sent]
    assert [row.to_unit for row in PassingUp.objects.order_by("pk")] == [
        Unit.objects.get(pk=cast.superior.pk),
        Unit.objects.get(pk=cast.province.pk),
    ]


def test_verify_knows_what_was_passed_up_and_names_what_was_moved(
    cast: Cast, sent: Initiative
) -> None:
    pass_up(sent, cast.officer)
    assert list(check_decisions()) == []

    Initiative.objects.update(waits_path=cast.province.path)

    assert list(check_decisions()) == [
        f"Sáng kiến {sent.code}: chờ xác nhận ở nơi không phải đơn vị của sáng kiến."
    ]


@pytest.mark.parametrize("changes", [{"reason": ""}, {"to_unit": None}])
def test_the_database_refuses_what_cannot_be(
    cast: Cast, sent: Initiative, changes: dict[str, object]
) -> None:
    pass_up(sent, cast.officer)
    if "to_unit" in changes:
        changes = {"to_unit": cast.factory}

    with pytest.raises(IntegrityError), transaction.atomic():
        PassingUp.objects.update(**changes)
