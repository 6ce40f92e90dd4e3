"""What was reported leaves the list of the officers."""

import pytest

from sangkien.core.errors import NotAllowed
from sangkien.discussions import queries
from sangkien.discussions.actions import talking
from sangkien.initiatives.actions import confirmation
from tests.adoption.scenes import Scene, make_adoption_scene
from tests.discussions.test_talking import say
from tests.factories import NOW, actor
from tests.web.scene import client_of, text_of


@pytest.fixture
def scene(db: None) -> Scene:
    return make_adoption_scene()


def test_what_nobody_reads_any_more_waits_for_nobody(scene: Scene) -> None:
    initiative = scene.confirmed()
    comment = say(initiative, scene.cast.sister_officer)
    report = talking.report(comment, reason="Lời lẽ thô.", by=actor(scene.cast.author), at=NOW)
    officer = actor(scene.cast.officer)

    confirmation.reopen(initiative, reason="Xét lại hồ sơ.", by=officer, at=NOW)

    assert queries.reports_waiting(officer) == []
    confirmation.confirm(initiative, by=officer, at=NOW)
    assert queries.reports_waiting(officer) == [report]


def test_an_officer_does_not_settle_reports_about_the_own_words(scene: Scene) -> None:
    initiative = scene.confirmed()
    comment = say(initiative, scene.cast.officer)
    talking.report(comment, reason="Lời lẽ thô.", by=actor(scene.cast.author), at=NOW)

    with pytest.raises(NotAllowed):
        talking.keep(comment, by=actor(scene.cast.officer), at=NOW)

    page = text_of(client_of(scene.cast.officer).get(f"/trao-doi/{comment.pk}/"))
    assert "Có người báo ý kiến này của bạn" in page
    assert scene.cast.author.full_name not in page.split("Có người báo")[1]
    talking.remove(comment, by=actor(scene.cast.officer), at=NOW)
    assert queries.reports_waiting(actor(scene.cast.officer)) == []
