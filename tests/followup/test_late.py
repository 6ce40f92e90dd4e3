"""Units that owe a report are urged by its name, and not on the day on which the calendar told them."""

import datetime as dt
from dataclasses import replace
from functools import partial

import pytest

from sangkien.core.periods import start_of
from sangkien.followup import queries, rules, texts, writing
from sangkien.followup.actions import answering, letters, measuring
from sangkien.followup.enums import CallOutcome, Group, Sign, Standing, Step, Topic
from sangkien.followup.errors import InvalidUrging, NobodyToUrge
from sangkien.followup.models import Urging
from sangkien.followup.queries import Choice
from sangkien.progress.models import SubtreeTotal
from sangkien.reporting.actions import opening
from sangkien.reporting.queries import Late, late_units
from sangkien.reporting.queries.lateness import LOOKED_BACK
from tests.followup.test_letters import PAPER
from tests.followup.urged import DAY, Lagging, make_lagging
from tests.reporting.calendars import DUE_ON, ask, report_of, send

pytestmark = pytest.mark.django_db

DUE = start_of(DUE_ON) + dt.timedelta(hours=17)
REPORTS = Topic.REPORTS
TITLE = "Báo cáo nhanh chương trình sáng kiến"


@pytest.fixture
def lagging() -> Lagging:
    return make_lagging()


def listed(lagging: Lagging, at: dt.datetime) -> queries.Board:
    cast = lagging.cast
    return queries.board(
        lagging.period,
        cast.province,
        queries.terms_for(cast.province, lagging.programme),
        choice=Choice(group=Group.LATE),
        actor=lagging.by(cast.provincial_officer, at=at),
        at=at,
    )


def test_who_owes_a_report_is_urged_by_its_name_until_it_is_sent(lagging: Lagging) -> None:
    cast = lagging.cast
    request = ask(cast.province, cast.provincial_officer, grace_days=1)
    opening.remind_due(DUE)
    assert listed(lagging, DUE).rows == ()  # the calendar tells them itself
    assert listed(lagging, DUE + DAY).rows == ()  # within the grace
    at = DUE + 3 * DAY

    line = next(row for row in listed(lagging, at).rows if row.unit == cast.superior)

    assert Sign.REPORT_LATE in line.subject.signs
    owing = len(listed(lagging, at).rows)
    office = lagging.by(cast.provincial_officer, at=at)
    assert [one.units for one in queries.late_lines(office, at=at)] == [owing]
    unit = lagging.by(cast.superior_officer, at=at)
    assert queries.late_lines(unit, at=at) == []  # owes one, nobody below it does
    (row,) = lagging.urge(cast.superior, topic=REPORTS, at=at).urged
    assert f"nộp ngay báo cáo quá hạn: “{TITLE}” (chậm 3 ngày)." in row.text
    assert row.late_reports == 1
    assert queries.open_for(unit, at=at + DAY) == [row]
    send(report_of(request, cast.superior), cast.superior_officer, at=at + DAY)
    assert queries.open_for(unit, at=at + DAY) == []
    measuring.measure(at + 2 * DAY)
    row.refresh_from_db()
    assert (row.late_before, row.after_late_reports) == (1, 0)
    assert queries.tally(cast.province, lagging.period).moved == 1
    for step in (Step.CALL, Step.LETTER):
        with pytest.raises(NobodyToUrge, match="không còn báo cáo nào quá hạn"):
            lagging.urge(cast.superior, step=step, topic=REPORTS, at=at + 4 * DAY)


def test_reports_and_the_programme_climb_ladders_of_their_own(lagging: Lagging) -> None:
    cast = lagging.cast
    ask(cast.province, cast.provincial_officer)
    opening.remind_due(DUE)
    at = DUE + DAY
    lagging.urge(cast.superior, step=Step.CALL, topic=REPORTS, at=at)

    terms = queries.terms_for(cast.province, lagging.programme)
    by_topic = {
        topic: queries.proposals(lagging.period, [cast.superior], terms, topic=topic, at=at)[0]
        for topic in Topic
    }
    assert by_topic[Topic.PROGRAMME].proposal.step == Step.NOTICE
    assert by_topic[Topic.PROGRAMME].last is None
    assert by_topic[REPORTS].proposal.step == Step.LETTER
    first = lagging.programme.periods.exclude(pk=lagging.period.pk).get()
    with pytest.raises(NobodyToUrge, match="đã đôn đốc bằng cách này"):
        lagging.urge(cast.superior, step=Step.CALL, topic=REPORTS, period=first, at=at)
    assert lagging.urge(cast.superior, step=Step.CALL, at=at).urged  # about the programme
    lagging.urge(cast.superior, topic=REPORTS, at=at)
    with pytest.raises(NobodyToUrge, match="hôm nay"):  # one notice a day for both
        lagging.urge(cast.superior, at=at)


def test_who_sent_what_was_asked_for_is_not_treated_as_silent_about_the_next_one(
    lagging: Lagging,
) -> None:
    cast, week = lagging.cast, 7 * DAY
    first = ask(cast.province, cast.provincial_officer)
    ask(cast.province, cast.provincial_officer, once_on=DUE_ON + week)
    opening.remind_due(DUE)
    lagging.urge(cast.superior, cast.sister_superior, topic=REPORTS, at=DUE + DAY)
    send(report_of(first, cast.superior), cast.superior_officer, at=DUE + 2 * DAY)
    opening.remind_due(DUE + week)

    steps = {row.unit: row.proposal.step for row in listed(lagging, DUE + week + 2 * DAY).rows}

    assert steps[cast.superior] == Step.NOTICE
    assert steps[cast.sister_superior] not in {None, Step.NOTICE}  # still owes the first


def test_a_report_that_became_too_old_is_no_change(lagging: Lagging) -> None:
    cast = lagging.cast
    ask(cast.province, cast.provincial_officer)
    opening.remind_due(DUE)
    lagging.sent(cast.factory, cast.author)
    at = DUE + LOOKED_BACK - DAY
    for topic in Topic:
        step = Step.NOTICE if topic == REPORTS else Step.CALL
        lagging.urge(cast.superior, topic=topic, step=step, at=at)
    call = Urging.objects.get(step=Step.CALL)
    by = lagging.by(cast.provincial_officer, at=at)
    answering.note_call(call, outcome=CallOutcome.TALKED, by=by, at=at)
    SubtreeTotal.objects.filter(unit=cast.superior).update(sent=2)

    assert measuring.measure(at + 2 * DAY) == 2

    rows = Urging.objects.order_by("pk")
    assert [(row.late_before, row.after_late_reports) for row in rows] == [(1, 1), (1, 1)]
    moved, _more = queries.log(cast.province, lagging.period, standing=Standing.MOVED)
    assert moved == [call]  # an initiative is no answer to who was asked for a report


def test_the_usual_words_name_late_reports_only_where_there_are_some(lagging: Lagging) -> None:
    cast = lagging.cast
    (before,) = lagging.urge(cast.superior).urged
    ask(cast.province, cast.provincial_officer)
    opening.remind_due(DUE)
    at = DUE + 4 * DAY
    (after,) = lagging.urge(cast.superior, step=Step.CALL, at=at).urged

    assert "Báo cáo" not in before.text
    assert f"Báo cáo quá hạn chưa nộp: “{TITLE}” (chậm 4 ngày). Đơn vị đang" in after.text
    assert Urging.objects.count() == 2
    letter = lagging.urge(cast.superior, step=Step.LETTER, topic=REPORTS, at=at).letter
    assert letter is not None
    assert writing.late_rows_of(letter) == [("1", cast.superior.name, TITLE, "4")]
    assert writing.rows_of(letter) == []  # behind in the programme, too: not what it is about
    assert (letter.title, letter.topic) == (letters.REPORTS_TITLE, REPORTS)
    other = lagging.urge(cast.superior, step=Step.LETTER, at=at).letter
    assert other is not None
    assert len(writing.rows_of(other)) == 1


def test_a_letter_about_reports_accuses_nobody_who_has_sent_theirs(lagging: Lagging) -> None:
    cast = lagging.cast
    request = ask(cast.province, cast.provincial_officer)
    opening.remind_due(DUE)
    at, by = DUE + DAY, lagging.by(cast.provincial_officer, at=DUE + DAY)
    letter = lagging.urge(step=Step.LETTER, topic=REPORTS, at=at).letter
    assert letter is not None
    changes = {**PAPER, "title": "về một việc khác"}  # what it is about does not hang on its title
    letter = letters.submit(letter, changes, seen=1, by=by, at=at)
    send(report_of(request, cast.superior), cast.superior_officer, at=at)
    signer = lagging.by(cast.national_officer, at=at)

    with pytest.raises(InvalidUrging, match="Sông Xanh: không còn báo cáo nào quá hạn"):
        letters.issue(letter, seen=letter.version, by=signer, at=at)
    letters.give_back(letter, words="", by=signer, at=at)
    letter = letters.revise(letter, {}, seen=letter.version, count_anew=True, by=by, at=at)
    assert [line["code"] for line in letter.lines] == [cast.sister_superior.code]


def test_a_page_of_late_units_is_full(lagging: Lagging) -> None:
    cast = lagging.cast
    ask(cast.province, cast.provincial_officer, grace_days=5)  # of both unions
    ask(cast.superior, cast.superior_officer)  # of those below the first one
    opening.remind_due(DUE)
    page = partial(late_units, cast.province, lagging.programme, limit=1)

    assert page(at=DUE + 5 * DAY)[0] == [cast.factory.pk]  # its union has its grace
    found, following = page(at=DUE + 6 * DAY)
    while following:
        one, following = page(at=DUE + 6 * DAY, after=following)
        found += one
    whole, _rest = late_units(cast.province, lagging.programme, at=DUE + 6 * DAY, limit=50)
    assert found == whole
    assert whole[0] == cast.superior.pk
    assert whole[-1] == cast.sister_superior.pk


def test_words_of_several_late_reports() -> None:
    one = Late(report_id=1, title="A", days=5, due_at=DUE, late_from=DUE)
    three = [one, replace(one, title="B", days=2), replace(one, title="C", days=1)]

    assert texts.late_words([]) == texts.NO_REPORT
    assert texts.late_words(three) == "“A” (chậm 5 ngày); “B” (chậm 2 ngày) và 1 báo cáo khác"
    telling = [words for step, words in texts.ABOUT_REPORTS.items() if step != Step.LETTER]
    assert all(map(rules.is_about_reports, telling))
    assert not any(map(rules.is_about_reports, texts.USUAL.values()))
