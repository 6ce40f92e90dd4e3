"""Evidence from a telephone: photos, a lost network, a voice note, names that come back as sent."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

from sangkien.accounts.models import User
from sangkien.files.queries import opened
from sangkien.initiatives import evidence as held
from sangkien.initiatives.models import Evidence, Initiative
from tests.e2e.looking import PHONE, Journey, sign_in
from tests.factories import PASSWORD, make_member
from tests.files.samples import paper, photo_with_place
from tests.web.initiatives.drafts import make_whole_draft
from tests.web.scene import Scene

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TITLE = "Bàn gá ép keo cho tấm lót giày"
# No microphone on the machine that tests: a tone takes its place.
MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () => {
  const studio = new AudioContext(), tone = studio.createOscillator();
  const line = studio.createMediaStreamDestination();
  tone.connect(line);
  tone.start();
  return line.stream;
};
"""


@pytest.fixture
def worker(scene: Scene) -> User:
    return make_member(scene.cast.factory, "Lê Thị Mận", member_code="DV777001", password=PASSWORD)


@pytest.fixture
def phone(journey: Journey, worker: User) -> Journey:
    journey.page.set_viewport_size(PHONE)
    sign_in(journey.page, journey.address, worker.member_code)
    return journey


def large_photo() -> FilePayload:
    """Noise, so that it weighs as much as the photo of a telephone."""
    target = io.BytesIO()
    noise = Image.effect_noise((3000, 2000), 90).convert("RGB")
    noise.save(
        target, "JPEG", quality=90, exif=Image.open(io.BytesIO(photo_with_place())).getexif()
    )
    return FilePayload(name="IMG_0001.JPG", mimeType="image/jpeg", buffer=target.getvalue())


def test_photos_are_shrunk_and_sent_while_the_title_is_typed(phone: Journey) -> None:
    page = phone.page
    page.goto(phone.address + "/sang-kien/dang-ky/")
    page.get_by_label("Ảnh trước", exact=True).set_input_files(large_photo())
    expect(page.locator("[data-slot=before] canvas")).to_be_visible()
    phone.type("Tên sáng kiến", TITLE)
    expect(page.get_by_text("Đã gửi ảnh.")).to_be_visible(timeout=20_000)
    phone.look("1-photo")
    phone.was_refused()  # kept without a title first
    phone.press("Tiếp tục")

    expect(page.get_by_role("heading", level=1)).to_contain_text("khác nhau thế nào")
    row = Evidence.objects.select_related("file").get()
    assert (row.kind, row.initiative.title) == ("before", TITLE)
    assert row.file.size < 400_000
    assert row.file.height > row.file.width  # type: ignore[operator] # it was turned upright
    with opened(row.file) as file:
        assert not Image.open(file).getexif()


def test_a_lost_network_only_delays_the_photo(phone: Journey, scene: Scene, worker: User) -> None:
    draft, page, lost = make_whole_draft(scene, worker), phone.page, []

    def lose(route: Route) -> None:
        lost.append(route)
        if len(lost) < 3:
            route.abort()
        else:
            route.continue_()

    page.route("**/minh-chung/tai-len/*/", lose)
    page.goto(f"{phone.address}/sang-kien/{draft.code}/buoc/1/")
    page.get_by_label("Ảnh sau", exact=True).set_input_files(large_photo())

    expect(page.get_by_text("Mất mạng.")).to_be_visible()
    expect(page.get_by_text("Đã gửi ảnh.")).to_be_visible(timeout=20_000)
    phone.press("Tiếp tục")
    expect(page.get_by_role("heading", level=1)).to_contain_text("khác nhau thế nào")
    assert [row.kind for row in held.shown(draft)] == ["after"]
    phone.complaints.clear()  # the browser mentions the requests that were lost


def test_voice_note_is_recorded_and_played(phone: Journey, scene: Scene, worker: User) -> None:
    draft, page = make_whole_draft(scene, worker), phone.page
    page.add_init_script(MICROPHONE)
    page.goto(f"{phone.address}/sang-kien/{draft.code}/minh-chung/?tu=2")
    phone.press("Bắt đầu ghi âm")
    expect(page.get_by_role("timer")).to_contain_text("2 giây, còn 58 giây", timeout=10_000)
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_role("timer")).to_contain_text("Đã ghi")
    phone.press("Thêm bản ghi âm")

    expect(page.get_by_text("Đã thêm minh chứng.")).to_be_visible()
    sound = page.locator("audio")
    expect(sound).to_be_visible()
    length = sound.evaluate(
        """async (sound) => {
          sound.load();
          await new Promise((done, fail) => {
            sound.onloadedmetadata = done;
            sound.onerror = () => fail(sound.error.message);
            sound.preload = "auto";
          });
          return sound.readyState;
        }"""
    )
    assert length >= 1
    phone.look("2-voice")
    row = Evidence.objects.select_related("file").get()
    assert (row.kind, row.file.content_type) == ("voice", "audio/webm")
    assert 2 <= (row.file.seconds or 0) <= 5
    page.get_by_role("link", name="Quay lại phiếu đăng ký").click()
    expect(page).to_have_url(f"{phone.address}/sang-kien/{draft.code}/buoc/2/")


NAMES = {
    'Sáng kiến "số 1"; filename=x.html': "Sáng kiến _số 1_; filename=x.pdf",
    "Bie\u0302n ba\u0309n 🙂.pdf.exe": "Biên bản 🙂.pdf.pdf",
    "../../etc/passwd": "passwd.pdf",
    "CON.pdf": "tep-CON.pdf",
    ".htaccess": "tep.pdf",
    "ế" * 60 + ".pdf": "ế" * 60 + ".pdf",
}


def test_names_come_back_as_they_were_sent(phone: Journey, scene: Scene, worker: User) -> None:
    page: Any = phone.page
    found = {}
    for number, name in enumerate(NAMES):
        draft = make_whole_draft(scene, worker, title=f"Sáng kiến số {number} của tôi")
        page.goto(f"{phone.address}/sang-kien/{draft.code}/minh-chung/")
        content = FilePayload(name=name, mimeType="text/html", buffer=paper(name.encode()))
        page.get_by_label("Tài liệu", exact=True).set_input_files(content)
        phone.press("Thêm tài liệu")
        with page.expect_download() as saved:
            page.locator(".exhibit__file a").click()
        found[name] = saved.value.suggested_filename

    assert found == NAMES


def test_everything_can_be_added_without_javascript(
    plain_page: Page, live_server: Any, scene: Scene, worker: User
) -> None:
    draft = make_whole_draft(scene, worker)
    page = plain_page
    sign_in(page, live_server.url, worker.member_code)
    page.goto(f"{live_server.url}/sang-kien/{draft.code}/buoc/1/")
    page.get_by_label("Ảnh trước", exact=True).set_input_files(large_photo())
    page.get_by_role("button", name="Tải ảnh lên").click()
    expect(page.get_by_role("img", name="Ảnh trước khi cải tiến")).to_be_visible()
    page.get_by_role("button", name="Ảnh có sẵn, tài liệu, ghi âm").click()
    page.get_by_label("Tài liệu", exact=True).set_input_files(
        FilePayload(name="a.pdf", mimeType="application/pdf", buffer=paper())
    )
    page.get_by_role("button", name="Thêm tài liệu").click()

    expect(page.get_by_text("Đã thêm minh chứng.")).to_be_visible()
    assert [row.kind for row in held.shown(Initiative.objects.get())] == ["before", "document"]
