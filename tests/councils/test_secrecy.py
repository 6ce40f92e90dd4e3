"""A secret vote cannot be found again: not in ids, times, order, journal or logs."""

import datetime as dt
import logging
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from sangkien.core.errors import NotAllowed
from sangkien.councils import personal
from sangkien.councils.actions import balloting, counting, sessions
from sangkien.councils.actions.balloting import Paper
from sangkien.councils.enums import BallotState, BallotWay, Choice, Denominator, Presence
from sangkien.councils.errors import InvalidBallot, TooLate
from sangkien.councils.models import Ballot, BallotLine, Slip, Voter
from sangkien.councils.queries import ballot_results, showing, turnout
from sangkien.councils.rules.attendance import Attended
from sangkien.councils.rules.interests import Conflict
from sangkien.councils.rules.voting import Count, Threshold
from tests.councils.scene import TEAM, TWO_THIRDS, Body, make_body
from tests.threads import outcomes

YES, NO = Choice.AGREE, Choice.DISAGREE
LINES_WRITTEN = 'UPDATE "councils_ballotline"'
HALF = Threshold(numerator=1, denominator=2, is_strict=True)


@pytest.fixture
def body() -> Body:
    return make_body()


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the project, with all columns, in the order of their ids."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model.__module__.startswith("sangkien.")
    }


@pytest.mark.django_db
def test_who_chose_what_and_when_leaves_no_trace_in_any_table() -> None:
    """Two worlds that differ only in who said no and in the order of voting are the same world."""
    body = make_body()
    ballot = body.ballot(body.opened())
    worlds = []

    for no, order in ((1, [0, 1, 2, 3, 4, 5, 6]), (5, [6, 2, 0, 5, 1, 3, 4])):
        Voter.objects.update(has_voted=False)  # the same people once more
        BallotLine.objects.update(agree=0, disagree=0)
        for number in order:
            body.vote(ballot, number, NO if number == no else YES)
        worlds.append(rows())

    assert worlds[0] == worlds[1]
    assert worlds[0]["councils.BallotLine"][0][-2:] == (6, 1)
    assert Slip.objects.count() == 0


@pytest.mark.django_db
def test_no_log_and_no_journal_entry_speaks_of_a_vote(
    body: Body, caplog: pytest.LogCaptureFixture
) -> None:
    ballot = body.ballot(body.opened())
    before = rows()["journal.Entry"]

    with caplog.at_level(logging.DEBUG, logger="sangkien"):
        body.vote(ballot, 3, NO)

    assert rows()["journal.Entry"] == before
    assert [record for record in caplog.records if record.name.startswith("sangkien")] == []


@pytest.mark.django_db
def test_the_turnout_list_has_neither_time_nor_order() -> None:
    columns = {field.name for field in Voter._meta.concrete_fields}

    assert columns == {"id", "ballot", "seat", "has_voted"}
    assert {f.name for f in BallotLine._meta.concrete_fields if "at" in f.name.split("_")} == set()


@pytest.mark.django_db
def test_every_vote_writes_every_line_so_that_none_tells_it_was_touched(
    body: Body, django_assert_max_num_queries: Any
) -> None:
    ballot = body.ballot(body.opened(items=3))

    with django_assert_max_num_queries(30) as captured:
        body.vote(ballot, 3, YES, NO, YES)

    writes = [q["sql"] for q in captured if (q["sql"] or "").startswith(LINES_WRITTEN)]
    assert len(writes) == 1
    assert "number" in writes[0].split("WHERE")[0]
    assert '"number"' not in writes[0].rsplit("WHERE", 1)[1]


@pytest.mark.django_db
def test_fewer_than_three_voters_cannot_vote_in_secret() -> None:
    body = make_body(size=2)
    session = body.session(table=None, quorum=HALF)
    body.item(session, is_scored=False)
    body.seats = body.seats[:2]

    lines = [Attended(seat_id=seat.pk, presence=Presence.PRESENT) for seat in body.seats]
    sessions.take_attendance(session, lines, by=body.chair, at=body.at)
    sessions.open_session(session, by=body.chair, at=body.at)

    def paper(*, is_secret: bool) -> Paper:
        return Paper(
            title="Phiếu",
            threshold=HALF,
            denominator=Denominator.ALL,
            items=tuple(session.items.all()),
            is_secret=is_secret,
        )

    options: dict[str, Any] = {"by": body.chair, "at": body.at}
    with pytest.raises(InvalidBallot):
        balloting.open_ballot(session, paper(is_secret=True), request_key=uuid.uuid4(), **options)
    opened = balloting.open_ballot(
        session, paper(is_secret=False), request_key=uuid.uuid4(), **options
    )
    assert opened.lines.get().voters == 2


@pytest.mark.django_db
def test_nothing_is_told_while_a_ballot_is_open(body: Body) -> None:
    ballot = body.ballot(body.opened())
    for number in range(4):
        body.vote(ballot, number, YES)

    assert ballot_results([ballot]) == {}
    assert turnout([ballot.pk]) == {ballot.pk: (7, 4)}


@pytest.mark.django_db
def test_one_or_two_secret_votes_are_annulled_rather_than_told(body: Body) -> None:
    ballot = body.ballot(body.opened())
    body.vote(ballot, 0, NO)
    with pytest.raises(InvalidBallot):
        counting.close_ballot(ballot, by=body.secretary, at=body.at)

    counting.annul(ballot, reason="Mất điện", by=body.secretary, at=body.at)

    assert list(ballot.lines.values_list("agree", "disagree")) == [(0, 0)]
    with pytest.raises(TooLate):
        body.vote(ballot, 1, YES)


@pytest.mark.django_db
def test_no_line_tells_what_its_few_voters_chose(body: Body) -> None:
    """Of seven, four stand aside on the first item; of those who may vote on it one does."""
    session = body.session()
    aside = [Conflict(user_id=user.pk) for user in body.users[:4]]
    body.item(session, "Đồ gá hàn", is_scored=False, conflicts=aside)
    body.item(session, "Xe đẩy phôi", is_scored=False)
    body.attend(session)
    session = sessions.open_session(session, by=body.secretary, at=body.at)
    ballot = body.ballot(session)
    for number in range(5):
        choices = {2: YES} if number < 4 else {1: NO, 2: YES}
        balloting.vote(ballot, choices, by=body.by(number), at=body.at)

    with pytest.raises(InvalidBallot, match="Nội dung 1 mới có 1 phiếu"):
        counting.close_ballot(ballot, by=body.secretary, at=body.at)
    counting.annul(ballot, reason="Ít phiếu", by=body.secretary, at=body.at)
    slips = body.ballot(session, way=BallotWay.PAPER)
    count = Count(issued=7, collected=5, invalid=0, lines={1: (0, 1), 2: (5, 0)}, team=TEAM)
    with pytest.raises(InvalidBallot):
        counting.record_count(slips, count, by=body.secretary, at=body.at)


@pytest.mark.django_db
def test_two_clicks_are_one_vote_and_the_first_counts(body: Body) -> None:
    ballot = body.ballot(body.opened())

    assert [body.vote(ballot, 3, YES), body.vote(ballot, 3, NO)] == [True, False]
    assert list(ballot.lines.values_list("agree", "disagree")) == [(1, 0)]


@pytest.mark.django_db
def test_a_vote_after_the_end_is_refused_by_the_clock_of_the_server(body: Body) -> None:
    ballot = body.ballot(body.opened(), closes_at=body.at + dt.timedelta(minutes=5))
    body.at += dt.timedelta(minutes=5)

    with pytest.raises(TooLate):
        body.vote(ballot, 3, YES)


@pytest.mark.django_db
def test_who_is_away_or_not_a_member_has_no_vote(body: Body) -> None:
    session = body.session()
    body.item(session)
    body.attend(session, away=(3,), written=(4,))

    session = sessions.open_session(session, by=body.secretary, at=body.at)
    present = body.ballot(session, denominator=Denominator.PRESENT)
    counting.annul(present, reason="Đổi cách tính", by=body.secretary, at=body.at)
    asked = body.ballot(session, denominator=Denominator.ASKED)

    assert (present.lines.get().base, asked.lines.get().base) == (5, 6)
    with pytest.raises(NotAllowed):
        body.vote(asked, 3, YES)
    assert body.vote(asked, 4, YES)


@pytest.mark.django_db
def test_an_open_ballot_keeps_who_said_what_and_asks_the_chair(body: Body) -> None:
    ballot = body.ballot(body.opened(), is_secret=False, needs_chair=True)
    for number in range(7):
        body.vote(ballot, number, YES if number else NO)

    closed = counting.close_ballot(ballot, by=body.secretary, at=body.at)

    line = ballot_results([closed])[closed.pk].lines[0]
    assert (line.agree, line.disagree, line.is_passed) == (6, 1, False)
    assert line.findings == ("Chủ tịch hội đồng không đồng ý.",)
    assert Slip.objects.count() == 7
    (own,) = personal.votes(body.users[0].pk)
    assert [fact.value for fact in own][1:] == ["Nội dung 1", "Không đồng ý"]


@pytest.mark.django_db
def test_the_chair_is_not_asked_where_the_chair_may_not_vote(body: Body) -> None:
    aside = [Conflict(user_id=body.users[0].pk)]
    ballot = body.ballot(body.opened(conflicts=aside), is_secret=False, needs_chair=True)
    for number in range(1, 7):
        body.vote(ballot, number, YES)

    closed = counting.close_ballot(ballot, by=body.secretary, at=body.at)

    line = ballot_results([closed])[closed.pk].lines[0]
    assert (line.agree, line.base, line.is_passed) == (6, 6, True)
    assert line.findings[0].startswith("Chủ tịch hội đồng có liên quan")


@pytest.mark.django_db
def test_a_typed_count_is_confirmed_by_another_person(body: Body) -> None:
    ballot = body.ballot(body.opened(), way=BallotWay.PAPER, denominator=Denominator.VALID)
    count = Count(issued=7, collected=7, invalid=1, lines={1: (4, 1)}, team=TEAM)  # one is blank

    counted = counting.record_count(ballot, count, by=body.secretary, at=body.at)
    for by in (body.secretary, body.by(3)):
        with pytest.raises(NotAllowed):
            counting.confirm_count(counted, by=by, at=body.at)
    closed = counting.confirm_count(counted, by=body.chair, at=body.at)

    line = ballot_results([closed])[closed.pk].lines[0]
    assert (line.base, line.agree, line.is_passed) == (6, 4, True)


@pytest.mark.django_db
def test_blank_lines_on_paper_tell_nobody(body: Body) -> None:
    """Seven slips, five of them without an answer on the second item: it may be anybody's."""
    ballot = body.ballot(body.opened(items=2), way=BallotWay.PAPER)
    count = Count(issued=7, collected=7, invalid=0, lines={1: (6, 1), 2: (1, 1)}, team=TEAM)

    counting.record_count(ballot, count, by=body.secretary, at=body.at)

    assert list(ballot.lines.values_list("agree", "disagree")) == [(6, 1), (1, 1)]


@pytest.mark.django_db
def test_a_count_may_be_sent_back(body: Body) -> None:
    ballot = body.ballot(body.opened(), way=BallotWay.PAPER)
    count = Count(issued=7, collected=7, invalid=0, lines={1: (5, 2)}, team=TEAM)
    counted = counting.record_count(ballot, count, by=body.secretary, at=body.at)

    returned = counting.return_count(counted, reason="Đếm lại", by=body.chair, at=body.at)

    assert returned.state == BallotState.OPEN


@pytest.mark.django_db
def test_an_election_takes_the_first_and_votes_again_on_a_tie(body: Body) -> None:
    session = body.opened()
    names = ("Bà Một", "Ông Hai", "Bà Ba")
    ballot = body.ballot(
        session, items=(), candidates=names, seats=2, threshold=HALF, denominator=Denominator.VALID
    )
    for number in range(7):
        chosen = [1, 2] if number < 4 else [1, 3] if number < 6 else [1]
        balloting.elect(ballot, chosen, by=body.by(number), at=body.at)
    with pytest.raises(InvalidBallot):
        body.ballot(session, items=(), candidates=names, seats=4)

    closed = counting.close_ballot(ballot, by=body.secretary, at=body.at)
    result = ballot_results([closed])[closed.pk]

    assert (result.elected.numbers, [line.base for line in result.lines]) == ((1, 2), [7, 7, 7])
    again = body.ballot(
        session,
        items=(),
        candidates=("Bà Ba",),
        seats=1,
        threshold=HALF,
        denominator=Denominator.VALID,
        previous=closed,
    )
    assert again.round == 2


@pytest.mark.django_db
def test_what_was_counted_is_not_voted_on_until_it_suits(body: Body) -> None:
    """Two secret votes of nearly the same people would tell what the one who left had chosen."""
    session = body.opened()
    ballot = body.ballot(session)
    for number in range(7):
        body.vote(ballot, number, NO if number == 6 else YES)
    with pytest.raises(InvalidBallot):
        body.ballot(session)
    counting.close_ballot(ballot, by=body.secretary, at=body.at)

    with pytest.raises(InvalidBallot):
        body.ballot(session)

    assert showing.items_to_vote(session) == []
    assert Ballot.objects.count() == 1


@pytest.mark.django_db
def test_an_annulled_vote_is_held_again(body: Body) -> None:
    session = body.opened()
    ballot = body.ballot(session)
    counting.annul(ballot, reason="Mất mạng giữa chừng.", by=body.secretary, at=body.at)

    assert len(showing.items_to_vote(session)) == 1
    body.ballot(session)


@pytest.mark.django_db
def test_nobody_elects_more_than_there_are_seats(body: Body) -> None:
    ballot = body.ballot(
        body.opened(), items=(), candidates=("A", "B", "C"), seats=1, threshold=TWO_THIRDS
    )

    with pytest.raises(InvalidBallot):
        balloting.elect(ballot, [1, 2], by=body.by(0), at=body.at)

    assert turnout([ballot.pk])[ballot.pk] == (7, 0)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_votes_at_the_same_moment_are_all_counted_once() -> None:
    body = make_body()
    ballot = body.ballot(body.opened())

    def voting(number: int) -> Any:
        by = body.by(number)
        choice = {1: YES if number % 2 else NO}
        return lambda: balloting.vote(ballot, choice, by=by, at=body.at)

    found = outcomes(*(voting(number) for number in range(7)), *(voting(n) for n in range(7)))

    assert sorted(map(str, found)) == ["False"] * 7 + ["True"] * 7
    assert list(ballot.lines.values_list("agree", "disagree")) == [(3, 4)]
    assert Voter.objects.filter(has_voted=True).count() == 7


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_no_row_says_by_which_transaction_it_was_written_who_voted_when() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no number of the transaction in a row")
    body = make_body()
    ballot = body.ballot(body.opened(items=2))
    for number in range(7):
        body.vote(ballot, number, NO if number == 6 else YES, YES)

    open_lines = written_by("councils_ballotline", ballot)
    counting.close_ballot(ballot, by=body.secretary, at=body.at)

    assert open_lines == 1
    assert [written_by(t, ballot) for t in ("councils_voter", "councils_ballotline")] == [1, 1]


def written_by(table: str, ballot: Ballot) -> int:
    """How many transactions wrote the rows of a ballot as they stand."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(DISTINCT xmin::text) FROM {table} WHERE ballot_id = %s",  # noqa: S608 - two tables of ours
            [ballot.pk],
        )
        (found,) = cursor.fetchone()
    return int(found)
