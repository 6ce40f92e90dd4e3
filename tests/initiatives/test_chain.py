"""The review of an initiative step by step: who decides where, and where it goes."""

import datetime as dt
from typing import Any

import pytest

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.initiatives import permissions, waiting
from sangkien.initiatives.actions import confirmation, recognising, submission
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import ConflictOfInterest, DecidedMeanwhile, WrongState
from sangkien.initiatives.models import Decision, Initiative
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import StepKind
from sangkien.programmes.models import Programme
from tests.factories import (
    NOW,
    TODAY,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_officer,
    make_programme,
    make_ruleset,
)

pytestmark = pytest.mark.django_db
REASON = "Chưa ghi cách tính số tiền làm lợi."
LATER = NOW + dt.timedelta(days=1)


def step(number: int, kind: StepKind, level: str = "", **options: Any) -> Step:
    return Step(number=number, kind=kind, level=level, **options)


WHOLE = (
    step(1, StepKind.CONFIRM),
    step(2, StepKind.RECOGNISE),
    step(3, StepKind.ACCEPT, "cap-tren", working_days=5),
    step(4, StepKind.CHECK, "tinh"),
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def programme_with(cast: Cast, *steps: Step) -> Programme:
    programme = make_programme(cast.province)
    make_ruleset(programme, steps)
    return programme


def place(initiative: Initiative) -> tuple[str, int, str]:
    initiative.refresh_from_db()
    return initiative.state, initiative.step, initiative.waits_path


def by(user: User, *, at: dt.datetime = NOW):
    return actor(user, at=at)


def test_what_is_sent_waits_at_the_own_unit_for_three_working_days(cast: Cast) -> None:
    sent = make_initiative(make_programme(cast.province), cast.factory, cast.author)

    assert place(sent) == ("submitted", 1, cast.factory.path)
    assert (sent.waits_since, sent.due_on) == (NOW, TODAY + dt.timedelta(days=5))
    assert sent.waits_for == StepKind.CONFIRM


def test_with_the_usual_rules_nobody_waits_after_the_confirmation(cast: Cast) -> None:
    sent = make_initiative(make_programme(cast.province), cast.factory, cast.author)

    confirmation.confirm(sent, by=by(cast.officer), at=NOW)

    assert place(sent) == ("confirmed", 0, "")
    assert Decision.objects.get().step == 1


def test_it_goes_up_step_by_step_and_then_waits_for_nobody(cast: Cast) -> None:
    sent = make_initiative(programme_with(cast, *WHOLE), cast.factory, cast.author)

    confirmation.confirm(sent, by=by(cast.officer), at=NOW)
    assert place(sent) == ("confirmed", 2, cast.factory.path)
    recognising.recognise(sent, by=by(cast.officer), at=NOW, reason="Quyết định 12/QĐ-SK.")
    assert place(sent) == ("recognised", 3, cast.superior.path)
    assert sent.due_on == TODAY + dt.timedelta(days=7)
    confirmation.confirm(sent, by=by(cast.superior_officer), at=NOW)
    assert place(sent) == ("recognised", 4, cast.province.path)
    confirmation.confirm(sent, by=by(cast.provincial_officer), at=NOW)
    assert place(sent) == ("recognised", 0, "")

    decided = [(d.step, d.outcome, d.decided_by) for d in Decision.objects.order_by("pk")]
    assert decided == [
        (1, "confirmed", cast.officer),
        (2, "recognised", cast.officer),
        (3, "recognised", cast.superior_officer),
        (4, "recognised", cast.provincial_officer),
    ]


def test_level_that_is_not_above_is_skipped(cast: Cast) -> None:
    rules = (
        step(1, StepKind.CONFIRM),
        step(2, StepKind.ACCEPT, "tap-doan"),
        step(3, StepKind.ACCEPT, "tinh"),
    )
    sent = make_initiative(programme_with(cast, *rules), cast.factory, cast.author)

    confirmation.confirm(sent, by=by(cast.officer), at=NOW)

    assert place(sent) == ("confirmed", 3, cast.province.path)


def test_spot_check_draws_about_its_share_and_always_the_same(cast: Cast) -> None:
    from sangkien.initiatives.places import is_drawn  # noqa: PLC0415

    check = step(2, StepKind.CHECK, "tinh", sample_percent=10)
    drawn = [is_drawn(check, f"CODE{n:06d}") for n in range(2_000)]

    assert 140 < sum(drawn) < 260
    assert drawn == [is_drawn(check, f"CODE{n:06d}") for n in range(2_000)]


@pytest.mark.parametrize(
    "who", ["officer", "sister_officer", "provincial_officer", "national_officer", "auditor"]
)
def test_later_step_is_decided_by_the_very_unit_only(cast: Cast, who: str) -> None:
    rules = (step(1, StepKind.CONFIRM), step(2, StepKind.ACCEPT, "cap-tren"))
    sent = make_initiative(programme_with(cast, *rules), cast.factory, cast.author)
    confirmer = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Ngô Văn Hai")
    confirmation.confirm(sent, by=by(confirmer), at=NOW)

    with pytest.raises(NotAllowed):
        confirmation.confirm(sent, by=by(getattr(cast, who)), at=NOW)

    assert place(sent) == ("confirmed", 2, cast.superior.path)


def test_recognition_is_not_given_by_an_officer(cast: Cast) -> None:
    sent = make_initiative(programme_with(cast, *WHOLE[:2]), cast.factory, cast.author)
    confirmation.confirm(sent, by=by(cast.officer), at=NOW)
    colleague = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Ngô Văn Hai")

    with pytest.raises(NotAllowed):
        confirmation.confirm(sent, by=by(colleague), at=NOW)


def test_return_from_above_begins_anew_under_the_old_rules(cast: Cast) -> None:
    rules = (step(1, StepKind.CONFIRM), step(2, StepKind.ACCEPT, "cap-tren"))
    programme = programme_with(cast, *rules)
    sent = make_initiative(programme, cast.factory, cast.author)
    confirmation.confirm(sent, by=by(cast.officer), at=NOW)

    confirmation.return_for_changes(sent, reason=REASON, by=by(cast.superior_officer), at=NOW)
    assert place(sent) == ("returned", 0, "")
    make_ruleset(programme, [step(1, StepKind.CONFIRM)])
    submission.submit(sent, by=by(cast.author), received_at=LATER, at=LATER)
    assert place(sent) == ("submitted", 1, cast.factory.path)
    assert sent.waits_since == LATER
    confirmation.confirm(sent, by=by(cast.officer), at=LATER)

    assert place(sent) == ("confirmed", 2, cast.superior.path)
    assert [(d.step, d.outcome) for d in Decision.objects.order_by("pk")] == [
        (1, "confirmed"),
        (2, "returned"),
        (1, "confirmed"),
    ]


def test_rejection_from_above_can_be_taken_back_to_where_it_waited(cast: Cast) -> None:
    rules = (step(1, StepKind.CONFIRM), step(2, StepKind.ACCEPT, "cap-tren"))
    sent = make_initiative(programme_with(cast, *rules), cast.factory, cast.author)
    confirmation.confirm(sent, by=by(cast.officer), at=NOW)
    confirmation.reject(sent, reason=REASON, by=by(cast.superior_officer), at=NOW)
    assert place(sent) == ("rejected", 0, "")

    with pytest.raises(WrongState, match="Cấp khác"):
        confirmation.reopen(sent, reason=REASON, by=by(cast.officer), at=NOW)
    confirmation.reopen(sent, reason=REASON, by=by(cast.superior_officer), at=NOW)

    assert place(sent) == ("confirmed", 2, cast.superior.path)
    confirmation.confirm(sent, by=by(cast.superior_officer), at=NOW)
    assert place(sent) == ("confirmed", 0, "")


def test_confirmation_can_be_taken_back_while_the_next_level_has_not_decided(cast: Cast) -> None:
    rules = (step(1, StepKind.CONFIRM), step(2, StepKind.ACCEPT, "cap-tren"))
    sent = make_initiative(programme_with(cast, *rules), cast.factory, cast.author)
    confirmation.confirm(sent, by=by(cast.officer), at=NOW)

    confirmation.reopen(sent, reason=REASON, by=by(cast.officer), at=NOW)

    assert place(sent) == ("submitted", 1, cast.factory.path)


def test_nobody_decides_at_two_levels(cast: Cast) -> None:
    rules = (step(1, StepKind.CONFIRM), step(2, StepKind.ACCEPT, "cap-tren"))
    sent = make_initiative(programme_with(cast, *rules), cast.factory, cast.author)
    both = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Ngô Hai Vai")
    from sangkien.units.actions import people  # noqa: PLC0415
    from tests.factories import LONG_AGO, SYSTEM  # noqa: PLC0415

    people.grant_role(
        cast.superior, both, role=RoleKey.SUPERIOR_OFFICER, since_on=LONG_AGO, by=SYSTEM, at=NOW
    )
    confirmation.confirm(sent, by=by(both), at=NOW)

    with pytest.raises(ConflictOfInterest, match="bước trước"):
        confirmation.reject(sent, reason=REASON, by=by(both), at=NOW)

    assert place(sent) == ("confirmed", 2, cast.superior.path)


def test_author_of_the_superior_unit_decides_nothing_there(cast: Cast) -> None:
    rules = (step(1, StepKind.CONFIRM), step(2, StepKind.ACCEPT, "tinh"))
    own = make_initiative(programme_with(cast, *rules), cast.superior, cast.superior_officer)
    assert permissions.has_interest(by(cast.superior_officer), own)


def test_two_officers_of_a_later_step_make_one_decision(cast: Cast) -> None:
    rules = (step(1, StepKind.CONFIRM), step(2, StepKind.ACCEPT, "cap-tren"), WHOLE[3])
    sent = make_initiative(programme_with(cast, *rules), cast.factory, cast.author)
    confirmation.confirm(sent, by=by(cast.officer), at=NOW)
    colleague = make_officer(cast.superior, RoleKey.SUPERIOR_OFFICER, "Ngô Văn Hai")
    seen = Initiative.objects.get(pk=sent.pk)
    confirmation.confirm(sent, by=by(cast.superior_officer), at=NOW)

    with pytest.raises(DecidedMeanwhile, match="Phạm Thị Dung"):
        confirmation.confirm(seen, by=by(colleague), at=NOW)
    again = confirmation.confirm(sent, by=by(cast.superior_officer), at=NOW)

    assert place(again) == ("confirmed", 4, cast.province.path)
    assert Decision.objects.filter(step=2).count() == 1


def test_queue_holds_what_waits_for_the_very_office(cast: Cast) -> None:
    rules = (step(1, StepKind.CONFIRM), step(2, StepKind.ACCEPT, "cap-tren"))
    programme = programme_with(cast, *rules)
    first, second = (make_initiative(programme, cast.factory, cast.author) for _ in range(2))
    confirmation.confirm(first, by=by(cast.officer), at=NOW)

    def queue(user: User) -> list[Initiative]:
        return waiting.review_queue(by(user)).rows

    assert queue(cast.officer) == [second]
    assert queue(cast.superior_officer) == [first]
    assert queue(cast.provincial_officer) == queue(cast.sister_officer) == []


def test_council_may_refuse_and_take_back(cast: Cast) -> None:
    sent = make_initiative(programme_with(cast, *WHOLE), cast.factory, cast.author)
    confirmation.confirm(sent, by=by(cast.officer), at=NOW)
    recognising.refuse_recognition(sent, reason=REASON, by=by(cast.officer), at=NOW)
    assert place(sent) == ("confirmed", 0, "")
    recognising.recognise(sent, by=by(cast.officer), at=NOW)
    assert place(sent) == ("recognised", 0, "")
    recognising.unrecognise(sent, reason=REASON, by=by(cast.officer), at=NOW)
    assert place(sent) == ("confirmed", 0, "")
    with pytest.raises(WrongState):
        recognising.unrecognise(sent, reason=REASON, by=by(cast.officer), at=NOW)


def test_what_is_not_before_the_council_is_not_recognised(cast: Cast) -> None:
    sent = make_initiative(programme_with(cast, *WHOLE), cast.factory, cast.author)

    with pytest.raises(WrongState):
        recognising.recognise(sent, by=by(cast.officer), at=NOW)

    assert place(sent)[0] == State.SUBMITTED
