"""Authors hear when a council looks at their initiative and what came of it."""

import pytest

from sangkien.councils.enums import Choice
from sangkien.initiatives.models import Initiative
from sangkien.programmes.models import Programme
from tests.councils.scene import Body, make_body
from tests.factories import make_member, make_programme
from tests.notices.reading import forget, last, leads_to, told
from tests.recognition.scene import valid
from tests.recognition.test_hearings import bring, held
from tests.web.scene import client_of

pytestmark = pytest.mark.django_db
BROUGHT, HEARD = "recognition.brought_before_council", "recognition.heard_by_council"


@pytest.fixture
def body() -> Body:
    return make_body()


@pytest.fixture
def programme(body: Body) -> Programme:
    return make_programme(body.cast.province)


@pytest.fixture
def initiative(body: Body, programme: Programme) -> Initiative:
    made = valid(programme, body.cast, title="Giá phơi vải gấp gọn")
    forget()
    return made


def test_author_hears_of_the_agenda_and_of_what_passed(body: Body, initiative: Initiative) -> None:
    author = body.cast.author
    session = body.session(table=None)
    bring(body, [initiative], session)

    assert told(author) == [BROUGHT]
    assert str(session) in last(author).words
    assert not any(user.full_name in last(author).words for user in body.users)
    assert client_of(author).get(leads_to(author)).status_code == 200
    held(body, session, Choice.AGREE)
    assert told(author) == [BROUGHT, HEARD]


def test_what_failed_is_told_once_as_the_verdict(body: Body, initiative: Initiative) -> None:
    session = body.session(table=None)
    bring(body, [initiative], session)
    forget()
    held(body, session, Choice.DISAGREE)

    assert told(body.cast.author) == ["initiative.recognition_refused"]


def test_authors_hear_of_their_own_item_only(
    body: Body, programme: Programme, initiative: Initiative
) -> None:
    other = make_member(body.cast.factory, "Bùi Tác Giả")
    second = valid(programme, body.cast, author=other, title="Xe đẩy phôi có phanh")
    session = body.session(table=None)
    bring(body, [initiative, second], session)
    forget()
    held(body, session, Choice.AGREE, Choice.DISAGREE)

    assert told(body.cast.author) == [HEARD]
    assert last(body.cast.author).title == "Giá phơi vải gấp gọn"
    assert told(other) == ["initiative.recognition_refused"]
