"""Who runs a session cannot bend its result."""

import datetime as dt
import uuid

import pytest

from sangkien.councils import queries
from sangkien.councils.actions import agenda, sessions
from sangkien.councils.models import AgendaItem
from sangkien.councils.queries import papers
from tests.councils.scene import Body, make_body

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
    assert body.ballot(item.session).lines.get().voters == 6
    said = papers.minutes(item.session, is_draft=True)["items"][0]["conflicts"]
    assert [words.split(":")[0] for words in said] == [
        "Ngô Văn Xuân khai có liên quan sau khi kết thúc chấm điểm (Bạn học)"
    ]
