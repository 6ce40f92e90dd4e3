"""Who hears of what is said."""

import pytest

from sangkien.discussions.actions import talking
from sangkien.discussions.models import Comment
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.actions.authors import Credit
from sangkien.initiatives.models import Initiative
from sangkien.notices.models import Notice
from tests.adoption.scenes import Scene, make_adoption_scene
from tests.discussions.test_talking import say
from tests.factories import NOW, actor, make_member
from tests.notices.reading import delivered, forget, last, leads_to, told
from tests.web.scene import client_of


@pytest.fixture
def scene(db: None) -> Scene:
    return make_adoption_scene()


@pytest.fixture
def initiative(scene: Scene) -> Initiative:
    made = scene.confirmed()
    forget()
    return made


def test_authors_hear_of_comments_and_questions_but_read_them_on_the_page(scene: Scene) -> None:
    fellow = make_member(scene.cast.factory, "Phan Cùng Làm")
    credit = Credit(login=fellow.member_code or "", share_bp=4_000)
    initiative = scene.confirmed(credits=(credit,), author_share_bp=6_000)
    forget()
    reader = scene.cast.sister_officer

    say(initiative, reader, "Hay lắm.")
    say(initiative, reader, "Làm bằng gì?", is_question=True)

    for author in (scene.cast.author, fellow):
        assert told(author) == ["discussion.written", "discussion.written:question"]
    assert told(reader) == []
    assert leads_to(fellow) == f"/thu-vien/{initiative.code}/trao-doi/"
    assert client_of(fellow).get(leads_to(fellow)).status_code == 200
    assert not Notice.objects.filter(words__gt="").exists()


def test_who_asked_hears_of_the_answer_and_who_only_spoke_does_not(
    scene: Scene, initiative: Initiative
) -> None:
    speaker = make_member(scene.cast.far_factory, "Bạn Đọc Xa")
    say(initiative, scene.cast.sister_officer, "Làm bằng gì?", is_question=True)
    say(initiative, speaker, "Hay lắm.")
    forget()

    say(initiative, scene.cast.author, "Thép hộp 40.")

    assert told(scene.cast.sister_officer) == ["discussion.written:answer"]
    assert told(speaker) == told(scene.cast.author) == []


def test_writer_hears_why_the_words_were_hidden_and_shown_again(
    scene: Scene, initiative: Initiative
) -> None:
    writer, officer = scene.cast.sister_officer, actor(scene.cast.officer)
    comment = say(initiative, writer)
    forget()

    talking.hide(comment, reason="Ngoài chủ đề.", by=officer, at=NOW)
    assert told(writer) == ["discussion.hidden"]
    assert last(writer).words == "Ngoài chủ đề."
    talking.show_again(comment, reason="Xem lại thì đúng chủ đề.", by=officer, at=NOW)

    assert told(writer) == ["discussion.hidden", "discussion.shown_again"]
    assert last(writer).words == "Xem lại thì đúng chủ đề."
    assert told(scene.cast.officer) == []


def test_nothing_is_told_of_what_is_gone_before_it_was_told(
    scene: Scene, initiative: Initiative
) -> None:
    removed, hidden = (
        say(initiative, user, words)
        for user, words in (
            (scene.cast.sister_officer, "Nhầm chỗ."),
            (make_member(scene.cast.far_factory), "Mua hàng ở đây."),
        )
    )
    talking.remove(removed, by=actor(scene.cast.sister_officer), at=NOW)
    talking.hide(hidden, reason="Quảng cáo.", by=actor(scene.cast.officer), at=NOW)

    assert told(scene.cast.author) == []


def test_nothing_is_told_about_what_nobody_may_read_any_more(
    scene: Scene, initiative: Initiative
) -> None:
    say(initiative, scene.cast.sister_officer)
    confirmation.reopen(initiative, reason="Xét lại.", by=actor(scene.cast.officer), at=NOW)
    delivered()

    assert Comment.objects.count() == 1
    assert told(scene.cast.author) == ["initiative.reopened"]
