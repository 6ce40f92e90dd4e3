"""Members hear what they have to do in a session, and nothing tells who has voted."""

import dataclasses

import pytest

from sangkien.councils.actions import counting, minutes, sessions
from sangkien.councils.actions.sessions import Settings
from sangkien.councils.enums import BallotWay, Choice, InterestKind
from sangkien.councils.models import Session
from sangkien.councils.rules.interests import Conflict
from sangkien.notices.models import Notice
from tests.councils.scene import Body, make_body
from tests.factories import NOW, make_member
from tests.notices.reading import delivered, forget, last, leads_to, told
from tests.web.scene import client_of

pytestmark = pytest.mark.django_db
YES = Choice.AGREE


@pytest.fixture
def body() -> Body:
    made = make_body()
    forget()
    return made


def kinds(body: Body) -> list[list[str]]:
    return [told(user) for user in body.users]


def concluded(body: Body, session: Session) -> Session:
    sessions.write_minutes(
        session, discussion="Trao đổi.", conclusion="Nhất trí.", by=body.secretary, at=NOW
    )
    return sessions.close_session(session, by=body.secretary, at=NOW)


def test_new_member_hears_of_the_seat() -> None:
    body = make_body()

    assert told(body.users[3]) == ["council.seat_taken"]
    assert leads_to(body.users[3]) == f"/hoi-dong/{body.council.pk}/"


def test_every_member_is_invited_with_time_and_place_and_told_of_changes(body: Body) -> None:
    session = body.session(table=None)

    assert kinds(body) == [["council.session_called"]] * 7
    notice = last(body.users[4])
    assert "Phòng họp số 1" in notice.words
    assert body.council.name in notice.title
    assert client_of(body.users[4]).get(leads_to(body.users[4])).status_code == 200
    assert told(body.cast.officer) == []  # called it
    forget()
    sessions.change(session, Settings(meets_at=NOW, place="Phòng số 9"), by=body.officer, at=NOW)
    assert told(body.users[4]) == ["council.session_changed"]
    assert "Phòng số 9" in last(body.users[4]).words


def test_open_sheets_are_told_to_those_who_score(body: Body) -> None:
    author = Conflict(user_id=body.users[5].pk, kind=InterestKind.AUTHOR)
    session = body.session()
    forget()
    body.item(session, conflicts=[author])
    body.attend(session, away=(6,))
    sessions.open_session(session, by=body.secretary, at=NOW)

    opened = ["council.session_opened"]
    assert kinds(body) == [opened, opened, [], opened, opened, [], []]


def test_session_without_scores_tells_of_no_sheets(body: Body) -> None:
    session = body.session(table=None)
    forget()
    body.item(session, is_scored=False)
    body.attend(session)
    sessions.open_session(session, by=body.secretary, at=NOW)

    assert kinds(body) == [[]] * 7


def test_ballot_is_told_to_the_whole_list_whoever_has_voted_meanwhile(body: Body) -> None:
    session = body.opened()
    forget()
    ballot = body.ballot(session)
    body.vote(ballot, 0, YES)
    body.vote(ballot, 1, YES)

    assert kinds(body) == [["council.ballot_opened"] if n != 2 else [] for n in range(7)]


def test_paper_ballot_and_one_that_is_over_are_told_to_nobody(body: Body) -> None:
    session = body.opened()
    forget()
    body.ballot(session, way=BallotWay.PAPER)

    assert kinds(body) == [[]] * 7


def test_minutes_wait_for_those_who_preside_and_results_are_told_to_all(body: Body) -> None:
    session = body.session(table=None)
    body.item(session, is_scored=False)
    body.attend(session)
    session = sessions.open_session(session, by=body.secretary, at=NOW)
    ballot = body.ballot(session)
    for number in range(7):
        body.vote(ballot, number, YES)
    counting.close_ballot(ballot, by=body.secretary, at=NOW)
    forget()
    session = concluded(body, session)

    assert kinds(body) == [["council.session_closed"]] * 2 + [[]] * 5
    forget()
    proven = dataclasses.replace(body.chair, proven_at=NOW)
    session = minutes.approve(session, by=proven, at=NOW)
    minutes.release(session, by=body.secretary, at=NOW)

    assert told(body.users[6]) == ["council.results_released"]
    assert leads_to(body.users[6]) == f"/ky-hop/{session.pk}/"


def test_outsiders_hear_nothing_of_a_council(body: Body) -> None:
    outsider = make_member(body.cast.factory, "Kiều Ngoài Cuộc")

    body.opened()
    delivered()

    assert told(outsider) == []
    assert not Notice.objects.exclude(recipient__in=body.users).exists()
