"""Calls, answers, the desk of the unit, the rule of an office, people who are erased."""

import datetime as dt

import pytest

from sangkien.core.errors import NotAllowed
from sangkien.followup import queries
from sangkien.followup.actions import answering, forgetting, measuring, ruling
from sangkien.followup.enums import CallOutcome, Reply, Step
from sangkien.followup.errors import InvalidUrging
from sangkien.followup.models import Recipient, Rule, Urging
from sangkien.followup.rules import Terms
from sangkien.journal.models import Entry
from tests.factories import NOW
from tests.followup.urged import DAY, Lagging, make_lagging, terms
from tests.notices.reading import last, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def lagging() -> Lagging:
    return make_lagging()


def call(lagging: Lagging) -> Urging:
    (row,) = lagging.urge(lagging.cast.superior, step=Step.CALL).urged
    return row


def note(lagging: Lagging, row: Urging, outcome: CallOutcome, **options: object) -> Urging:
    by = lagging.by(lagging.cast.provincial_officer)
    return answering.note_call(row, outcome=outcome, by=by, **{"at": NOW, **options})  # type: ignore[arg-type]


def test_call_stays_on_the_list_until_somebody_was_talked_to(lagging: Lagging) -> None:
    row = call(lagging)
    province = lagging.cast.province

    note(lagging, row, CallOutcome.NO_ANSWER)
    note(lagging, row, CallOutcome.APPOINTED, call_on=NOW.date() + 2 * DAY)
    assert queries.calls(province, lagging.period) == [row]
    lagging.sent(lagging.cast.factory, lagging.cast.author, at=NOW + dt.timedelta(hours=2))
    note(lagging, row, CallOutcome.TALKED, words="Sẽ gửi trong tuần.", at=NOW + DAY)
    note(lagging, row, CallOutcome.TALKED, words="Sẽ gửi trong tuần.", at=NOW + DAY)

    assert queries.calls(province, lagging.period) == []
    assert Entry.objects.filter(name="followup.called").count() == 3
    with pytest.raises(InvalidUrging, match="đã có kết quả"):
        note(lagging, row, CallOutcome.NO_ANSWER)
    assert measuring.measure(NOW + 2 * DAY) == 0  # counted from the talk
    lagging.sent(lagging.cast.factory, lagging.cast.author, at=NOW + 2 * DAY)
    assert measuring.measure(NOW + 3 * DAY) == 1
    row.refresh_from_db()
    assert (row.sent, row.sent_then, row.after_sent, row.gained) == (0, 1, 2, 1)
    assert queries.tally(province, lagging.period).moved == 1


def test_call_is_noted_by_the_office_that_listed_it(lagging: Lagging) -> None:
    row = call(lagging)

    for user in (lagging.cast.superior_officer, lagging.cast.officer, lagging.cast.auditor):
        with pytest.raises(NotAllowed):
            answering.note_call(row, outcome=CallOutcome.TALKED, by=lagging.by(user), at=NOW)


@pytest.mark.parametrize("days", [None, -1, 61])
def test_appointment_needs_a_day_that_comes(lagging: Lagging, days: int | None) -> None:
    row = call(lagging)
    day = None if days is None else NOW.date() + days * DAY

    with pytest.raises(InvalidUrging) as refused:
        note(lagging, row, CallOutcome.APPOINTED, call_on=day)
    assert refused.value.field == "call_on"


def test_unit_answers_and_who_urged_hears_of_it(lagging: Lagging) -> None:
    (row,) = lagging.urge(lagging.cast.superior).urged
    by = lagging.by(lagging.cast.superior_officer)
    assert queries.open_for(by, at=NOW) == [row]

    for _ in range(2):
        answering.answer(row, reply=Reply.MORE_TIME, words="Đến 28/05.", by=by, at=NOW)

    assert queries.open_for(by, at=NOW) == []
    assert told(lagging.cast.provincial_officer) == ["followup.answered"]
    assert last(lagging.cast.provincial_officer).words == "Đến 28/05."
    assert Entry.objects.filter(name="followup.answered").count() == 1


def test_only_the_unit_itself_answers(lagging: Lagging) -> None:
    (row,) = lagging.urge(lagging.cast.superior).urged
    cast = lagging.cast

    for user in (cast.officer, cast.provincial_officer, cast.auditor, cast.sister_officer):
        with pytest.raises(NotAllowed):
            answering.answer(row, reply=Reply.NOTED, words="", by=lagging.by(user), at=NOW)


def test_desk_is_quiet_once_the_figure_moves_or_two_weeks_are_over(lagging: Lagging) -> None:
    lagging.urge(lagging.cast.superior)
    by = lagging.by(lagging.cast.superior_officer)

    assert len(queries.open_for(by, at=NOW + 13 * DAY)) == 1
    assert queries.open_for(by, at=NOW + 14 * DAY) == []
    lagging.sent(lagging.cast.factory, lagging.cast.author, at=NOW + dt.timedelta(hours=1))
    assert queries.open_for(by, at=NOW + DAY) == []


def test_rule_of_the_nearest_office_holds_and_that_of_the_programme_first(
    lagging: Lagging,
) -> None:
    cast, programme = lagging.cast, lagging.programme
    by: dict[str, object] = {"by": lagging.by(cast.provincial_officer), "at": NOW}
    assert queries.terms_for(cast.superior, programme) == Terms()

    ruling.set_rule(cast.province, None, terms(behind_percent=10), **by)  # type: ignore[arg-type]
    ruling.set_rule(cast.province, programme, terms(behind_percent=5), **by)  # type: ignore[arg-type]
    ruling.set_rule(cast.province, programme, terms(behind_percent=5), **by)  # type: ignore[arg-type]

    assert queries.terms_for(cast.superior, programme).behind_percent == 5
    ruling.set_rule(
        cast.superior,
        None,
        terms(behind_percent=50),
        by=lagging.by(cast.superior_officer),
        at=NOW,
    )
    assert queries.terms_for(cast.superior, programme).behind_percent == 50
    assert (Rule.objects.count(), Entry.objects.filter(name="followup.rule_set").count()) == (3, 3)


def test_rule_is_set_by_the_own_office_within_reason(lagging: Lagging) -> None:
    cast = lagging.cast
    for user in (cast.superior_officer, cast.national_officer, cast.auditor):
        with pytest.raises(NotAllowed):
            ruling.set_rule(cast.province, None, Terms(), by=lagging.by(user), at=NOW)
    wrong = (
        ("behind_percent", terms(behind_percent=100)),
        ("closing_days", terms(closing_days=91)),
        ("notice", terms(pauses={})),
        ("call", terms(pauses={Step.CALL: 91})),
    )
    for field, values in wrong:
        with pytest.raises(InvalidUrging) as refused:
            ruling.set_rule(
                cast.province, None, values, by=lagging.by(cast.provincial_officer), at=NOW
            )
        assert refused.value.field == field


def test_of_an_erased_officer_nothing_that_was_said_is_kept(lagging: Lagging) -> None:
    (row,) = lagging.urge(lagging.cast.superior).urged
    officer = lagging.cast.superior_officer
    answering.answer(row, reply=Reply.NOTED, words="Gọi 0912.", by=lagging.by(officer), at=NOW)

    forgetting.forget(officer.pk, NOW)

    row.refresh_from_db()
    assert (row.answer, "0912" in row.answer_words) == (Reply.NOTED, False)
    assert not Recipient.objects.exists()
