import datetime as dt
import re

import pytest
from django.test import Client

from sangkien.core import clock
from sangkien.initiatives.actions import confirmation, submission
from sangkien.initiatives.models import Initiative
from tests.factories import make_programme
from tests.web.initiatives.drafts import make_draft, make_whole_draft, step
from tests.web.scene import Scene, by_now, client_of, text_of

STORY = {
    "before": "Mỗi đôi phải giữ tay 30 giây, mỏi và hay lệch.",
    "solution": "Làm bàn gá có cữ chặn và tay ép bằng chân.",
    "effect": "Còn 12 giây mỗi đôi, ít lệch hơn.",
}


@pytest.fixture
def draft(scene: Scene) -> Initiative:
    return make_draft(scene, title="Bàn gá ép keo cho tấm lót giày")


@pytest.fixture
def author(scene: Scene) -> Client:
    return client_of(scene.cast.author)


def test_each_screen_shows_what_was_kept(scene: Scene, author: Client) -> None:
    draft = make_whole_draft(scene)

    pages = [author.get(step(draft, number)).content.decode() for number in range(1, 7)]

    assert "Cải tiến đồ gá hàn khung thép" in pages[0]
    assert "Làm đồ gá định vị nhanh bằng chốt lò xo." in pages[1]
    assert 'value="10/03/2026"' in pages[2]
    assert 'value="12.500.000"' in pages[3]
    assert "Phần của tác giả chính: <b>100 %</b>" in pages[4]
    assert "12.500.000\u00a0₫" in pages[5]


def test_screens_follow_each_other(author: Client, draft: Initiative) -> None:
    response = author.post(step(draft, 2), STORY)

    assert response["Location"] == step(draft, 3)
    draft.refresh_from_db()
    assert draft.solution == STORY["solution"]


def test_what_is_there_is_kept_although_the_screen_is_not_complete(
    author: Client, draft: Initiative
) -> None:
    response = author.post(step(draft, 2), {**STORY, "effect": "ít"})

    assert response.status_code == 422
    assert "Mục “Kết quả ra sao” còn quá ngắn (ít nhất 20 ký tự)." in text_of(response)
    draft.refresh_from_db()
    assert (draft.before, draft.effect) == (STORY["before"], "ít")


def test_too_long_a_story_is_kept_and_refused(author: Client, draft: Initiative) -> None:
    response = author.post(step(draft, 2), {**STORY, "effect": "ờ" * 5_001})

    assert "dài 5.001 ký tự, nhiều nhất là 5.000" in text_of(response)
    draft.refresh_from_db()
    assert len(draft.effect) == 5_001


def test_benefit_that_is_no_number_is_shown_back_and_the_rest_is_kept(
    author: Client, draft: Initiative
) -> None:
    response = author.post(
        step(draft, 4), {"benefit_vnd": "abc", "recognised_by": "Hội đồng sáng kiến Công ty"}
    )

    assert response.status_code == 422
    assert 'value="abc"' in response.content.decode()
    draft.refresh_from_db()
    assert (draft.benefit_vnd, draft.recognised_by) == (None, "Hội đồng sáng kiến Công ty")


def test_group_of_the_author_is_kept_and_suggested_the_next_time(
    scene: Scene, author: Client, draft: Initiative
) -> None:
    author.post(step(draft, 3), {"submitter": "public"})
    draft.refresh_from_db()
    later = make_draft(scene, title="Bàn gá ép keo cho tấm lót dép")

    shown = author.get(step(later, 3)).content.decode()

    assert draft.submitter == "public"
    assert re.search(r'name="submitter" value="public"[^>]*checked', shown)


@pytest.mark.parametrize(
    ("number", "typed"),
    [
        (1, {"title": "x" * 100_000}),
        (2, {**STORY, "before": "a\u202eb"}),
        (2, {**STORY, "before": "x" * 60_000}),
        (3, {"kind": "<script>"}),
        (3, {"field": "999999999999999999999999"}),
        (3, {"field": "1 OR 1=1"}),
        (3, {"submitter": "boss"}),
        (3, {"first_applied_on": "31/02/2026"}),
        (3, {"first_applied_on": "9" * 5_000}),
        (4, {"benefit_vnd": "1" + "0" * 400}),
        (4, {"benefit_vnd": "1e9"}),
        (4, {"benefit_vnd": "999999999999999999"}),
        (4, {"decided_on": "29/02/2025"}),
        (4, {"decision_number": "x" * 61}),
        (5, {"who_1": "Lê Thị Mận", "share_1": "1e400"}),
        (5, {"who_1": "\x07", "share_1": "10"}),
    ],
)
def test_hostile_input_is_refused_in_words(
    author: Client, draft: Initiative, number: int, typed: dict[str, str]
) -> None:
    response = author.post(step(draft, number), typed)

    assert response.status_code == 422
    assert "chỗ cần sửa" in text_of(response)


def test_nul_is_refused_before_anything_is_kept(author: Client, draft: Initiative) -> None:
    assert author.post(step(draft, 1), {"title": "Bàn\x00gá"}).status_code == 400


def test_columns_that_are_not_on_the_screen_cannot_be_written(
    scene: Scene, author: Client, draft: Initiative
) -> None:
    forged = {"state": "confirmed", "author_id": scene.cast.officer.pk, "received_at": "2020-01-01"}

    author.post(step(draft, 2), {**STORY, "title": "Tên khác hẳn", **forged})

    draft.refresh_from_db()
    assert (draft.state, draft.title) == ("draft", "Bàn gá ép keo cho tấm lót giày")
    assert draft.author == scene.cast.author


def test_field_of_another_programme_is_refused(
    scene: Scene, author: Client, draft: Initiative
) -> None:
    other = make_programme(scene.cast.sister_superior, title="Khác")
    foreign = other.fields.order_by("pk").first()
    assert foreign is not None

    response = author.post(step(draft, 3), {"field": str(foreign.pk)})

    assert "Hãy chọn lĩnh vực trong danh sách." in text_of(response)
    draft.refresh_from_db()
    assert draft.field is None


def test_day_outside_of_the_window_and_in_the_future_is_kept_and_refused(
    author: Client, draft: Initiative
) -> None:
    early = author.post(step(draft, 3), {"first_applied_on": "31/12/2025"})
    tomorrow = clock.today() + dt.timedelta(days=1)
    future = author.post(step(draft, 3), {"first_applied_on": f"{tomorrow:%d/%m/%Y}"})

    assert "chỉ nhận sáng kiến áp dụng lần đầu từ 01/01/2026" in text_of(early)
    assert "Ngày áp dụng lần đầu không được ở tương lai." in text_of(future)
    draft.refresh_from_db()
    assert draft.first_applied_on == tomorrow


def test_decision_of_the_future_is_refused(author: Client, draft: Initiative) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)

    response = author.post(step(draft, 4), {"decided_on": f"{tomorrow:%d/%m/%Y}"})

    assert "Ngày quyết định không được ở tương lai." in text_of(response)


def test_benefit_asks_how_it_was_computed(author: Client, draft: Initiative) -> None:
    response = author.post(step(draft, 4), {"benefit_vnd": "1.234,5"})

    assert "Hãy ghi cách tính số tiền làm lợi." in text_of(response)
    draft.refresh_from_db()
    assert draft.benefit_vnd == 1_235


def test_benefit_and_recognition_may_be_left_out(author: Client, draft: Initiative) -> None:
    assert author.post(step(draft, 4), {})["Location"] == step(draft, 5)


def test_going_back_is_free_and_keeps_what_was_typed(author: Client, draft: Initiative) -> None:
    response = author.post(step(draft, 2), {"before": "Mới gõ dở", "intent": "back"})

    assert response["Location"] == step(draft, 1)
    draft.refresh_from_db()
    assert draft.before == "Mới gõ dở"


def test_going_back_tells_what_could_not_be_kept(author: Client, draft: Initiative) -> None:
    response = author.post(
        step(draft, 4), {"benefit_vnd": "khoảng 5 triệu", "intent": "back"}, follow=True
    )

    assert "Chưa lưu được ô “Số tiền làm lợi” vì chưa đọc được: “khoảng 5 triệu”." in text_of(
        response
    )


def test_correction_from_the_review_leads_back_to_it(author: Client, draft: Initiative) -> None:
    assert (
        'name="then" value="review"' in author.get(step(draft, 2) + "?then=review").content.decode()
    )

    response = author.post(step(draft, 2), {**STORY, "then": "review"})

    assert response["Location"] == step(draft, 6)


def test_save_for_later_keeps_an_incomplete_screen(author: Client, draft: Initiative) -> None:
    response = author.post(step(draft, 2), {"before": "Dở dang", "intent": "later"})

    assert response["Location"] == "/viec-cua-toi/"
    draft.refresh_from_db()
    assert draft.before == "Dở dang"


def test_autosave_says_whether_everything_was_kept(author: Client, draft: Initiative) -> None:
    headers = {"X-Autosave": "1"}

    kept = author.post(step(draft, 2), {"before": "Dở"}, headers=headers)
    partly = author.post(
        step(draft, 4), {"benefit_vnd": "abc", "recognised_by": "Sở"}, headers=headers
    )

    assert (kept.status_code, partly.status_code) == (204, 422)
    draft.refresh_from_db()
    assert (draft.before, draft.recognised_by) == ("Dở", "Sở")


def test_only_the_writer_finds_the_screens(scene: Scene, draft: Initiative, client: Client) -> None:
    for user in (scene.cast.officer, scene.cast.sister_officer, scene.cast.auditor):
        reader = client_of(user)
        assert reader.get(step(draft, 2)).status_code == 404
        assert reader.post(step(draft, 2), STORY).status_code == 404
    assert client.get(step(draft, 2)).status_code == 302

    draft.refresh_from_db()
    assert draft.before == ""


def test_officer_does_not_edit_what_was_returned_to_the_author(scene: Scene) -> None:
    sent = scene.sent()
    confirmation.return_for_changes(
        sent, reason="Ghi rõ số tiền.", by=by_now(scene.cast.officer), at=clock.now()
    )

    assert client_of(scene.cast.officer).post(step(sent, 2), STORY).status_code == 404


def test_unknown_screen_and_unknown_code_are_not_found(author: Client, draft: Initiative) -> None:
    for path in (step(draft, 7), step(draft, 0), f"/sang-kien/{draft.code}/buoc/{10**400}/"):
        assert author.get(path).status_code == 404
    assert author.get("/sang-kien/ZZZZZZZZZZ/buoc/1/").status_code == 404
    assert author.get("/sang-kien/<script>/buoc/1/").status_code == 404


def test_what_was_sent_from_another_phone_is_not_overwritten_and_nothing_typed_is_lost(
    scene: Scene, author: Client
) -> None:
    draft = make_whole_draft(scene)
    now = clock.now()
    submission.submit(draft, by=by_now(scene.cast.author), received_at=now, at=now)

    response = author.post(step(draft, 2), STORY)

    assert response.status_code == 409
    assert "Sáng kiến đã gửi nên không sửa được." in text_of(response)
    assert STORY["solution"] in text_of(response)
    draft.refresh_from_db()
    assert draft.solution == "Làm đồ gá định vị nhanh bằng chốt lò xo."
    assert author.get(step(draft, 2))["Location"] == f"/sang-kien/{draft.code}/"
