"""Who runs a session cannot bend its result."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from sangkien.core.errors import NotAllowed
from sangkien.councils import queries
from sangkien.councils.actions import agenda, balloting, counting, sessions
from sangkien.councils.enums import BallotState, BallotWay
from sangkien.councils.errors import InvalidBallot
from sangkien.councils.models import AgendaItem, Ballot, Session
from sangkien.councils.queries import papers, showing
from sangkien.councils.rules.voting import Count
from sangkien.journal.models import Entry
from tests.councils.scene import TEAM, Body, make_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return make_body()


def test_an_interest_noted_after_the_scoring_bars_the_vote_and_keeps_the_sheet(body: Body) -> None:
    session = body.opened()
    item = session.items.get()
    body.score(item, 3, (40, 30, 30))
    body.score(item, 5, (20, 15, 15))
    sessions.close_scoring(session, by=body.secretary, at=body.at)
    body.at += dt.timedelta(minutes=5)

    agenda.declare_interest(item, body.users[5], sentence="Bạn học", by=body.secretary, at=body.at)

    item = AgendaItem.objects.select_related("session__council", "session__table").get()
    assert queries.decided([item])[0].total == 7500
    ballot = body.ballot(item.session)
    assert ballot.lines.get().voters == ballot.voters.count() == 6  # nothing is left to vote on
    said = papers.minutes(item.session)["items"][0]["conflicts"]
    assert [words.split(":")[0] for words in said] == [
        "Ngô Văn Xuân khai có liên quan sau khi kết thúc chấm điểm (Bạn học)"
    ]


def elected(body: Body) -> Ballot:
    """An election whose second place is open."""
    ballot = body.ballot(body.opened(), items=(), candidates=("A", "B", "C"), seats=2)
    for number in range(7):
        balloting.elect(ballot, [1, 2 + number % 2], by=body.by(number), at=body.at)
    return counting.close_ballot(ballot, by=body.secretary, at=body.at)


def next_round(body: Body, ballot: Ballot, **options: object) -> Ballot:
    values: dict[str, object] = {"candidates": ("B", "C"), "seats": 1, "previous": ballot}
    return body.ballot(ballot.session, items=(), **{**values, **options})


def test_a_round_is_held_once_and_again_when_it_was_annulled(body: Body) -> None:
    first = elected(body)
    second = next_round(body, first)
    with pytest.raises(InvalidBallot, match="vòng tiếp theo"):
        next_round(body, first)
    counting.annul(second, reason="Mất điện", by=body.secretary, at=body.at)

    again = next_round(body, first)

    assert (again.round, again.previous) == (2, first)


def test_the_database_keeps_one_next_round(body: Body) -> None:
    first = elected(body)
    second = next_round(body, first)
    other = body.ballot(first.session, items=(), candidates=("D", "E"), seats=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=other.pk).update(previous=first)

    Ballot.objects.filter(pk=second.pk).update(state=BallotState.ANNULLED)
    Ballot.objects.filter(pk=other.pk).update(previous=first)


def test_the_next_round_follows_a_counted_election_of_the_same_session(body: Body) -> None:
    first = elected(body)
    running = body.ballot(first.session, items=(), candidates=("D", "E"), seats=1)
    elsewhere = body.opened()

    with pytest.raises(InvalidBallot):
        next_round(body, running)
    with pytest.raises(InvalidBallot):
        body.ballot(elsewhere, items=(), candidates=("B", "C"), seats=1, previous=first)


def counted(body: Body, session: Session, **options: object) -> Ballot:
    ballot = body.ballot(session, way=BallotWay.PAPER, **options)
    count = Count(issued=7, collected=7, invalid=0, lines={1: (3, 4)}, team=TEAM)
    return counting.record_count(ballot, count, by=body.secretary, at=body.at)


def test_a_count_that_does_not_suit_is_dropped_by_the_chair_alone(body: Body) -> None:
    session = body.opened()
    ballot = counted(body, session)

    for by in (body.secretary, body.by(3)):
        with pytest.raises(NotAllowed):
            counting.annul(ballot, reason="Bỏ phiếu lại", by=by, at=body.at)

    assert Ballot.objects.get().state == BallotState.COUNTED
    with pytest.raises(InvalidBallot):
        counting.annul(ballot, reason=" ", by=body.chair, at=body.at)


@pytest.mark.parametrize("is_secret", [True, False])
def test_an_annulled_count_stays_on_record(body: Body, *, is_secret: bool) -> None:
    session = body.opened()
    ballot = counted(body, session, is_secret=is_secret)

    counting.annul(ballot, reason="Phát thừa phiếu", by=body.chair, at=body.at)

    entry = Entry.objects.get(name="council.ballot_annulled")
    assert entry.payload["counted"] == {"1": [3, 4, 7]}
    assert list(ballot.lines.values_list("agree", "disagree")) == [(3, 4)]
    result = papers.minutes(session)["items"][0]["result"]
    sums = "" if is_secret else " (3 đồng ý, 4 không đồng ý)"
    assert result[0] == f"Lần bỏ phiếu 1 đã hủy sau khi kiểm phiếu{sums}: Phát thừa phiếu."
    assert len(showing.items_to_vote(session)) == 1
