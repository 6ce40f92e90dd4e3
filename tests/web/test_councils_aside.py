"""Members with an interest in an item learn its scores and votes when everybody does."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from sangkien.core import clock
from sangkien.councils.actions import counting, minutes, sessions
from sangkien.councils.enums import Choice
from sangkien.councils.models import Ballot, Session
from sangkien.councils.rules.interests import Conflict
from sangkien.journal.models import Entry
from tests.councils.scene import Body, make_body
from tests.factories import make_cast
from tests.papers.test_official import words_of
from tests.recognition.scene import proven
from tests.web.scene import client_of, text_of
from tests.web.test_councils import url

pytestmark = pytest.mark.django_db
ASIDE, OTHER = 3, 4  # places of members


@pytest.fixture
def body() -> Body:
    return make_body(make_cast(), at=clock.now())


def scored(body: Body) -> Session:
    """Two items; one member has an interest in the first. Scored and voted on."""
    session = body.session()
    body.item(session, "Đồ gá hàn", conflicts=[Conflict(user_id=body.users[ASIDE].pk)])
    body.item(session, "Xe đẩy phôi")
    body.attend(session)
    session = sessions.open_session(session, by=body.secretary, at=body.at)
    first, second = session.items.order_by("number")
    for number in range(len(body.users)):
        if number != ASIDE:
            body.score(first, number, (38, 27, 26))
        body.score(second, number, (32, 22, 23))
    sessions.close_scoring(session, by=body.secretary, at=body.at)
    ballot = body.ballot(session)
    for number in range(len(body.users)):
        choices = (Choice.AGREE,) * 2
        if number == ASIDE:
            continue
        body.vote(ballot, number, *choices)
    counting.close_ballot(ballot, by=body.secretary, at=body.at)
    return Session.objects.get(pk=session.pk)


def page(body: Body, number: int, address: str) -> str:
    return text_of(client_of(body.users[number]).get(address))


def test_the_pages_tell_an_interested_member_nothing_until_the_release(body: Body) -> None:
    session = scored(body)
    first, second = session.items.order_by("number")
    ballot = Ballot.objects.get()
    addresses = [
        url("item", session.pk, first.pk),
        url("session", session.pk),
        url("board", session.pk),
        url("ballot", session.pk, ballot.pk),
    ]

    for address in addresses:
        told = page(body, ASIDE, address)
        assert "91" not in told.replace(f"{body.at:%d/%m/%Y}", ""), address
        assert "6/6" not in told.split("Xe đẩy phôi")[0], address
    assert "hiện với bạn khi hội đồng công bố" in page(body, ASIDE, addresses[0])
    assert "Điểm trung bình 91" in page(body, OTHER, addresses[0])
    assert "Điểm trung bình 77" in page(body, ASIDE, url("item", session.pk, second.pk))


def test_papers_are_kept_from_them_too_and_then_they_read_like_everybody(body: Body) -> None:
    session = scored(body)
    first = session.items.order_by("number")[0]
    sessions.write_minutes(
        session, discussion="Thảo luận.", conclusion="Nhất trí.", by=body.secretary, at=body.at
    )
    sessions.close_session(session, by=body.secretary, at=body.at)
    session = minutes.approve(session, by=proven(body.users[0], at=body.at), at=body.at)
    paper, ballot = url("minutes_docx", session.pk), session.ballots.get()
    counted = url("counting_docx", session.pk, ballot.pk)

    for address in (counted, paper, url("minutes_pdf", session.pk)):
        assert client_of(body.users[ASIDE]).get(address).status_code == 404
        assert client_of(body.users[OTHER]).get(address).status_code == 200
    assert "Số:01/BB-HĐSK" in words_of(client_of(body.users[OTHER]).get(paper).content)
    assert "Số:01/BBKP-HĐSK" in words_of(client_of(body.users[OTHER]).get(counted).content)
    minutes.release(session, by=body.secretary, at=body.at)

    assert client_of(body.users[ASIDE]).get(paper).status_code == 200
    assert "Điểm trung bình 91" in page(body, ASIDE, url("item", session.pk, first.pk))


def test_the_draft_of_who_runs_the_session_leaves_the_own_item_out(body: Body) -> None:
    session = body.session()
    body.item(session, "Đồ gá hàn", conflicts=[Conflict(user_id=body.users[2].pk)])
    body.attend(session)
    session = sessions.open_session(session, by=body.secretary, at=body.at)
    item = session.items.get()
    for number in (0, 1, 3, 4, 5, 6):
        body.score(item, number, (38, 27, 26))
    sessions.close_scoring(session, by=body.secretary, at=body.at)

    secretary = client_of(body.users[2]).get(url("minutes_pdf", session.pk))
    chair = client_of(body.users[0]).get(url("minutes_pdf", session.pk))

    texts = [
        "".join(one.extract_text() for one in PdfReader(BytesIO(pdf.content)).pages)
        for pdf in (secretary, chair)
    ]
    assert ["91" in text for text in texts] == [False, True]


def test_who_approves_and_releases_leaves_the_address(body: Body) -> None:
    session = scored(body)
    sessions.write_minutes(
        session, discussion="Thảo luận.", conclusion="Nhất trí.", by=body.secretary, at=body.at
    )
    sessions.close_session(session, by=body.secretary, at=body.at)

    client_of(body.users[0]).post(url("approve", session.pk))
    client_of(body.users[0]).post(url("release", session.pk))

    names = ("council.minutes_approved", "council.results_released")
    kept = dict(Entry.objects.filter(name__in=names).values_list("name", "payload__address"))
    assert kept == dict.fromkeys(names, "127.0.0.1")
