import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.core import clock
from sangkien.discussions import feed
from sangkien.discussions.models import Comment, Follow, Praise
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from sangkien.web.library import news
from sangkien.web.shared.templatetags.ui import icon
from tests.factories import make_member
from tests.web.scene import Scene, by_now, client_of, make_scene, text_of


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


@pytest.fixture
def initiative(scene: Scene) -> Initiative:
    sent = scene.sent(title="Đồ gá xoay nhanh")
    return confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())


def test_talk_from_question_to_answer_and_hiding(scene: Scene, initiative: Initiative) -> None:
    reader, author = client_of(scene.cast.sister_officer), client_of(scene.cast.author)
    officer = client_of(scene.cast.officer)
    page = f"/thu-vien/{initiative.code}/trao-doi/"

    assert reader.post(page, {"text": " "}).status_code == 422
    assert (
        reader.post(page, {"text": "<b>Làm</b> bằng gì?", "is_question": "on"})["Location"] == page
    )
    author.post(page, {"text": "Thép hộp 40."})

    shown = reader.get(page)
    assert "&lt;b&gt;Làm&lt;/b&gt; bằng gì?" in shown.content.decode()
    assert "Tác giả trả lời" in text_of(shown)
    asked = Comment.objects.get(is_question=True)
    url = f"/trao-doi/{asked.pk}/"
    author.post(url, {"intent": "report", "reason": "Không đúng chỗ."})
    assert "Có ý kiến bị báo" in text_of(officer.get("/viec-cua-toi/"))
    assert "Không đúng chỗ." in text_of(officer.get("/trao-doi/bi-bao/"))
    assert officer.post(url, {"intent": "hide", "reason": ""}).status_code == 422
    officer.post(url, {"intent": "hide", "reason": "Không liên quan."})
    hidden = text_of(reader.get(page))
    assert "Ý kiến đã bị ẩn: Không liên quan." in hidden
    assert "bằng gì?" not in hidden
    assert "bằng gì?" not in text_of(author.get(url))


def test_hidden_words_are_shown_again_by_the_officer_with_a_reason(
    scene: Scene, initiative: Initiative
) -> None:
    reader, officer = client_of(scene.cast.sister_officer), client_of(scene.cast.officer)
    page = f"/thu-vien/{initiative.code}/trao-doi/"
    reader.post(page, {"text": "Làm bằng gì?"})
    url = f"/trao-doi/{Comment.objects.get().pk}/"
    officer.post(url, {"intent": "hide", "reason": "Tưởng là quảng cáo."})

    assert "Xem lại việc ẩn" in text_of(officer.get(page))
    assert "Làm bằng gì?" in text_of(officer.get(url))
    for other in (reader, client_of(scene.cast.author), client_of(scene.cast.superior_officer)):
        assert "Xem lại việc ẩn" not in text_of(other.get(page))
        assert "Làm bằng gì?" not in text_of(other.get(url))
        assert other.post(url, {"intent": "show", "reason": "Cho hiện."}).status_code == 403
    assert officer.post(url, {"intent": "show", "reason": ""}).status_code == 422
    assert officer.post(url, {"intent": "show", "reason": "Đọc lại thì đúng."})["Location"] == page
    assert "Làm bằng gì?" in text_of(reader.get(page))


def test_own_comment_is_changed_and_removed(scene: Scene, initiative: Initiative) -> None:
    reader = client_of(scene.cast.sister_officer)
    page = f"/thu-vien/{initiative.code}/trao-doi/"
    reader.post(page, {"text": "Hay qua"})
    url = f"/trao-doi/{Comment.objects.get().pk}/"

    reader.post(url, {"intent": "edit", "text": "Hay quá"})
    assert Comment.objects.get().text == "Hay quá"
    stranger = client_of(make_member(scene.cast.factory, "Phan Cùng Xưởng"))
    assert stranger.post(url, {"intent": "remove"}).status_code == 403
    assert stranger.post(url, {"intent": "hide", "reason": "Thích thì ẩn"}).status_code == 403
    reader.post(url, {"intent": "remove"})
    assert "Người viết đã gỡ ý kiến này." in text_of(reader.get(page))


def test_praise_and_following_from_the_page(scene: Scene, initiative: Initiative) -> None:
    reader = client_of(scene.cast.sister_officer)
    page = f"/thu-vien/{initiative.code}/"

    reader.post(f"{page}khen/", {"intent": "yes"})
    reader.post(f"{page}khen/", {"intent": "yes"})
    reader.post(f"{page}theo-doi/", {"intent": "yes"})

    assert Praise.objects.count() == 1
    assert "1 lời khen" in text_of(reader.get(page))
    assert "Đồ gá xoay nhanh" in text_of(reader.get("/theo-doi/"))
    assert reader.post("/theo-doi/", {}).status_code == 422
    assert reader.post("/theo-doi/", {"unit": "KHONG-CO"}).status_code == 422
    reader.post("/theo-doi/", {"unit": scene.cast.factory.code.lower()})
    reader.post("/theo-doi/", {"programme": scene.programme.slug})
    assert scene.programme.title in text_of(reader.get("/theo-doi/"))
    reader.post("/theo-doi/", {"programme": scene.programme.slug, "intent": "no"})
    assert Follow.objects.count() == 2
    assert client_of(scene.cast.author).post(f"{page}khen/").status_code == 403


def test_news_of_what_is_followed_and_how_to_stop(scene: Scene, initiative: Initiative) -> None:
    reader = client_of(scene.cast.sister_officer)
    assert "Bạn chưa theo dõi gì" in text_of(reader.get("/theo-doi/tin-moi/"))
    reader.post(f"/thu-vien/{initiative.code}/theo-doi/", {"intent": "yes"})
    assert "Chưa có tin nào" in text_of(reader.get("/theo-doi/tin-moi/"))
    talk = f"/thu-vien/{initiative.code}/trao-doi/"
    client_of(scene.cast.author).post(talk, {"text": "Bản vẽ ở phòng kỹ thuật."})

    news = reader.get("/theo-doi/tin-moi/")
    assert "Tác giả trả lời: Đồ gá xoay nhanh" in text_of(news)
    assert f'href="{talk}"' in news.content.decode()
    assert "/theo-doi/tin-moi/" in reader.get("/viec-cua-toi/").content.decode()
    assert "/theo-doi/tin-moi/" in reader.get(f"/thu-vien/{initiative.code}/").content.decode()
    line = {"line": str(Follow.objects.get().pk)}
    client_of(scene.cast.author).post("/theo-doi/", line)
    assert Follow.objects.exists()
    reader.post("/theo-doi/", line)
    assert reader.post("/theo-doi/", line)["Location"] == "/theo-doi/"
    assert not Follow.objects.exists()
    for wrong in ("x", "9" * 40, ""):
        assert reader.post("/theo-doi/", {"line": wrong}).status_code == 302


def test_every_kind_of_news_has_its_sentence_sign_and_page() -> None:
    assert set(news.SAID) >= {*feed.TOLD, feed.CONFIRMED, feed.COMMENT, feed.QUESTION, feed.ANSWER}
    for _sentence, sign, page in news.SAID.values():
        assert "<svg" in icon(sign)
        assert reverse(page, args=["ABC"])


def test_page_asks_as_often_for_three_comments_as_for_one(
    scene: Scene, initiative: Initiative
) -> None:
    page, counts = f"/thu-vien/{initiative.code}/trao-doi/", []
    browser = client_of(scene.cast.author)
    for words in (("Một ý",), ("Hai ý", "Ba ý")):
        for text in words:
            client_of(make_member(scene.cast.far_factory)).post(page, {"text": text})
        with CaptureQueriesContext(connection) as queries:
            browser.get(page)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_switch_belongs_to_those_who_run_the_programme(scene: Scene) -> None:
    url = f"/chuong-trinh/{scene.programme.slug}/trao-doi/"

    assert client_of(scene.cast.officer).get(url).status_code == 404
    browser = client_of(scene.cast.provincial_officer)
    assert "đóng trao đổi khi đang xét" in text_of(browser.get(url))
    browser.post(url, {"intent": "yes"})
    assert "đang cho trao đổi cả khi xét" in text_of(browser.get(url))
