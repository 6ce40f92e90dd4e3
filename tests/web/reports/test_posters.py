"""Weekly posters, as officers get them."""

import uuid

import pytest

from sangkien.core import clock
from sangkien.reports.actions import printing
from tests.progress.scenes import send_now, settle
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db

NOT_FOUND = 404


@pytest.fixture
def scene() -> Scene:
    found = make_scene()
    send_now(found.programme, found.cast.factory, sent=2, valid=1)
    settle(clock.now())
    return found


def address(scene: Scene, code: str) -> str:
    return f"/tien-do/{scene.programme.slug}/{code}/"


def test_officer_prints_the_own_poster(scene: Scene) -> None:
    officer = client_of(scene.cast.officer)
    url = f"{address(scene, 'AD')}ap-phich/"

    assert "Tải PDF để in, khổ A3" in text_of(officer.get(url))
    assert officer.get(f"{url}pdf/").content.startswith(b"%PDF")
    assert officer.get(f"{url}anh/")["Content-Type"] == "image/png"
    assert client_of(scene.cast.author).get(url).status_code == NOT_FOUND
    assert client_of(scene.cast.sister_officer).get(f"{url}pdf/").status_code == NOT_FOUND


def test_all_of_the_branch_are_made_in_the_background(scene: Scene) -> None:
    superior = client_of(scene.cast.superior_officer)
    url = f"{address(scene, 'SX')}ap-phich/"
    assert "2 CĐCS, mỗi CĐCS một trang" in text_of(superior.get(url))

    sent = superior.post(f"{url}bo/", {"request_key": str(uuid.uuid4())})
    waiting = superior.get(sent["Location"])
    while printing.work(clock.now()):
        pass
    done = superior.get(sent["Location"])

    assert "Đang lập: 0 trong 2 CĐCS" in text_of(waiting)
    assert waiting["Refresh"] == "3"
    assert "2 trang A3" in text_of(done)
    assert "Refresh" not in done
    assert superior.get(f"{sent['Location']}pdf/").content.startswith(b"%PDF")
    assert client_of(scene.cast.officer).get(sent["Location"]).status_code == NOT_FOUND


def test_old_form_is_refused_in_words(scene: Scene) -> None:
    superior = client_of(scene.cast.superior_officer)

    page = superior.post(f"{address(scene, 'SX')}ap-phich/bo/", {"request_key": "x"}, follow=True)

    assert "Biểu mẫu đã cũ" in text_of(page)
