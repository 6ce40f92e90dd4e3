"""What lies before a council is not talked about and not praised, unless the programme allows it."""

import pytest

from sangkien.core.errors import NotAllowed
from sangkien.councils.actions import agenda
from sangkien.discussions.actions import following, talking
from sangkien.discussions.errors import Closed
from sangkien.discussions.models import Praise
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.recognition.actions import hearing
from tests.councils.scene import Body, make_body
from tests.factories import NOW, actor, make_programme
from tests.recognition.scene import valid

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return make_body()


@pytest.fixture
def heard(body: Body) -> Initiative:
    initiative = valid(make_programme(body.cast.province), body.cast)
    hearing.bring(
        body.cast.factory, [initiative], body.session(table=None), by=body.officer, at=NOW
    )
    return initiative


def talk(initiative: Initiative, body: Body, words: str = "Hay quá!") -> None:
    talking.write(initiative, text=words, by=actor(body.cast.sister_officer), at=NOW)


def test_before_a_council_nobody_talks_and_nobody_praises(body: Body, heard: Initiative) -> None:
    with pytest.raises(Closed):
        talk(heard, body)
    with pytest.raises(Closed):
        following.praise(heard, given=True, by=actor(body.cast.sister_officer), at=NOW)

    item = heard.hearings.get().item
    agenda.remove_item(item, reason="Chưa đủ tài liệu.", by=body.secretary, at=NOW)
    talk(heard, body)
    following.praise(heard, given=True, by=actor(body.cast.sister_officer), at=NOW)
    assert Praise.objects.count() == 1


def test_praise_given_before_can_be_taken_back_meanwhile(body: Body) -> None:
    initiative = valid(make_programme(body.cast.province), body.cast)
    fan = actor(body.cast.sister_officer)
    following.praise(initiative, given=True, by=fan, at=NOW)
    hearing.bring(
        body.cast.factory, [initiative], body.session(table=None), by=body.officer, at=NOW
    )

    following.praise(initiative, given=False, by=fan, at=NOW)

    assert not Praise.objects.exists()


def test_only_who_runs_the_programme_allows_talk_while_it_is_judged(
    body: Body, heard: Initiative
) -> None:
    programme, by = heard.programme, actor(body.cast.provincial_officer)
    with pytest.raises(NotAllowed):
        talking.allow_during_review(programme, allowed=True, by=actor(body.cast.officer), at=NOW)

    for _tap in range(2):
        talking.allow_during_review(programme, allowed=True, by=by, at=NOW)
    talk(heard, body)
    talking.allow_during_review(programme, allowed=False, by=by, at=NOW)

    with pytest.raises(Closed):
        talk(heard, body, "Thêm một câu")
    assert Entry.objects.filter(name="discussion.during_review_set").count() == 2
