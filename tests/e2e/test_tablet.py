"""An officer turns a tablet into a shared one; two workers use it, one after the other."""

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import ViewportSize, expect

from sangkien.accounts.models import Pin, User
from sangkien.initiatives.enums import State
from sangkien.initiatives.models import Initiative
from tests.e2e.looking import Journey, sign_in
from tests.e2e.test_evidence import large_photo
from tests.e2e.test_offline_photos import kept
from tests.factories import NOW, PASSWORD, make_member
from tests.web.scene import Scene

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TABLET = ViewportSize(width=820, height=1180)
PIN = "739105"
TITLE = "Kệ xoay phơi vải ướt"


def worker(scene: Scene, name: str, code: str) -> User:
    made = make_member(scene.cast.factory, name, member_code=code)
    Pin.objects.create(user=made, encoded=make_password(PIN), set_at=NOW)
    return made


@pytest.fixture
def tablet(journey: Journey, scene: Scene) -> Journey:
    scene.cast.officer.set_password(PASSWORD)
    scene.cast.officer.save()
    journey.page.set_viewport_size(TABLET)
    sign_in(journey.page, journey.address, scene.cast.officer.member_code)
    journey.page.goto(journey.address + "/don-vi/AD/may-dang-ky/")
    journey.type("Tên máy", "Máy bảng ở nhà ăn")
    journey.look("0-officer")
    journey.press("Mở máy đăng ký chung")
    journey.page.wait_for_url(journey.address + "/may/")
    return journey


def enter(journey: Journey, code: str) -> None:
    journey.type("Mã đoàn viên hoặc số điện thoại", code)
    journey.type("Mã PIN", PIN)
    journey.press("Vào đăng ký")


def write(journey: Journey) -> None:
    journey.type("Tên sáng kiến", TITLE)
    journey.type("Trước đây làm thế nào", "Vải ướt trải dưới sàn, mất chỗ và lâu khô.")
    journey.type("Nay làm thế nào", "Làm kệ xoay ba tầng có quạt thổi ngang.")
    journey.type("Kết quả ra sao", "Khô nhanh gấp đôi, gọn một nửa diện tích.")
    journey.page.get_by_text("Giải pháp kỹ thuật").click()
    journey.page.get_by_text("Sản xuất, kinh doanh").click()
    journey.type("Ngày áp dụng lần đầu", "05032026")


def test_two_workers_share_a_tablet(tablet: Journey, scene: Scene) -> None:
    first = worker(scene, "Lê Thị Mận", "DV777001")
    worker(scene, "Phạm Quốc Việt", "DV777002")
    page = tablet.page
    tablet.look("1-start")
    enter(tablet, "DV777001")
    tablet.look("2-choose")
    page.get_by_role("link", name="Đăng ký nhanh").click()
    write(tablet)
    tablet.look("3-quick")
    tablet.press("Gửi sáng kiến")

    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận sáng kiến")
    sent = Initiative.objects.get()
    assert (sent.state, sent.author, sent.unit) == (State.SUBMITTED, first, scene.cast.factory)
    expect(page.get_by_text(sent.reference)).to_be_visible()
    tablet.look("4-receipt")
    tablet.press("Xong, trả máy")
    page.wait_for_url(tablet.address + "/may/")

    for _time in range(3):  # through the receipt and the form: nothing comes back
        page.go_back()
        expect(page.get_by_text(sent.reference)).to_have_count(0)
        expect(page.get_by_text("Lê Thị Mận")).to_have_count(0)
        expect(page.get_by_text(TITLE)).to_have_count(0)
    page.goto(tablet.address + "/viec-cua-toi/")
    expect(page).to_have_url(tablet.address + "/may/")
    enter(tablet, "DV777002")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chào Phạm Quốc Việt")
    expect(page.get_by_text(TITLE)).to_have_count(0)


def test_tablet_forgets_who_walked_away_and_keeps_the_draft(tablet: Journey, scene: Scene) -> None:
    worker(scene, "Lê Thị Mận", "DV777001")
    page = tablet.page
    page.clock.install()
    enter(tablet, "DV777001")
    page.get_by_role("link", name="Đăng ký nhanh").click()
    tablet.type("Tên sáng kiến", TITLE)
    page.clock.run_for(3_000)
    expect(page.locator("[data-autosave-status]")).to_contain_text("Đã lưu nháp lúc")
    page.clock.run_for(100_000)
    expect(page.get_by_text("Sau 20 giây máy sẽ tự thoát")).to_be_visible()
    tablet.look("5-idle")
    page.clock.run_for(30_000)

    page.wait_for_url(tablet.address + "/may/")
    assert Initiative.objects.get().title == TITLE
    expect(page.get_by_text("Lê Thị Mận")).to_have_count(0)
    enter(tablet, "DV777001")
    expect(page.get_by_role("button", name=TITLE)).to_be_visible()


def test_receipt_makes_place_by_itself(tablet: Journey, scene: Scene) -> None:
    worker(scene, "Lê Thị Mận", "DV777001")
    page = tablet.page
    page.clock.install()
    enter(tablet, "DV777001")
    page.get_by_role("link", name="Đăng ký nhanh").click()
    write(tablet)
    tablet.press("Gửi sáng kiến")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận sáng kiến")
    page.clock.run_for(62_000)

    page.wait_for_url(tablet.address + "/may/")


def test_tablet_keeps_nothing_that_was_written_without_a_network(tablet: Journey) -> None:
    page = tablet.page
    page.goto(tablet.address + "/viet-khi-mat-mang/")
    tablet.type("Việc gì đã làm tốt hơn?", TITLE)
    page.get_by_label("Ảnh trước", exact=True).set_input_files(large_photo())
    expect(page.locator("[data-slot=before] canvas")).to_be_visible(timeout=20_000)
    tablet.press("Giữ trên máy này")
    assert len(kept(page)) == 1

    page.goto(tablet.address + "/may/")
    page.wait_for_load_state("networkidle")

    assert kept(page) == []
    assert page.evaluate("localStorage.getItem('viet-san')") is None
