"""An officer works through the queue."""

from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from sangkien.core import clock
from sangkien.initiatives.models import Decision, Initiative
from tests.e2e.looking import DESKTOP, PHONE, Journey, sign_in
from tests.factories import PASSWORD, make_member
from tests.web.scene import DAY, Scene

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

QUEUE = "/sang-kien/cho-xac-nhan/"
TITLES = (
    "Giá đỡ quay giúp hàn ống không phải lật",
    "Tra cứu hồ sơ bằng mã QR dán tại tủ",
    "Thay dao cắt chỉ tự động trên máy may",
    "Hộp chia phụ liệu theo mã hàng",
)


@pytest.fixture
def officer(scene: Scene) -> str:
    """The member code of an officer with four initiatives in the queue."""
    scene.cast.officer.set_password(PASSWORD)
    scene.cast.officer.save()
    member = make_member(scene.cast.factory, "Lê Thị Mận")
    for number, title in enumerate(TITLES):
        scene.sent(member, title=title, at=clock.now() - (4 - number) * DAY)
    return scene.cast.officer.member_code


def states() -> list[str]:
    return [Initiative.objects.get(title=title).state for title in TITLES]


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_officer_works_through_the_queue(
    journey: Journey, officer: str, screen: ViewportSize
) -> None:
    journey.page.set_viewport_size(screen)
    sign_in(journey.page, journey.address, officer)
    journey.look("0-desk")
    journey.page.get_by_role("link", name="Xem và xử lý").click()

    give_two_back(journey)
    confirm_the_third(journey)
    reject_the_fourth(journey)

    expect(journey.page.get_by_text("Đã xét hết")).to_be_visible()
    journey.look("5-empty")
    assert states() == ["returned", "returned", "confirmed", "rejected"]


def give_two_back(journey: Journey) -> None:
    page = journey.page
    page.get_by_text("Xem nội dung").first.click()
    journey.look("1-queue")
    for title in TITLES[:2]:
        page.get_by_label(f"Chọn: {title}").check()
    expect(page.get_by_text("Đã chọn 2")).to_be_visible()
    journey.press("Trả lại", exact=True)
    expect(page.get_by_label("Lý do thường gặp")).to_be_visible()
    journey.look("2-reason")
    journey.press("Trả lại")
    expect(page.get_by_role("alert")).to_contain_text("Hãy ghi rõ lý do")
    journey.was_refused()
    page.get_by_label("Lý do thường gặp").select_option(index=2)
    journey.press("Trả lại")
    expect(page.get_by_text("Đã trả lại 2 sáng kiến.")).to_be_visible()


def confirm_the_third(journey: Journey) -> None:
    journey.page.get_by_role("link", name=TITLES[2]).click()
    expect(journey.page.get_by_role("heading", level=1)).to_have_text(TITLES[2])
    journey.look("3-detail")
    journey.press("Xác nhận hợp lệ")
    done = f"Đã xác nhận hợp lệ: “{TITLES[2]}”."
    expect(journey.page.get_by_text(done)).to_be_visible()


def reject_the_fourth(journey: Journey) -> None:
    expect(journey.page.get_by_role("heading", level=1)).to_have_text(TITLES[3])
    journey.page.get_by_text("Không công nhận hợp lệ").first.click()
    journey.page.locator("#id_rejected_reason").fill("Trùng với sáng kiến của tổ may 3 năm ngoái.")
    journey.look("4-reject")
    journey.press("Không công nhận hợp lệ")


def test_queue_works_without_javascript(plain_page: Page, live_server: Any, officer: str) -> None:
    journey = Journey(plain_page, live_server.url, [], print)
    page = journey.page
    sign_in(page, live_server.url, officer)

    page.goto(live_server.url + QUEUE)
    page.get_by_text("Xem nội dung").first.click()
    page.get_by_role("button", name="Xác nhận sáng kiến này").first.click()
    expect(page.get_by_text("Đã xác nhận hợp lệ 1 sáng kiến.")).to_be_visible()
    for title in TITLES[1:3]:
        page.get_by_label(f"Chọn: {title}").check()
    journey.press("Không công nhận hợp lệ")
    page.get_by_label("Lý do thường gặp").select_option(index=1)
    journey.press("Không công nhận hợp lệ")
    expect(page.get_by_text("Đã quyết định không công nhận 2 sáng kiến.")).to_be_visible()

    assert states() == ["confirmed", "rejected", "rejected", "submitted"]


def test_queue_works_with_the_keyboard_alone(journey: Journey, officer: str) -> None:
    page = journey.page
    sign_in(page, journey.address, officer)
    page.goto(journey.address + QUEUE)

    page.get_by_label(f"Chọn: {TITLES[0]}").focus()
    page.keyboard.press("Space")
    page.get_by_label("Chọn tất cả").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Xác nhận hợp lệ", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Xác nhận hợp lệ").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Đã xác nhận hợp lệ 4 sáng kiến.")).to_be_visible()
    assert Decision.objects.filter(outcome="confirmed").count() == 4
