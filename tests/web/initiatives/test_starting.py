import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from sangkien.core import clock
from sangkien.initiatives.models import Initiative
from tests.factories import make_member, make_programme, make_unit
from tests.web.scene import DAY, Scene, client_of, make_scene, text_of

START = "/sang-kien/dang-ky/"
TITLE = "Làm đồ gá xoay để hàn ống không phải lật"


@pytest.fixture
def author(scene: Scene) -> Client:
    return client_of(scene.cast.author)


def begin(
    client: Client,
    title: str = TITLE,
    key: str = "",
    headers: dict[str, str] | None = None,
    **more: str,
) -> Any:
    values = {"request_key": key or str(uuid.uuid4()), "title": title, **more}
    return client.post(START, values, headers=headers)


def test_the_only_choice_is_not_asked_for(author: Client) -> None:
    shown = text_of(author.get(START))

    assert "Bước 1/6" in shown
    assert "Chương trình thử nghiệm · CĐCS Công ty May Ánh Dương" in shown


def test_looking_at_the_first_screen_makes_no_draft(author: Client) -> None:
    author.get(START)

    assert not Initiative.objects.exists()


def test_two_programmes_are_offered_and_the_chosen_one_counts(scene: Scene, author: Client) -> None:
    now = clock.now()
    second = make_programme(
        scene.cast.superior, title="Tuần cao điểm", opens_at=now - DAY, closes_at=now + DAY
    )
    assert "Đăng ký vào chương trình" in text_of(author.get(START))

    chosen = f"{second.slug}:{scene.cast.factory.code}"
    assert "Tuần cao điểm · CĐCS" in text_of(author.get(START, {"chon": chosen}))
    begin(author, chon=chosen)

    assert Initiative.objects.get().programme == second


@pytest.mark.parametrize("chosen", ["", "x:y", "<script>", "chuong-trinh-thu-nghiem:HB"])
def test_choice_that_is_not_offered_is_refused(scene: Scene, author: Client, chosen: str) -> None:
    now = clock.now()
    make_programme(scene.cast.superior, title="Hai", opens_at=now - DAY, closes_at=now + DAY)

    response = author.get(START, {"chon": chosen})

    assert response.status_code == 422
    assert "Hãy chọn một chương trình" in text_of(response)


def test_title_starts_the_draft_and_the_next_screen_follows(scene: Scene, author: Client) -> None:
    response = begin(author)

    draft = Initiative.objects.get()
    assert response["Location"] == f"/sang-kien/{draft.code}/buoc/2/"
    assert (draft.title, draft.state, draft.author, draft.unit) == (
        TITLE,
        "draft",
        scene.cast.author,
        scene.cast.factory,
    )


def test_same_form_sent_twice_is_one_draft_with_what_was_typed_last(author: Client) -> None:
    key = str(uuid.uuid4())

    begin(author, key=key)
    begin(author, TITLE + " hai lần", key=key)

    assert Initiative.objects.get().title == TITLE + " hai lần"


def test_form_of_somebody_else_is_not_taken_over(scene: Scene, author: Client) -> None:
    colleague = client_of(make_member(scene.cast.factory, "Lê Thị Mận"))
    key = str(uuid.uuid4())
    begin(author, key=key)

    assert begin(colleague, "Một sáng kiến khác hẳn", key=key).status_code == 403
    assert Initiative.objects.get().title == TITLE


def test_empty_title_makes_no_draft(author: Client) -> None:
    response = begin(author, "   ")

    assert response.status_code == 422
    assert "Hãy nhập tên sáng kiến." in text_of(response)
    assert not Initiative.objects.exists()


def test_short_title_is_kept_and_refused(author: Client) -> None:
    response = begin(author, "Đồ gá")

    assert response.status_code == 422
    assert "còn quá ngắn" in text_of(response)
    assert Initiative.objects.get().title == "Đồ gá"


@pytest.mark.parametrize("title", ["x" * 251, "Đồ gá\u202e hàn ống thép", "Đồ gá\x07 hàn ống thép"])
def test_title_that_cannot_be_kept_is_shown_back(author: Client, title: str) -> None:
    response = begin(author, title)

    assert response.status_code == 422
    assert title in response.content.decode()
    assert not Initiative.objects.exists()


def test_markup_in_the_title_is_shown_as_text(author: Client) -> None:
    begin(author, "<script>alert(1)</script> & đồ gá")

    page = author.get(f"/sang-kien/{Initiative.objects.get().code}/buoc/6/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; đồ gá" in page


def test_stale_form_says_what_to_do(author: Client) -> None:
    response = begin(author, key="không phải khóa")

    assert response.status_code == 422
    assert "Biểu mẫu đã cũ" in text_of(response)
    assert TITLE in response.content.decode()


def test_autosave_answers_without_a_page(author: Client) -> None:
    autosave = {"X-Autosave": "1"}

    kept = begin(author, headers=autosave)
    refused = begin(author, "x" * 251, headers=autosave)

    assert (kept.status_code, kept.content) == (204, b"")
    assert (refused.status_code, refused.content) == (422, b"")
    assert Initiative.objects.get().title == TITLE


def test_save_for_later_leads_to_the_desk(author: Client) -> None:
    response = begin(author, intent="later")

    assert response["Location"] == "/viec-cua-toi/"
    assert f"Đã lưu bản nháp “{TITLE}”." in text_of(author.get("/viec-cua-toi/"))


def test_programme_that_is_over_says_when_it_closed(db: None) -> None:
    scene = make_scene(closes_in=-dt.timedelta(hours=1))

    shown = text_of(client_of(scene.cast.author).get(START))

    assert "Hiện không có chương trình nào nhận sáng kiến" in shown
    assert "Giai đoạn 1 đã đóng nhận sáng kiến lúc" in shown
    assert "Hãy hỏi Ban Chấp hành công đoàn cơ sở" in shown


def test_programme_that_opens_later_can_be_written_for(scene: Scene) -> None:
    now = clock.now()
    unit = make_unit("CĐCS Mới", level="co-so", parent=scene.cast.national)
    later = make_programme(unit, title="Mở sau", opens_at=now + DAY, closes_at=now + 2 * DAY)
    member = client_of(make_member(unit, "Phạm Quốc Việt"))

    assert "Giai đoạn 1 chỉ nhận sáng kiến từ" in text_of(member.get(START))
    begin(member)

    assert Initiative.objects.get().programme == later


def test_somebody_without_a_unit_learns_whom_to_ask(scene: Scene) -> None:
    stranger = make_member(make_unit("Đoàn khác", level="trung-uong", parent=None), "Người Lạ")

    assert "Chưa có chương trình nào cho đơn vị của bạn" in text_of(client_of(stranger).get(START))


def test_anonymous_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(START)["Location"] == f"/dang-nhap/?next={START}"
    assert client.post(START)["Location"] == f"/dang-nhap/?next={START}"
