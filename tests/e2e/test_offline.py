"""A worker writes where there is no network, and loses nothing."""

import pytest
from playwright.sync_api import expect

from sangkien.accounts.models import User
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from tests.e2e.looking import PHONE, Journey, sign_in
from tests.factories import PASSWORD, make_member
from tests.web.scene import Scene

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
READY = "navigator.serviceWorker.ready.then(() => true)"


@pytest.fixture
def worker(scene: Scene) -> User:
    return make_member(scene.cast.factory, "Lê Thị Mận", member_code="DV777001", password=PASSWORD)


def test_what_is_written_offline_is_brought_in(journey: Journey, worker: User) -> None:
    page = journey.page
    page.set_viewport_size(PHONE)
    sign_in(page, journey.address, "DV777001")
    page.evaluate(READY)
    page.context.set_offline(True)

    page.goto(journey.address + "/sang-kien/dang-ky/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Viết khi mất mạng")
    expect(page.get_by_text("Máy đang mất mạng")).to_be_visible()
    journey.type("Việc gì đã làm tốt hơn?", "Bàn gá ép keo cho tấm lót giày")
    journey.type("Nay làm thế nào", "Làm bàn gá có cữ chặn.")
    journey.press("Giữ trên máy này")
    expect(page.get_by_role("heading", name="Đang ở trên máy này, chưa gửi")).to_be_visible()
    journey.complaints.clear()  # the network was gone, and the browser says so
    journey.picture("offline")

    page.context.set_offline(False)
    page.goto(journey.address + "/viet-khi-mat-mang/dua-len/")
    expect(page.get_by_label("Tên sáng kiến")).to_have_value("Bàn gá ép keo cho tấm lót giày")
    journey.look("bring")
    journey.press("Đưa lên thành bản nháp")

    expect(page.get_by_text("Đã đưa lên thành bản nháp")).to_be_visible()
    expect(page.get_by_role("button", name="Đưa lên thành bản nháp")).to_be_hidden()
    draft = Initiative.objects.get()
    assert (draft.state, draft.author, draft.solution) == (
        State.DRAFT,
        worker,
        "Làm bàn gá có cữ chặn.",
    )


def test_what_the_server_did_not_get_comes_back_on_the_same_phone(
    journey: Journey, worker: User
) -> None:
    page = journey.page
    page.set_viewport_size(PHONE)
    sign_in(page, journey.address, "DV777001")
    page.get_by_role("link", name="Đăng ký").first.click()
    journey.type("Tên sáng kiến", "Bàn gá ép keo cho tấm lót giày")
    journey.press("Tiếp tục")
    here = page.url
    page.context.set_offline(True)
    journey.type("Trước đây làm thế nào", "Mỗi đôi phải giữ tay 30 giây.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("đang giữ trên máy này")
    page.context.set_offline(False)
    journey.complaints.clear()

    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(here)
    expect(page.get_by_text("Trên máy này còn nội dung chưa lưu được")).to_be_visible()
    journey.look("left")
    journey.press("Lấy lại")

    expect(page.get_by_label("Trước đây làm thế nào", exact=True)).to_have_value(
        "Mỗi đôi phải giữ tay 30 giây."
    )
    expect(page.locator("[data-autosave-status]")).to_contain_text("Đã lưu nháp lúc")
    assert Initiative.objects.get().before == "Mỗi đôi phải giữ tay 30 giây."


def test_a_trade_secret_is_never_kept_on_the_phone(journey: Journey, worker: User) -> None:
    page = journey.page
    page.set_viewport_size(PHONE)
    sign_in(page, journey.address, "DV777001")
    page.get_by_role("link", name="Đăng ký").first.click()
    journey.type("Tên sáng kiến", "Pha keo theo tỷ lệ riêng")
    page.get_by_text("Có bí mật kinh doanh?").click()
    page.get_by_label("Giữ bí mật kinh doanh").check()
    journey.press("Tiếp tục")
    journey.type("Trước đây làm thế nào", "Pha theo tay nghề.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Đã lưu nháp lúc")
    page.context.set_offline(True)
    journey.type("Nay làm thế nào", "Đo bằng cân điện tử.")

    expect(page.locator("[data-autosave-status]")).to_contain_text("không giữ trên máy này")
    assert page.evaluate("JSON.stringify(localStorage)") == "{}"
    journey.complaints.clear()  # the network was gone, and the browser says so
    page.context.set_offline(False)
    draft = Initiative.objects.get()
    assert (draft.is_secret, draft.before) == (True, "")
