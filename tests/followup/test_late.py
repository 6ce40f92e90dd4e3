"""Units that owe a report are urged by its name, and not on the day on which the calendar told them."""

import datetime as dt
from dataclasses import replace

import pytest

from sangkien.core.periods import start_of
from sangkien.followup import queries, rules, texts, writing
from sangkien.followup.actions import measuring
from sangkien.followup.enums import Group, Sign, Step
from sangkien.followup.errors import NobodyToUrge
from sangkien.followup.models import Urging
from sangkien.followup.queries import Choice
from sangkien.reporting.actions import opening
from sangkien.reporting.queries import Late
from tests.followup.urged import DAY, Lagging, make_lagging
from tests.reporting.calendars import DUE_ON, ask, report_of, send

pytestmark = pytest.mark.django_db

DUE = start_of(DUE_ON) + dt.timedelta(hours=17)
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
    text = texts.ABOUT_REPORTS[Step.NOTICE]
    (row,) = lagging.urge(cast.superior, text=text, at=at).urged
    assert f"nộp ngay báo cáo quá hạn: “{TITLE}” chậm 3 ngày." in row.text
    assert row.late_reports == 1
    send(report_of(request, cast.superior), cast.superior_officer, at=at + DAY)
    measuring.measure(at + 2 * DAY)
    row.refresh_from_db()
    assert (row.late_before, row.after_late_reports) == (1, 0)
    assert queries.tally(cast.province, lagging.period).moved == 1
    with pytest.raises(NobodyToUrge, match="không còn báo cáo nào quá hạn"):
        lagging.urge(cast.superior, step=Step.CALL, text=text, at=at + 4 * DAY)


def test_the_usual_words_name_late_reports_only_where_there_are_some(lagging: Lagging) -> None:
    cast = lagging.cast
    (before,) = lagging.urge(cast.superior).urged
    ask(cast.province, cast.provincial_officer)
    opening.remind_due(DUE)
    at = DUE + 4 * DAY
    (after,) = lagging.urge(cast.superior, step=Step.CALL, at=at).urged

    assert "Báo cáo" not in before.text
    assert f"Báo cáo quá hạn chưa nộp: “{TITLE}” chậm 4 ngày. Đơn vị đang" in after.text
    assert Urging.objects.count() == 2
    words = texts.ABOUT_REPORTS[Step.LETTER]
    letter = lagging.urge(cast.superior, step=Step.LETTER, text=words, at=at).letter
    assert letter is not None
    assert writing.late_rows_of(letter) == [("1", cast.superior.name, TITLE, "4")]
    assert len(writing.rows_of(letter)) == 1  # behind in the programme, too


def test_words_of_several_late_reports() -> None:
    one = Late(report_id=1, title="A", days=5)
    three = [one, replace(one, title="B", days=2), replace(one, title="C", days=1)]

    assert texts.late_words([]) == texts.NO_REPORT
    assert texts.late_words(three) == "“A” chậm 5 ngày; “B” chậm 2 ngày và 1 báo cáo khác"
    telling = [words for step, words in texts.ABOUT_REPORTS.items() if step != Step.LETTER]
    assert all(map(rules.is_about_reports, telling))
    assert not any(map(rules.is_about_reports, texts.USUAL.values()))
