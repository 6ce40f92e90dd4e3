"""A review that sleeps is shown to the unit above, which reminds and then stands in."""

import datetime as dt

import pytest

from sangkien.core.errors import NotAllowed
from sangkien.initiatives import waiting
from sangkien.initiatives.actions import confirmation, escalating, submission
from sangkien.initiatives.errors import RemindedToday
from sangkien.initiatives.models import Decision, Initiative, Overdue
from sangkien.journal.models import Entry
from sangkien.programmes.chain import Step
from sangkien.programmes.enums import StepKind
from tests.factories import (
    NOW,
    Cast,
    actor,
    make_cast,
    make_initiative,
    make_programme,
    make_ruleset,
    make_unit,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
# Sent on Wednesday 20/05/2026: the clock ends on Monday, the grace on Thursday, so that it is
# known on Friday; the unit above stands in from the Wednesday after.
IN_GRACE, KNOWN, STANDS_IN = NOW + 8 * DAY, NOW + 9 * DAY, NOW + 14 * DAY
REASON = "Chưa ghi cách tính số tiền làm lợi."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def sent(cast: Cast) -> Initiative:
    return make_initiative(make_programme(cast.province), cast.factory, cast.author)


def below(cast: Cast, who: str) -> list[Initiative]:
    rows, _following = waiting.sleeping_below(actor(getattr(cast, who)))
    return [row.initiative for row in rows]


def test_grace_is_waited_for_and_then_it_is_noticed_once(cast: Cast, sent: Initiative) -> None:
    assert escalating.notice_overdue(IN_GRACE) == 0
    assert [escalating.notice_overdue(KNOWN + n * DAY) for n in range(3)] == [1, 0, 0]

    assert below(cast, "superior_officer") == [sent]
    assert below(cast, "provincial_officer") == below(cast, "officer") == []
    assert Entry.objects.filter(name="initiative.review_overdue", actor_id=None).count() == 1
    assert Overdue.objects.get().acts_from == STANDS_IN.date()


def test_section_is_looked_after_by_the_unit_above_the_grassroots(cast: Cast) -> None:
    section = make_unit("Tổ công đoàn 1", level="bo-phan", parent=cast.factory)
    programme = make_programme(cast.province)
    from tests.factories import make_member  # noqa: PLC0415

    sent = make_initiative(programme, section, make_member(section))
    escalating.notice_overdue(KNOWN)

    assert below(cast, "superior_officer") == [sent]


def test_reminder_goes_once_a_day_and_from_the_unit_above_only(
    cast: Cast, sent: Initiative
) -> None:
    escalating.notice_overdue(KNOWN)
    row, boss = Overdue.objects.get(), actor(cast.superior_officer)

    for who in (cast.officer, cast.provincial_officer, cast.author):
        with pytest.raises(NotAllowed):
            escalating.remind(row, by=actor(who), at=KNOWN)
    escalating.remind(row, by=boss, at=KNOWN)
    with pytest.raises(RemindedToday):
        escalating.remind(row, by=boss, at=KNOWN)
    escalating.remind(row, by=boss, at=KNOWN + DAY)

    assert Entry.objects.filter(name="initiative.review_reminded").count() == 2


def test_unit_above_stands_in_after_the_second_grace_and_it_is_written_down(
    cast: Cast, sent: Initiative
) -> None:
    escalating.notice_overdue(KNOWN)
    boss = actor(cast.superior_officer)

    with pytest.raises(NotAllowed):
        confirmation.confirm(sent, by=boss, at=STANDS_IN - DAY)
    confirmation.confirm(sent, by=boss, at=STANDS_IN)

    decision = Decision.objects.get()
    assert (decision.in_stead, decision.step) == (True, 1)
    assert decision.decided_by == cast.superior_officer
    assert below(cast, "superior_officer") == []
    assert not Overdue.objects.get().is_open


def test_decision_of_the_unit_itself_closes_the_note(cast: Cast, sent: Initiative) -> None:
    escalating.notice_overdue(KNOWN)

    confirmation.return_for_changes(sent, reason=REASON, by=actor(cast.officer), at=KNOWN)
    submission.submit(sent, by=actor(cast.author), received_at=KNOWN, at=KNOWN)

    assert below(cast, "superior_officer") == []
    assert not Decision.objects.get().in_stead
    assert escalating.notice_overdue(KNOWN + 12 * DAY) == 1


def test_later_step_is_shown_to_the_level_above_it_and_a_council_to_nobody(cast: Cast) -> None:
    programme = make_programme(cast.province)
    make_ruleset(
        programme,
        [
            Step(number=1, kind=StepKind.CONFIRM),
            Step(number=2, kind=StepKind.ACCEPT, level="cap-tren", grace_days=1),
        ],
    )
    accepted = make_initiative(programme, cast.factory, cast.author)
    confirmation.confirm(accepted, by=actor(cast.officer), at=NOW)
    make_ruleset(
        programme,
        [Step(number=1, kind=StepKind.CONFIRM), Step(number=2, kind=StepKind.RECOGNISE)],
    )
    heard = make_initiative(programme, cast.factory, cast.author)
    confirmation.confirm(heard, by=actor(cast.officer), at=NOW)

    assert escalating.notice_overdue(KNOWN) == 1

    assert below(cast, "provincial_officer") == [accepted]


def test_what_was_decided_since_it_was_read_is_not_noticed(
    cast: Cast, sent: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    past_grace = escalating._is_past_grace

    def decided_first(initiative: Initiative, *, now: dt.datetime) -> bool:
        confirmation.confirm(initiative, by=actor(cast.officer), at=now)
        return past_grace(sent, now=now)

    monkeypatch.setattr(escalating, "_is_past_grace", decided_first)

    assert escalating.notice_overdue(KNOWN) == 0
    assert not Overdue.objects.exists()
