import datetime as dt
from typing import Any

import pytest
from django.test import Client, RequestFactory

from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from sangkien.journal.models import Entry
from sangkien.programmes.models import Period
from sangkien.web.initiatives.views import sending
from tests.factories import make_member
from tests.web.initiatives.drafts import make_draft, make_whole_draft, step
from tests.web.scene import Scene, by_now, client_of, make_scene, text_of


@pytest.fixture
def author(scene: Scene) -> Client:
    return client_of(scene.cast.author)


def close_phase(scene: Scene, at: dt.datetime) -> None:
    Period.objects.filter(programme=scene.programme).update(closes_at=at)


def test_whole_draft_is_sent_and_the_receipt_shows_the_reference(
    scene: Scene, author: Client
) -> None:
    draft = make_whole_draft(scene)

    response = author.post(step(draft, 6), follow=True)

    assert response.redirect_chain == [(f"/sang-kien/{draft.code}/bien-nhan/", 302)]
    shown = text_of(response)
    assert draft.reference in shown
    assert "Ban Chấp hành CĐCS Công ty May Ánh Dương đọc và xác nhận hợp lệ" in shown
    assert f"/tra-cuu/{draft.code}/" in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED


def test_sent_twice_is_the_same_receipt_and_one_entry(scene: Scene, author: Client) -> None:
    draft = make_whole_draft(scene)

    places = [author.post(step(draft, 6))["Location"] for _ in range(2)]

    assert places == [f"/sang-kien/{draft.code}/bien-nhan/"] * 2
    sent = Entry.objects.filter(name="initiative.submitted", subject_id=draft.pk)
    assert sent.count() == 1


def test_sent_again_after_the_decision_is_still_the_receipt(scene: Scene, author: Client) -> None:
    sent = scene.sent()
    confirmation.confirm(sent, by=by_now(scene.cast.officer), at=clock.now())

    assert author.post(step(sent, 6))["Location"] == f"/sang-kien/{sent.code}/bien-nhan/"


def test_everything_missing_is_listed_at_its_screen(scene: Scene, author: Client) -> None:
    draft = make_draft(scene, title="Bàn gá ép keo cho tấm lót giày", benefit_vnd=5)

    response = author.post(step(draft, 6))

    assert response.status_code == 422
    shown = text_of(response)
    assert "Còn 7 chỗ cần bổ sung trước khi gửi" in shown
    for words in (
        "Bước 2: Hãy ghi “Trước đây làm thế nào”.",
        "Bước 3: Hãy chọn lĩnh vực.",
        "Bước 4: Hãy ghi cách tính số tiền làm lợi.",
    ):
        assert words in shown
    page = response.content.decode()
    assert f'href="{step(draft, 3)}?then=review#id_first_applied_on"' in page
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_closed_phase_says_when_it_closed_and_keeps_the_draft(db: None) -> None:
    scene = make_scene(closes_in=-dt.timedelta(hours=1))
    draft = make_whole_draft(scene)
    author = client_of(scene.cast.author)

    response = author.post(step(draft, 6))

    assert response.status_code == 422
    shown = text_of(response)
    assert "Giai đoạn 1 đã đóng nhận sáng kiến lúc" in shown
    assert "Nội dung bạn đã nhập vẫn được giữ trong bản nháp." in shown
    assert "Gửi sáng kiến" not in shown.split("Xem lại và gửi", 1)[1]
    draft.refresh_from_db()
    assert (draft.state, draft.solution) == (
        State.DRAFT,
        "Làm đồ gá định vị nhanh bằng chốt lò xo.",
    )


def test_request_that_arrived_before_the_close_counts(scene: Scene, rf: RequestFactory) -> None:
    draft = make_whole_draft(scene)
    now = clock.now()
    close_phase(scene, now)
    request: Any = rf.post(step(draft, 6))
    request.user = scene.cast.author
    request.actor = by_now(scene.cast.author)
    request.received_at = now - dt.timedelta(microseconds=1)

    response = sending.review(request, draft.code)

    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.received_at == request.received_at


def test_correction_is_accepted_after_the_close(scene: Scene, author: Client) -> None:
    sent = scene.sent()
    confirmation.return_for_changes(
        sent, reason="Ghi rõ số tiền làm lợi.", by=by_now(scene.cast.officer), at=clock.now()
    )
    close_phase(scene, clock.now())
    assert "Ghi rõ số tiền làm lợi." in text_of(author.get(step(sent, 6)))

    author.post(step(sent, 4), {"benefit_vnd": "2.000.000", "benefit_basis": "20 giờ × 100.000"})
    response = author.post(step(sent, 6))

    assert response["Location"] == f"/sang-kien/{sent.code}/bien-nhan/"
    sent.refresh_from_db()
    assert (sent.state, sent.benefit_vnd) == (State.SUBMITTED, 2_000_000)


def test_only_the_writer_can_send(scene: Scene, client: Client) -> None:
    draft = make_whole_draft(scene)

    for user in (scene.cast.officer, scene.cast.sister_officer, scene.cast.auditor):
        assert client_of(user).post(step(draft, 6)).status_code == 404
    assert client.post(step(draft, 6)).status_code == 302

    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_receipt_is_shown_to_those_who_see_the_initiative(scene: Scene, author: Client) -> None:
    sent = scene.sent()
    receipt = f"/sang-kien/{sent.code}/bien-nhan/"

    assert author.get(receipt).status_code == 200
    assert client_of(scene.cast.officer).get(receipt).status_code == 200
    assert client_of(scene.cast.sister_officer).get(receipt).status_code == 404
    assert client_of(make_member(scene.cast.factory, "Người Khác")).get(receipt).status_code == 404


def test_draft_has_no_receipt_yet(scene: Scene, author: Client) -> None:
    draft = make_draft(scene, title="Bàn gá ép keo cho tấm lót giày")

    assert author.get(f"/sang-kien/{draft.code}/bien-nhan/")["Location"] == step(draft, 6)


def test_reference_is_found_however_it_is_typed(scene: Scene, author: Client) -> None:
    sent: Initiative = scene.sent()

    for typed in (sent.reference, sent.code.lower(), f"sk{sent.code}"):
        assert author.get(f"/sang-kien/{typed}/").status_code == 200
