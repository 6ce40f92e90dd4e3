import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.support.actions import asking, helping
from sangkien.support.models import HelpRequest
from sangkien.units.models import Grant
from tests.factories import make_member, make_officer
from tests.web.initiatives.drafts import make_draft
from tests.web.scene import Scene, by_now, client_of, make_scene, text_of


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def test_button_in_the_draft_leads_to_help_and_the_officer_finds_it(scene: Scene) -> None:
    draft = make_draft(scene, title="Bản nháp đang viết")
    author, officer = client_of(scene.cast.author), client_of(scene.cast.officer)
    step = text_of(author.get(f"/sang-kien/{draft.code}/buoc/1/"))
    assert "Nhờ hỗ trợ" in step

    url = f"/ho-tro/nho/?sang-kien={draft.code}"
    assert author.post(url, {"need": " "}).status_code == 422
    body = {"need": "Chưa biết viết phần kết quả.", "may_edit": "on"}
    detail = author.post(url, body)["Location"]

    assert author.get(url)["Location"] == detail
    assert "1 yêu cầu đang mở" in text_of(officer.get("/viec-cua-toi/"))
    assert "Chưa biết viết phần kết quả." in text_of(officer.get("/ho-tro/"))
    officer.post(detail, {"intent": "take"})
    assert scene.cast.officer.full_name in text_of(author.get(detail))
    assert officer.post(detail, {"intent": "write", "text": ""}).status_code == 422
    assert officer.get(f"{detail}viet/").status_code == 200
    author.post(detail, {"intent": "forbid"})
    assert officer.get(f"{detail}viet/").status_code == 404
    author.post(detail, {"intent": "thank"})
    assert "Đã cảm ơn" in text_of(author.get(detail))


def test_person_without_a_draft_may_ask_too(scene: Scene) -> None:
    browser = client_of(scene.cast.author)

    body = {"unit": scene.cast.factory.code, "need": "Ý này có phải sáng kiến không?"}
    detail = browser.post("/ho-tro/nho/", body)["Location"]

    assert "Ý này có phải sáng kiến không?" in text_of(browser.get(detail))
    assert "Ý này có phải" in text_of(browser.get("/ho-tro/cua-toi/"))


def test_strangers_and_colleagues_do_not_find_a_request(scene: Scene) -> None:
    asked = asking.ask(
        scene.cast.factory, need="Giúp tôi với.", by=by_now(scene.cast.author), at=clock.now()
    )
    fellow = make_member(scene.cast.factory, "Phan Cùng Xưởng")

    for user in (fellow, scene.cast.sister_officer, scene.cast.superior_officer):
        for url in (f"/ho-tro/{asked.pk}/", f"/ho-tro/{asked.pk}/viet/"):
            assert client_of(user).get(url).status_code == 404
            assert client_of(user).post(url, {"intent": "take"}).status_code == 404
    assert client_of(fellow).get("/ho-tro/").status_code == 404


def test_draft_of_somebody_else_cannot_be_asked_about(scene: Scene) -> None:
    draft = make_draft(scene, title="Bản nháp đang viết")
    fellow = make_member(scene.cast.factory, "Phan Cùng Xưởng")

    assert client_of(fellow).get(f"/ho-tro/nho/?sang-kien={draft.code}").status_code == 404


@pytest.mark.parametrize("cursor", ["x", "2026-13-40.1", "2026-01-01.x", "2026-01-01." + "9" * 19])
def test_nonsense_cursor_is_the_first_page(scene: Scene, cursor: str) -> None:
    assert client_of(scene.cast.officer).get("/ho-tro/", {"sau": cursor}).status_code == 200


def test_queue_asks_as_often_for_three_as_for_one(scene: Scene) -> None:
    browser, counts = client_of(scene.cast.officer), []
    for needs in (("Một việc",), ("Hai việc", "Ba việc")):
        for need in needs:
            by = by_now(scene.cast.author)
            asking.ask(scene.cast.factory, need=need, by=by, at=clock.now())
        with CaptureQueriesContext(connection) as queries:
            browser.get("/ho-tro/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert HelpRequest.objects.count() == 3


def test_helper_gives_it_back_and_an_officer_takes_over(scene: Scene) -> None:
    cast = scene.cast
    helper = make_officer(cast.factory, RoleKey.SUPPORT, "Mai Hỗ Trợ")
    asked = asking.ask(cast.factory, need="Chưa biết viết.", by=by_now(cast.author), at=clock.now())
    url = f"/ho-tro/{asked.pk}/"
    team, officer = client_of(helper), client_of(cast.officer)
    for _again in range(2):
        team.post(url, {"intent": "take"})
        assert team.post(url, {"intent": "give_back", "text": ""}).status_code == 422
        back = team.post(url, {"intent": "give_back", "text": "Tôi bận."}, follow=True)
        assert "Đã trả lại" in text_of(back)
    team.post(url, {"intent": "take"})

    assert "Chỉ nhận thay khi cần" in text_of(officer.get(url))
    officer.post(url, {"intent": "take_over", "text": "Chị Mai nghỉ ốm."})

    seen = text_of(client_of(cast.author).get(url))
    assert cast.officer.full_name in seen
    assert "Chị Mai nghỉ ốm." in seen
    assert team.post(url, {"intent": "give_back", "text": "Tôi bận."}).status_code == 403


def test_a_helper_who_left_is_shown_as_such(scene: Scene) -> None:
    cast = scene.cast
    helper = make_officer(cast.factory, RoleKey.SUPPORT, "Mai Hỗ Trợ")
    asked = asking.ask(cast.factory, need="Chưa biết viết.", by=by_now(cast.author), at=clock.now())
    helping.take(asked, by=by_now(helper), at=clock.now())
    Grant.objects.filter(user=helper).update(revoked_at=clock.now())

    assert "chờ người khác nhận thay" in text_of(client_of(cast.author).get(f"/ho-tro/{asked.pk}/"))
