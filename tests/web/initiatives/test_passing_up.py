"""The buttons and pages of handing an entry to the unit above."""

import pytest
from django.test import Client

from sangkien.initiatives.models import Initiative, PassingUp
from tests.web.scene import Scene, client_of, text_of

QUEUE = "/sang-kien/cho-xac-nhan/"
REASON = "Cần chuyên môn về điện mà đơn vị không có."


@pytest.fixture
def officer(scene: Scene) -> Client:
    return client_of(scene.cast.officer)


def address(initiative: Initiative) -> str:
    return f"/sang-kien/{initiative.code}/chuyen-cap-tren/"


def test_it_is_passed_up_from_its_page_and_stands_in_the_queue_above(
    scene: Scene, officer: Client
) -> None:
    sent = scene.sent(title="Giá đỡ ống hàn")

    done = officer.post(address(sent), {"common": "1", "reason": REASON}, follow=True)

    assert "Đã chuyển lên cấp trên: “Giá đỡ ống hàn”." in text_of(done)
    assert "Giá đỡ ống hàn" not in text_of(officer.get(QUEUE))
    above = text_of(client_of(scene.cast.superior_officer).get(QUEUE))
    assert "Giá đỡ ống hàn" in above
    assert "CĐCS Công ty May Ánh Dương chuyển lên ngày" in above
    assert REASON in above
    assert "Xác nhận sáng kiến này" in above


def test_the_page_above_offers_the_verdicts_and_below_no_more(
    scene: Scene, officer: Client
) -> None:
    sent = scene.sent()
    officer.post(address(sent), {"reason": REASON})
    page = f"/sang-kien/{sent.code}/"

    above = text_of(client_of(scene.cast.superior_officer).get(page))
    below = text_of(officer.get(page))
    author = text_of(client_of(scene.cast.author).get(page))

    assert "Xét sáng kiến này" in above
    assert "Xét sáng kiến này" not in below
    assert "LĐLĐ huyện Sông Xanh" in author
    assert [REASON in shown for shown in (above, below, author)] == [True] * 3


def test_the_unit_above_decides_and_takes_back_what_was_a_slip(
    scene: Scene, officer: Client
) -> None:
    sent = scene.sent()
    officer.post(address(sent), {"reason": REASON})
    superior = client_of(scene.cast.superior_officer)

    done = superior.post(f"/sang-kien/{sent.code}/xac-nhan/", {"hang-doi": "1"}, follow=True)

    assert "Bấm nhầm? Mở lại" in text_of(done)
    superior.post(f"/sang-kien/{sent.code}/mo-lai/", {"common": "1"})
    sent.refresh_from_db()
    assert (sent.state, sent.waits_path) == ("submitted", scene.cast.superior.path)


def test_a_second_click_is_harmless(scene: Scene, officer: Client) -> None:
    sent = scene.sent()

    answers = [officer.post(address(sent), {"reason": REASON}).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert PassingUp.objects.count() == 1


def test_without_a_reason_what_was_typed_stays(scene: Scene, officer: Client) -> None:
    sent = scene.sent()

    refused = officer.post(address(sent), {"reason": " "})

    assert refused.status_code == 422
    assert "Hãy ghi rõ lý do" in text_of(refused)
    assert not PassingUp.objects.exists()


def test_strangers_do_not_find_it(scene: Scene) -> None:
    sent = scene.sent()

    for user in (scene.cast.author, scene.cast.sister_officer, scene.cast.auditor):
        assert client_of(user).post(address(sent), {"reason": REASON}).status_code == 404
    assert not PassingUp.objects.exists()


def test_an_officer_passes_the_own_one_up(scene: Scene, officer: Client) -> None:
    own = scene.sent(scene.cast.officer)

    shown = text_of(officer.get(f"/sang-kien/{own.code}/"))
    officer.post(address(own), {"common": "2"})

    assert "Không có ai khác xét thì chuyển lên cấp trên." in shown
    assert "Chuyển cấp trên xét" in shown
    own.refresh_from_db()
    assert own.waits_path == scene.cast.superior.path
