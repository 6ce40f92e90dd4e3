"""A worker registers an initiative on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sangkien.accounts.models import User
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from tests.e2e.looking import PHONE, Journey, sign_in
from tests.factories import PASSWORD, make_member
from tests.web.scene import Scene

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TITLE = "Bàn gá ép keo cho tấm lót giày"
BEFORE = "Mỗi đôi phải giữ tay 30 giây, hay lệch."
SOLUTION = "Làm bàn gá có cữ chặn và tay ép bằng chân."
EFFECT = "Còn 12 giây mỗi đôi, ít lệch hơn nhiều."


@pytest.fixture
def worker(scene: Scene) -> User:
    return make_member(
        scene.cast.factory,
        "Lê Thị Mận",
        member_code="DV777001",
        phone="0912345678",
        password=PASSWORD,
    )


def test_worker_registers_on_a_phone(journey: Journey, scene: Scene, worker: User) -> None:
    make_member(scene.cast.factory, "Phạm Quốc Việt", member_code="DV777002")
    page = journey.page
    page.set_viewport_size(PHONE)
    sign_in(page, journey.address, "0912 345 678")
    journey.look("0-desk")
    page.get_by_role("link", name="Đăng ký").first.click()

    say_what(journey)
    tell_the_story(journey)
    classify(journey)
    name_the_benefit(journey)
    share_the_credit(journey)
    expect(page.get_by_text("Phạm Quốc Việt: 33,34 %")).to_be_visible()
    journey.look("6-review")
    journey.press("Gửi sáng kiến")

    expect(page.get_by_role("heading", level=1)).to_have_text("Biên nhận sáng kiến")
    sent = Initiative.objects.get()
    expect(page.get_by_text(sent.reference)).to_be_visible()
    journey.look("7-receipt")
    assert (sent.state, sent.author, sent.benefit_vnd) == (State.SUBMITTED, worker, 12_500_000)
    page.go_back()  # nothing is left to be sent there: the receipt again
    expect(page.get_by_text(sent.reference)).to_be_visible()


def say_what(journey: Journey) -> None:
    journey.look("1-title")
    journey.type("Tên sáng kiến", TITLE)
    journey.press("Tiếp tục")


def tell_the_story(journey: Journey) -> None:
    journey.type("Trước đây làm thế nào", BEFORE)
    expect(journey.page.locator("[data-autosave-status]")).to_contain_text("Đã lưu nháp lúc")
    assert Initiative.objects.get().before == BEFORE
    journey.type("Nay làm thế nào", SOLUTION)
    journey.type("Kết quả ra sao", EFFECT)
    journey.look("2-story")
    journey.press("Tiếp tục")


def classify(journey: Journey) -> None:
    journey.page.get_by_text("Giải pháp kỹ thuật").click()
    journey.page.get_by_text("Sản xuất, kinh doanh").click()
    journey.type("Ngày áp dụng lần đầu", "31/02/2026")
    journey.press("Tiếp tục")
    expect(journey.page.get_by_role("alert")).to_contain_text("Ngày chưa đúng")
    journey.look("3-kind-refused")
    journey.was_refused()
    journey.type("Ngày áp dụng lần đầu", "05032026")
    journey.press("Tiếp tục")


def name_the_benefit(journey: Journey) -> None:
    journey.page.locator("#id_benefit_vnd").fill("12.500.000")
    journey.page.locator("#id_benefit_basis").fill("18 giây × 4.000 đôi mỗi ngày")
    journey.look("4-benefit")
    journey.press("Tiếp tục")


def share_the_credit(journey: Journey) -> None:
    journey.type("Đồng tác giả 1", "DV777002")
    journey.type("Tỷ lệ đóng góp của đồng tác giả 1", "33,34")
    journey.page.keyboard.press("Tab")
    expect(journey.page.locator("#phan-con-lai")).to_contain_text("66,66 %")
    journey.look("5-authors")
    journey.press("Tiếp tục")


@pytest.mark.usefixtures("worker")
def test_worker_registers_without_javascript_and_comes_back_to_the_draft(
    plain_page: Page, live_server: Any
) -> None:
    journey = Journey(plain_page, live_server.url, [], print)
    page = journey.page
    sign_in(page, live_server.url, "DV777001")

    page.goto(live_server.url + "/sang-kien/dang-ky/")
    journey.type("Tên sáng kiến", TITLE)
    journey.press("Lưu, để sau")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_label("Trước đây làm thế nào")).to_be_focused()
    journey.type("Trước đây làm thế nào", BEFORE)
    journey.type("Nay làm thế nào", SOLUTION)
    journey.type("Kết quả ra sao", EFFECT)
    journey.press("Tiếp tục")
    page.get_by_label("Giải pháp kỹ thuật").check()
    page.get_by_label("Sản xuất, kinh doanh").check()
    journey.type("Ngày áp dụng lần đầu", "5/3/26")
    for screen in ("buoc/4/", "buoc/5/", "buoc/6/"):
        journey.press("Tiếp tục")
        page.wait_for_url(f"**/{screen}")
    journey.press("Gửi sáng kiến")

    expect(page.get_by_role("heading", level=1)).to_have_text("Biên nhận sáng kiến")
    assert Initiative.objects.get().state == State.SUBMITTED


def go_on_with_keys(journey: Journey) -> None:
    """Past what opens the trade secret and the boxes for photos to the first button."""
    # Scripts give the boxes their keys; a hand is never faster than they are.
    journey.page.wait_for_load_state("networkidle")
    for _box in ("secret", "before", "after", "more", "button"):
        journey.page.keyboard.press("Tab")
    expect(journey.page.get_by_role("button", name="Tiếp tục")).to_be_focused()
    journey.page.keyboard.press("Enter")


@pytest.mark.usefixtures("worker")
def test_title_is_asked_for_with_the_keyboard_alone(journey: Journey) -> None:
    page = journey.page
    sign_in(page, journey.address, "DV777001")
    page.goto(journey.address + "/sang-kien/dang-ky/")
    title = page.get_by_label("Tên sáng kiến", exact=True)
    title.focus()
    page.keyboard.type("Ngắn")
    go_on_with_keys(journey)
    expect(page.get_by_role("alert")).to_be_focused()
    journey.was_refused()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(title).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(TITLE)
    go_on_with_keys(journey)

    expect(page.get_by_role("heading", level=1)).to_contain_text("khác nhau thế nào")
