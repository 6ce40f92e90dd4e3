"""The pages of councils: a whole session by phone, blind sheets, sealed ballots, refusals."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.core import clock
from sangkien.councils.actions import balloting, counting, establishing, sessions
from sangkien.councils.enums import Choice, CouncilKind, Denominator
from sangkien.councils.models import Ballot, Council, Session, Sheet, Voter
from tests.councils.scene import TEAM, TWO_THIRDS, Body, make_body
from tests.factories import make_cast
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db

OK, REFUSED, GONE = 200, 422, 404


@pytest.fixture
def body() -> Body:
    return make_body(make_cast(), at=clock.now())


def url(page: str, *args: object) -> str:
    return reverse(f"councils:{page}", args=args)


def sheet(points: tuple[str, str, str], intent: str = "submit") -> dict[str, str]:
    tiers = {"tier_0": "1a", "tier_1": "2a", "tier_2": "3a"}
    return {**tiers, **{f"points_{n}": p for n, p in enumerate(points)}, "intent": intent}


def send(client: Client, address: str, data: dict[str, Any] | None = None) -> str:
    """Send a form that has to be accepted; the page that follows, in words."""
    response = client.post(address, data or {}, follow=True)
    assert (response.status_code, bool(response.redirect_chain)) == (OK, True), text_of(response)
    return text_of(response)


def attendance(body: Body) -> dict[str, str]:
    return {f"presence_{seat.pk}": "present" for seat in body.seats}


def test_a_council_is_established_seated_and_given_a_table_by_the_officer(body: Body) -> None:
    officer = client_of(body.cast.officer)
    day = f"{clock.today():%d/%m/%Y}"
    basis = {"basis_number": "9/QĐ", "basis_on": day, "basis_title": "Thành lập tổ bình xét"}
    filled = {"kind": "panel", "name": "Tổ bình xét Khối 1", "since_on": day, **basis}
    filled["request_key"] = str(uuid.uuid4())

    for _twice in range(2):
        send(officer, url("establish", body.cast.factory.code), filled)
    council = Council.objects.get(kind="panel")
    member = {"login": body.users[0].member_code, "post": "chair", "since_on": day, "reason": "QĐ"}
    send(officer, url("seat", council.pk), member)
    words = send(officer, url("tables", council.pk), {"key": "bac_ninh_1603_2025"})

    assert council.seats.get().post == "chair"
    assert "Nhóm A" not in words
    assert "Tính mới so với giải pháp đã biết tại địa phương" in words


def test_a_whole_session_on_the_pages(body: Body) -> None:
    session = body.session()
    item = body.item(session)
    secretary, chair = client_of(body.users[2]), client_of(body.users[0])
    send(secretary, url("attendance", session.pk), attendance(body))
    send(secretary, url("open", session.pk))
    for user in body.users:
        send(client_of(user), url("item", session.pk, item.pk), sheet(("35", "25", "25,5")))
    send(secretary, url("close_scoring", session.pk))
    paper = {
        "request_key": str(uuid.uuid4()),
        "title": "Phiếu công nhận",
        "kind": "items",
        "items": [str(item.pk)],
        "manner": "secret",
        "way": "online",
        "threshold": "> 50 %",
        "denominator": "present",
    }
    send(secretary, url("ballot_open", session.pk), paper)
    assert "Mọi nội dung đã" in text_of(secretary.get(url("ballot_open", session.pk)))
    ballot = Ballot.objects.get()
    for user in body.users:
        send(client_of(user), url("ballot", session.pk, ballot.pk), {"line_1": "agree"})
    send(secretary, url("ballot_close", session.pk, ballot.pk))
    send(secretary, url("minutes", session.pk), {"conclusion": "Nhất trí công nhận."})
    send(secretary, url("close", session.pk))
    draft = secretary.get(url("minutes_pdf", session.pk))
    send(chair, url("approve", session.pk))
    assert "Biên bản đã được duyệt." in send(chair, url("approve", session.pk))
    send(secretary, url("release", session.pk))
    assert "đã được công bố" in send(secretary, url("release", session.pk))

    words = text_of(client_of(body.cast.officer).get(url("board", session.pk)))
    final = client_of(body.cast.officer).get(url("minutes_pdf", session.pk))
    assert "85,5 A 7/7 Đạt" in words
    assert draft["Content-Type"] == final["Content-Type"] == "application/pdf"
    assert "du-thao" in draft["Content-Disposition"]
    assert "du-thao" not in final["Content-Disposition"]
    assert Session.objects.get().state == "released"


def test_a_member_sees_nobody_elses_sheet_before_the_end_of_scoring(body: Body) -> None:
    session = body.opened()
    item = session.items.get()
    body.score(item, 3, (38, 27, 26))

    for number in (0, 2, 4):
        words = text_of(client_of(body.users[number]).get(url("item", session.pk, item.pk)))
        assert "38" not in words
        assert "91" not in words
    own = text_of(client_of(body.users[3]).get(url("item", session.pk, item.pk)))
    assert "38" in own


def test_the_officer_without_a_seat_sees_no_scores_before_the_release(body: Body) -> None:
    session = body.opened()
    item = session.items.get()
    body.score(item, 3, (38, 27, 26))
    sessions.close_scoring(session, by=body.secretary, at=body.at)
    officer = client_of(body.cast.officer)

    seen = text_of(officer.get(url("item", session.pk, item.pk)))

    assert "91" not in seen
    assert officer.get(url("board", session.pk)).status_code == GONE
    assert "91" in text_of(client_of(body.users[4]).get(url("item", session.pk, item.pk)))


def test_wrong_points_are_said_at_the_field_and_stay_typed(body: Body) -> None:
    session = body.opened()
    item = session.items.get()
    client = client_of(body.users[3])

    response = client.post(url("item", session.pk, item.pk), sheet(("20", "abc", "31")))

    words = response.content.decode()
    assert response.status_code == REFUSED
    assert "Số chưa đúng" in words
    assert 'value="abc"' in words
    again = client.post(url("item", session.pk, item.pk), sheet(("20", "25", "25")))
    assert "Mức này từ 31 đến 40 điểm." in again.content.decode()
    assert Sheet.objects.count() == 0


@pytest.mark.parametrize("typed", ["9" * 30, "-1", "1e400", "NaN", "½", "\u0000"])
def test_odd_numbers_break_nothing(body: Body, typed: str) -> None:
    session = body.opened()
    address = url("item", session.pk, session.items.get().pk)

    response = client_of(body.users[3]).post(address, sheet((typed, "25", "25")))

    assert response.status_code in {400, REFUSED}


def test_a_kept_sheet_is_whole_again_when_it_is_opened(body: Body) -> None:
    session = body.opened()
    item = session.items.get()
    client = client_of(body.users[3])
    half = {"tier_0": "1b", "points_0": "24,5", "intent": "save"}

    send(client, url("item", session.pk, item.pk), half)

    page = client.get(url("item", session.pk, item.pk)).content.decode()
    assert 'value="24,5"' in page
    assert Sheet.objects.get().submitted_at is None


def test_a_second_vote_is_told_that_the_first_one_stands(body: Body) -> None:
    session = body.opened()
    ballot = body.ballot(session)
    client = client_of(body.users[3])
    address = url("ballot", session.pk, ballot.pk)

    first = send(client, address, {"line_1": "agree"})
    second = client.post(address, {"line_1": "disagree"}, follow=True)

    assert "Đã nhận phiếu của bạn." in first
    assert "phiếu đã bỏ không đổi được" in text_of(second)
    assert list(ballot.lines.values_list("agree", "disagree")) == [(1, 0)]
    assert Voter.objects.filter(has_voted=True).count() == 1


def test_a_vote_without_a_choice_is_refused_at_its_line(body: Body) -> None:
    session = body.opened()
    ballot = body.ballot(session)

    response = client_of(body.users[3]).post(url("ballot", session.pk, ballot.pk), {})

    assert response.status_code == REFUSED
    assert not Voter.objects.filter(has_voted=True).exists()


def test_sums_are_nowhere_on_the_pages_while_a_ballot_is_open(body: Body) -> None:
    session = body.opened()
    ballot = body.ballot(session)
    for number in range(5):
        body.vote(ballot, number, Choice.AGREE)

    for user in (body.users[0], body.users[2], body.cast.officer):
        client = client_of(user)
        pages = [url("session", session.pk), url("ballot", session.pk, ballot.pk)]
        words = " ".join(text_of(client.get(page)) for page in pages)
        assert "5/7" not in words.replace("5/7 phiếu", "").replace("ít nhất 5/7 người", "")
        assert "đồng ý 5" not in words.lower()


def test_a_paper_count_is_typed_by_one_and_confirmed_by_another(body: Body) -> None:
    session = body.opened()
    ballot = body.ballot(session, way="paper", denominator=Denominator.VALID)
    secretary, chair = client_of(body.users[2]), client_of(body.users[0])
    count = {"issued": "7", "collected": "7", "invalid": "1", "agree_1": "5", "disagree_1": "1"}
    nobody = secretary.post(url("ballot_count", session.pk, ballot.pk), count)
    assert "Hãy ghi tổ trưởng tổ kiểm phiếu." in text_of(nobody)
    count |= {"team_head": TEAM.head, "team_members": "\r\n".join(TEAM.members)}
    wrong = secretary.post(url("ballot_count", session.pk, ballot.pk), {**count, "agree_1": "7"})
    send(secretary, url("ballot_count", session.pk, ballot.pk), count)

    assert wrong.status_code == REFUSED
    assert secretary.post(url("ballot_confirm", session.pk, ballot.pk)).status_code == 403
    words = send(chair, url("ballot_confirm", session.pk, ballot.pk))
    assert "5/6" in words
    assert f"{TEAM.head} (tổ trưởng), {TEAM.members[0]}" in words


def test_an_election_goes_into_a_second_round(body: Body) -> None:
    session = body.opened()
    names = ("Bà Một", "Ông Hai")
    ballot = body.ballot(session, items=(), candidates=names, seats=1, threshold=TWO_THIRDS)
    for number in range(6):
        balloting.elect(ballot, [1 + number % 2], by=body.by(number), at=body.at)
    counting.close_ballot(ballot, by=body.secretary, at=body.at)

    page = client_of(body.users[2]).get(f"{url('ballot_open', session.pk)}?vong={ballot.pk}")

    assert "Bầu vòng tiếp theo" in text_of(page)
    assert "Bà Một\nÔng Hai" in page.content.decode().replace("\r", "")


def test_who_stands_aside_is_told_so_and_has_no_form(body: Body) -> None:
    session = body.opened()
    item = session.items.get()
    client = client_of(body.users[3])
    send(
        client,
        url("interest", session.pk, item.pk),
        {
            "user": body.users[3].pk,
            "sentence": "Tác giả là em ruột của tôi",
        },
    )

    page = client.get(url("item", session.pk, item.pk))
    refused = client.post(url("item", session.pk, item.pk), sheet(("35", "25", "25")))

    assert "Bạn có liên quan đến nội dung này" in text_of(page)
    assert "Nộp phiếu" not in text_of(page)
    assert refused.status_code == 403


def test_the_step_that_is_refused_says_why_on_the_page(body: Body) -> None:
    session = body.session()
    body.item(session)
    body.attend(session, away=(3, 4, 5))

    response = client_of(body.users[2]).post(url("open", session.pk))

    assert response.status_code == REFUSED
    assert "Mới có 4 trên 7 thành viên" in text_of(response)


def test_the_desk_says_what_waits(body: Body) -> None:
    session = body.opened(items=2)
    body.ballot(session)

    words = text_of(client_of(body.users[3]).get(reverse("desk:index")))

    assert "Phiếu chờ tôi chấm, bỏ phiếu" in words
    assert "2 phiếu chấm, 1 lần bỏ phiếu" in words


def test_strangers_find_no_council(body: Body) -> None:
    session = body.opened()
    for user in (body.cast.sister_officer, body.cast.author):
        client = client_of(user)
        for address in (
            url("detail", body.council.pk),
            url("session", session.pk),
            url("item", session.pk, session.items.get().pk),
        ):
            assert client.get(address).status_code == GONE


def test_a_session_with_more_items_asks_no_more_queries(body: Body) -> None:
    client = client_of(body.users[2])
    few, many = body.opened(items=1), body.opened(items=4)
    for session in (few, many):
        for item in session.items.all():
            body.score(item, 3, (35, 25, 25))
    client.get(url("session", few.pk))
    asked = []

    for session in (few, many):
        with CaptureQueriesContext(connection) as captured:
            client.get(url("session", session.pk))
        asked.append(len(captured))

    assert asked[0] == asked[1]


def test_a_longer_list_of_councils_asks_no_more_queries(body: Body) -> None:
    client = client_of(body.cast.officer)
    client.get(url("index"))
    asked = []

    for _more in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(url("index"))
        asked.append(len(captured))
        make_council(body)

    assert asked[0] == asked[1]


def make_council(body: Body) -> Council:
    today = clock.today()
    return establishing.establish(
        body.cast.factory,
        kind=CouncilKind.COMMENDATION,
        name="Hội đồng thi đua, khen thưởng",
        since_on=today,
        until_on=None,
        basis_number="3/QĐ",
        basis_on=today,
        basis_title="Thành lập",
        request_key=uuid.uuid4(),
        by=body.officer,
        at=body.at,
    )
