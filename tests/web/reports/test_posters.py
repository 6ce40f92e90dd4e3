"""Weekly posters and the whole list of CĐCS at zero, as officers get them."""

import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from sangkien.core import clock
from sangkien.reports import rules
from sangkien.reports.actions import printing
from tests.factories import make_unit
from tests.progress.scenes import send_now, settle
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db

OK, FOUND, NOT_FOUND = 200, 302, 404


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


def test_whole_list_at_zero_for_who_oversees(scene: Scene) -> None:
    url = f"{address(scene, 'BM')}chua-co/danh-sach"
    officer = client_of(scene.cast.provincial_officer)

    lines = b"".join(officer.get(f"{url}.csv")).decode("utf-8-sig").splitlines()
    book = CalamineWorkbook.from_filelike(io.BytesIO(officer.get(f"{url}.xlsx").content))

    assert lines[1:] == [
        "HB,CĐCS Công ty Cơ khí Hòa Bình,LĐLĐ huyện Sông Xanh",
        "HS,CĐCS Trường Mầm non Hoa Sen,LĐLĐ huyện Núi Đỏ",
    ]
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()][-2:] == ["HB", "HS"]
    for user in (scene.cast.author, scene.cast.officer):
        assert client_of(user).get(f"{url}.csv").status_code == NOT_FOUND
        assert client_of(user).get(f"{url}.xlsx").status_code == NOT_FOUND


def test_list_that_is_too_long_for_excel_is_sent_as_csv(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_LISTED", 1)
    monkeypatch.setattr(rules, "LIST_BATCH", 1)
    officer = client_of(scene.cast.provincial_officer)
    url = f"{address(scene, 'BM')}chua-co/danh-sach"

    page = officer.get(f"{url}.xlsx", follow=True)

    assert "mời tải tệp CSV" in text_of(page)
    assert len(b"".join(officer.get(f"{url}.csv")).splitlines()) == 3


def test_one_more_query_for_a_thousand_more(scene: Scene) -> None:
    officer = client_of(scene.cast.provincial_officer)
    url = f"{address(scene, 'BM')}chua-co/danh-sach.csv"

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            b"".join(officer.get(url))
        return len(caught)

    asked()
    few = asked()
    for number in range(5):
        make_unit(f"CĐCS số {number}", level="co-so", parent=scene.cast.superior)

    assert asked() == few
