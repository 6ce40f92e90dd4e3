"""What teams did, written down and counted; who looks after units that have sent nothing yet."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.core.errors import NotAllowed
from sangkien.support import queries
from sangkien.support.actions import (
    asking,
    caring,
    helping,
    working,
)
from sangkien.support.enums import CareOutcome, WorkKind
from sangkien.support.errors import InvalidHelp, InvalidTeam, TakenMeanwhile
from sangkien.support.models import Caretaking, HelpWork, TeamMember
from tests.factories import NOW, TODAY, Cast, actor, make_cast
from tests.support.scene import ask, join, make_draft, set_up
from tests.threads import outcomes, refusals

DAY = dt.timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_work_is_written_by_who_did_it_at_units_in_charge(cast: Cast) -> None:
    team = set_up(cast.factory, cast.officer)
    member, key = join(team, cast.officer), uuid.uuid4()
    more = {"kind": WorkKind.VISIT, "what": "Hướng dẫn 12 người.", "request_key": key, "at": NOW}
    by = actor(member.user)

    rows = [
        working.note(member, cast.factory, done_on=TODAY, by=by, **more)  # type: ignore[arg-type]
        for _again in range(2)
    ]

    assert rows[0] == rows[1]
    wrong = [
        (cast.sister_factory, TODAY),
        (cast.factory, TODAY + DAY),
        (cast.factory, TODAY - 91 * DAY),
    ]
    for unit, day in wrong:
        with pytest.raises(InvalidHelp):
            working.note(member, unit, done_on=day, by=by, **more)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        working.note(member, cast.factory, done_on=TODAY, by=actor(cast.officer), **more)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        working.strike(rows[0], by=actor(cast.officer), at=NOW)
    working.strike(rows[0], by=by, at=NOW)
    assert HelpWork.objects.get().struck_at == NOW


@pytest.mark.postgres
def test_caseload_counts_what_was_done_within_the_days(cast: Cast) -> None:
    team = set_up(cast.factory, cast.officer)
    member = join(team, cast.officer)
    draft = make_draft(cast)
    asked, by = ask(cast, draft), actor(member.user)
    later = NOW + dt.timedelta(hours=3)
    helping.take(asked, by=by, at=later)
    helping.close(asked, text="Đã xong.", by=by, at=later)
    asking.thank(asked, by=actor(cast.author), at=later)
    ask(cast, need="Một việc khác nữa.")
    working.note(
        member,
        cast.factory,
        kind=WorkKind.CALL,
        done_on=TODAY,
        what="Gọi hỏi thăm.",
        request_key=uuid.uuid4(),
        by=by,
        at=NOW,
    )

    load = queries.caseload(team, since_on=TODAY, until_on=TODAY)
    before = queries.caseload(team, since_on=TODAY - 9 * DAY, until_on=TODAY - DAY)

    row = load.rows[0]
    assert (row.taken, row.closed, row.open, row.thanked, row.calls) == (1, 1, 0, 1, 1)
    assert (load.waiting, load.units, load.sent, load.waited_hours) == (1, 1, 0, 3)
    assert before.rows == ()


def test_caseload_asks_as_often_for_three_members_as_for_one(cast: Cast) -> None:
    team, counts = set_up(cast.factory, cast.officer), []
    for names in (("Mai Một",), ("Mai Hai", "Mai Ba")):
        for name in names:
            member = join(team, cast.officer, name)
            asked = ask(cast, need=f"Nhờ {name} giúp.")
            helping.take(asked, by=actor(member.user), at=NOW)
        with CaptureQueriesContext(connection) as found:
            queries.caseload(team, since_on=TODAY, until_on=TODAY)
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_one_caretaker_for_a_unit_until_a_day(cast: Cast) -> None:
    team = set_up(cast.superior, cast.superior_officer)
    first = join(team, cast.superior_officer)
    second = join(team, cast.superior_officer, "Cao Đồng Nghiệp")
    period = make_draft(cast).programme.periods.order_by("pk").first()
    assert period is not None
    by = actor(cast.superior_officer)
    units, due = [cast.factory, cast.sister_factory], TODAY + 9 * DAY

    for _again in range(2):
        caring.assign(first, units, period=period, due_on=due, by=by, at=NOW)
    caring.assign(second, units[:1], period=period, due_on=due, by=by, at=NOW)

    found = queries.caretakers_of([unit.pk for unit in units], period_id=period.pk)
    assert {pk: row.member for pk, row in found.items()} == {
        cast.factory.pk: second,
        cast.sister_factory.pk: first,
    }
    assert Caretaking.objects.count() == 3
    assert queries.caretaking_size(actor(first.user)) == 1
    with pytest.raises(InvalidTeam):
        caring.assign(first, [cast.far_factory], period=period, due_on=due, by=by, at=NOW)
    with pytest.raises(InvalidTeam):
        caring.assign(first, units, period=period, due_on=TODAY - DAY, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        caring.assign(first, units, period=period, due_on=due, by=actor(first.user), at=NOW)
    caring.end(found[cast.factory.pk], outcome=CareOutcome.DONE, by=actor(second.user), at=NOW)
    assert queries.own_caretakings(actor(second.user)) == []


@pytest.mark.postgres
def test_caretaker_sees_that_something_was_sent(cast: Cast) -> None:
    from sangkien.initiatives.actions import submission  # noqa: PLC0415 - only here

    team = set_up(cast.superior, cast.superior_officer)
    member, draft = join(team, cast.superior_officer), make_draft(cast)
    period = draft.programme.periods.order_by("pk").first()
    assert period is not None
    caring.assign(
        member,
        [cast.factory],
        period=period,
        due_on=TODAY,
        by=actor(cast.superior_officer),
        at=NOW - DAY,
    )
    assert queries.caretaking_size(actor(member.user)) == 1

    submission.submit(draft, by=actor(cast.author), received_at=NOW, at=NOW)

    assert queries.caretaking_size(actor(member.user)) == 0
    assert queries.own_caretakings(actor(member.user))[0].has_sent


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_name_a_caretaker_at_once_name_one() -> None:
    cast = make_cast()
    team = set_up(cast.superior, cast.superior_officer)
    members = [join(team, cast.superior_officer, name) for name in ("Mai Một", "Mai Hai")]
    period = make_draft(cast).programme.periods.order_by("pk")[0]

    def assign(member: TeamMember) -> object:
        return caring.assign(
            member,
            [cast.factory],
            period=period,
            due_on=TODAY,
            by=actor(cast.superior_officer),
            at=NOW,
        )

    found = outcomes(*[lambda one=one: assign(one) for one in members])

    assert Caretaking.objects.filter(ended_at=None).count() == 1
    assert all(isinstance(one, TakenMeanwhile) for one in refusals(found))
