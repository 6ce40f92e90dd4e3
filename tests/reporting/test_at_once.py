"""Two act at the same moment, on both databases."""

import datetime as dt
import uuid

import pytest

from sangkien.access.roles import RoleKey
from sangkien.core.errors import DomainError
from sangkien.journal.models import Entry
from sangkien.reporting.actions import opening, sending
from sangkien.reporting.actions.sending import Typed
from sangkien.reporting.enums import Rhythm
from sangkien.reporting.models import Occurrence, Report, ReportVersion
from sangkien.reporting.queries import counts_of, punctuality, totals_of
from sangkien.reporting.rules import Term
from tests.factories import NOW, TODAY, Cast, actor, make_cast, make_officer
from tests.reporting.calendars import ANSWERS, DUE_ON, ask, report_of, send
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_two_workers_make_an_occurrence_once(cast: Cast) -> None:
    term = Term(rhythm=Rhythm.MONTHLY, month=1, day=25)
    ask(cast.superior, cast.superior_officer, term=term, once_on=None)
    later = NOW + dt.timedelta(days=20)

    found = outcomes(lambda: opening.make_due(later), lambda: opening.make_due(later))

    assert refusals(found) == []
    assert Occurrence.objects.count() == 2
    assert Report.objects.count() == 4
    assert Entry.objects.filter(name="report.occurrence_opened").count() == 2


def test_the_same_request_sent_twice_at_once_is_one(cast: Cast) -> None:
    key = uuid.uuid4()

    def act() -> object:
        return ask(cast.superior, cast.superior_officer, request_key=key)

    first, second = outcomes(act, act)

    assert not isinstance(first, DomainError)
    assert first == second
    assert Occurrence.objects.count() == 1


def test_two_officers_who_send_at_once_make_one_version(cast: Cast) -> None:
    second = make_officer(cast.factory, RoleKey.GRASSROOTS_OFFICER, "Đỗ Thị Lan")
    report = report_of(ask(cast.superior, cast.superior_officer), cast.factory)
    typed = Typed(values=ANSWERS, seen=report.stamp)

    found = outcomes(
        lambda: sending.send(report, typed, by=actor(cast.officer), at=NOW, now=NOW),
        lambda: sending.send(report, typed, by=actor(second), at=NOW, now=NOW),
    )

    assert len(refusals(found)) == 1
    assert ReportVersion.objects.count() == 1


def test_figures_are_the_same_on_both_databases(cast: Cast) -> None:
    request = ask(cast.superior, cast.superior_officer)
    late = NOW + dt.timedelta(days=12)
    sent = send(report_of(request, cast.factory), cast.officer, at=late, q2="12.5")

    counts = counts_of([sent.occurrence], at=late)[sent.occurrence_id]

    assert (counts.asked, counts.sent, counts.late, counts.overdue) == (2, 1, 1, 1)
    assert str(totals_of(sent.occurrence, asked=2)[0].value.normalize()) == "12.5"
    found = punctuality([cast.factory.pk], since=TODAY, until=DUE_ON, now=late)
    assert found[cast.factory.pk].late_days == (3,)
