"""Photos taken without a network stay on the telephone, say so, and go with the entry."""

from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Dialog, Page, expect

from sangkien.accounts.models import User
from sangkien.files.queries import opened
from sangkien.initiatives.models import Evidence, Initiative
from tests.e2e.looking import PHONE, Journey, sign_in
from tests.e2e.test_evidence import large_photo
from tests.factories import PASSWORD, make_member
from tests.web.scene import Scene

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
READY = "navigator.serviceWorker.ready.then(() => true)"
HERE, BRING = "/viet-khi-mat-mang/", "/viet-khi-mat-mang/dua-len/"
TITLE = "Bàn gá ép keo cho tấm lót giày"
KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open("viet-san", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("anh", { keyPath: "id" });
  asked.onsuccess = () => {
    const all = asked.result.transaction("anh").objectStore("anh").getAll();
    all.onsuccess = () => { asked.result.close(); done(all.result.map((one) => one.bytes.byteLength)); };
  };
})"""


@pytest.fixture
def worker(scene: Scene) -> User:
    return make_member(scene.cast.factory, "Lê Thị Mận", member_code="DV777001", password=PASSWORD)


@pytest.fixture
def offline(journey: Journey, worker: User) -> Journey:
    """Signed in once, then the network was gone."""
    page = journey.page
    page.set_viewport_size(PHONE)
    sign_in(page, journey.address, "DV777001")
    page.evaluate(READY)
    page.context.set_offline(True)
    page.goto(journey.address + HERE)
    return journey


def kept(page: Page) -> list[int]:
    """The size of each photo on this device."""
    sizes: list[int] = page.evaluate(KEPT)
    return sizes


def write(journey: Journey) -> None:
    page = journey.page
    journey.type("Việc gì đã làm tốt hơn?", TITLE)
    for name in ("Ảnh trước", "Ảnh sau"):
        slot = page.locator(".camera__slot").filter(has=page.get_by_label(name, exact=True))
        page.get_by_label(name, exact=True).set_input_files(large_photo())
        expect(slot.get_by_text("Còn trên máy này, chưa gửi")).to_be_visible(timeout=20_000)


def test_photos_are_kept_shown_and_sent_with_the_entry(offline: Journey, worker: User) -> None:
    page: Any = offline.page
    write(offline)
    sizes = kept(page)
    assert len(sizes) == 2
    assert max(sizes) <= 250_000
    page.reload()  # the telephone closed the page for want of memory
    expect(page.get_by_label("Việc gì đã làm tốt hơn?")).to_have_value(TITLE)
    expect(page.get_by_role("img", name="Ảnh trước")).to_be_visible()
    offline.press("Giữ trên máy này")
    expect(page.get_by_text("2 ảnh còn trên máy này, chưa gửi.")).to_be_visible()
    expect(page.locator("[data-offline-list] canvas")).to_have_count(2)
    offline.complaints.clear()
    offline.picture("offline-photos")

    page.context.set_offline(False)
    page.goto(offline.address + BRING)
    expect(page.get_by_text("2 ảnh còn trên máy này, được gửi ngay")).to_be_visible()
    offline.look("bring-photos")
    offline.press("Đưa lên thành bản nháp")

    expect(page.get_by_text("Đã gửi vào bản nháp")).to_have_count(2, timeout=30_000)
    offline.look("brought-photos")
    rows = list(Evidence.objects.select_related("file", "initiative").order_by("kind"))
    assert [(row.kind, row.initiative.title) for row in rows] == [
        ("after", TITLE),
        ("before", TITLE),
    ]
    assert rows[0].initiative.author == worker
    with opened(rows[0].file) as file:
        assert not Image.open(file).getexif()
    assert kept(page) == []


def test_a_network_that_goes_again_leaves_the_photos_on_the_telephone(offline: Journey) -> None:
    page: Any = offline.page
    write(offline)
    offline.press("Giữ trên máy này")
    page.context.set_offline(False)
    page.route("**/minh-chung/tai-len/", lambda route: route.abort())
    page.goto(offline.address + BRING)
    offline.press("Đưa lên thành bản nháp")

    expect(page.get_by_text("Ảnh còn trên máy này, tự gửi tiếp")).to_be_visible(timeout=20_000)
    assert (len(kept(page)), Evidence.objects.count()) == (2, 0)
    page.unroute("**/minh-chung/tai-len/")
    page.goto(offline.address + HERE)
    expect(page.get_by_text("2 ảnh của bản đã đưa lên còn trên máy này")).to_be_visible()
    page.goto(offline.address + BRING)

    expect(page.get_by_text("Đã gửi vào bản nháp")).to_have_count(2, timeout=30_000)
    assert (kept(page), Evidence.objects.count()) == ([], 2)
    offline.complaints.clear()  # the browser mentions the requests that were lost


@pytest.mark.parametrize("where", ["/viec-cua-toi/", "/chuong-trinh/"])
def test_signing_out_asks_and_then_forgets_the_photos(offline: Journey, where: str) -> None:
    page: Any = offline.page
    write(offline)
    offline.press("Giữ trên máy này")
    page.context.set_offline(False)
    offline.complaints.clear()
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if len(asked) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    page.on("dialog", answer)
    page.goto(offline.address + where)
    page.locator("details.person summary").click()
    offline.press("Đăng xuất")
    page.wait_for_timeout(500)
    assert len(kept(page)) == 2
    assert "2 ảnh chưa gửi" in asked[0]
    offline.press("Đăng xuất")
    page.wait_for_url(lambda url: where not in url)

    assert kept(page) == []
    assert not Initiative.objects.exists()


def test_shared_telephone_is_wiped_by_one_button(offline: Journey) -> None:
    page: Any = offline.page
    write(offline)
    offline.press("Giữ trên máy này")
    page.on("dialog", lambda dialog: dialog.accept())

    offline.press("Máy dùng chung: xóa hết")

    expect(page.get_by_role("heading", name="Đang ở trên máy này, chưa gửi")).to_be_hidden()
    assert kept(page) == []
    assert page.evaluate("localStorage.getItem('viet-san')") is None
    offline.complaints.clear()
