"""The pages of snapshots and flash reports as officers and readers meet them."""

import io
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from sangkien.agreements.enums import TargetBase
from sangkien.core import clock
from sangkien.reports.models import Snapshot
from tests.factories import make_target, make_unit
from tests.progress.scenes import form, send_now, settle, whole
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db

OK, FOUND, FORBIDDEN, NOT_FOUND, UNPROCESSABLE = 200, 302, 403, 404, 422


@pytest.fixture
def scene() -> Scene:
    found = make_scene()
    make_target(whole(found.programme), found.cast.province, 10, base=TargetBase.VALID)
    make_target(whole(found.programme), found.cast.superior, 4, base=TargetBase.VALID)
    send_now(found.programme, found.cast.factory, sent=5, valid=3)
    settle(clock.now())
    return found


def address(scene: Scene, code: str = "BM") -> str:
    return f"/tien-do/{scene.programme.slug}/{code}/"


def take(scene: Scene, browser: Client, code: str = "BM", **changes: str) -> Any:
    body = {"period": str(whole(scene.programme).pk), "request_key": str(uuid.uuid4()), **changes}
    return browser.post(f"{address(scene, code)}bao-cao/chup/", body)


def taken(scene: Scene, browser: Client) -> Snapshot:
    take(scene, browser)
    return Snapshot.objects.latest("pk")


def test_officer_takes_publishes_and_everybody_reads(client: Client, scene: Scene) -> None:
    officer = client_of(scene.cast.provincial_officer)
    assert "Chụp số liệu lúc này" in text_of(officer.get(f"{address(scene)}bao-cao/"))
    snapshot = taken(scene, officer)
    shown, public = f"/bao-cao-nhanh/{snapshot.pk}/can-bo/", f"/bao-cao-nhanh/{snapshot.pk}/"
    assert client.get(public).status_code == NOT_FOUND

    page = text_of(officer.post(f"{shown}cong-bo/", follow=True))
    send_now(scene.programme, scene.cast.factory, sent=4, valid=4)
    settle(clock.now())
    read = client.get(public)

    assert "Báo cáo đã công bố" in page
    assert settings.BASE_URL + public in page  # in the message for the chat
    words = text_of(read)
    assert "có 5 sáng kiến đã gửi, 3 hợp lệ; đạt 30 % chỉ tiêu 10 sáng kiến hợp lệ" in words
    assert "public" in read["Cache-Control"]
    assert client.get(f"{public}the.png")["Content-Type"] == "image/png"
    assert client.get(f"{public}bang.xlsx").status_code == OK


def test_public_report_is_light_enough_for_2g(client: Client, scene: Scene) -> None:
    for number in range(60):
        make_unit(
            f"Liên đoàn Lao động huyện số {number}", level="cap-tren", parent=scene.cast.province
        )
    officer = client_of(scene.cast.provincial_officer)
    snapshot = taken(scene, officer)
    officer.post(f"/bao-cao-nhanh/{snapshot.pk}/can-bo/cong-bo/")

    page = client.get(f"/bao-cao-nhanh/{snapshot.pk}/", headers={"Accept-Encoding": "gzip"})

    assert len(page.content) < 30_000
    assert b"<script" not in page.content
    assert b"fonts/" not in page.content


def test_who_may_not_report_sees_no_button_and_is_refused(scene: Scene) -> None:
    auditor = client_of(scene.cast.auditor)

    assert "Chụp số liệu lúc này" not in text_of(auditor.get(f"{address(scene)}bao-cao/"))
    assert take(scene, auditor).status_code == FORBIDDEN
    for user in (scene.cast.author, scene.cast.officer):
        assert client_of(user).get(f"{address(scene)}bao-cao/").status_code == NOT_FOUND
        assert take(scene, client_of(user)).status_code == NOT_FOUND
    assert not Snapshot.objects.exists()


def test_wrong_forms_are_answered_at_the_field(scene: Scene) -> None:
    officer = client_of(scene.cast.provincial_officer)

    refused = take(scene, officer, period="987654")
    stale = take(scene, officer, request_key="x")

    assert (refused.status_code, stale.status_code) == (UNPROCESSABLE, UNPROCESSABLE)
    assert "Hãy chọn một giai đoạn trong danh sách." in text_of(refused)
    assert not Snapshot.objects.exists()


def test_published_twice_says_so(scene: Scene) -> None:
    officer = client_of(scene.cast.provincial_officer)
    url = f"/bao-cao-nhanh/{taken(scene, officer).pk}/can-bo/cong-bo/"
    officer.post(url)

    assert "đã được công bố" in text_of(officer.post(url, follow=True))


def test_files_say_what_the_snapshot_says(scene: Scene) -> None:
    form(scene.cast.province, "Cụm I", [scene.cast.superior], number=1, year=clock.today().year)
    send_now(scene.programme, scene.cast.province, sent=2)
    settle(clock.now())
    officer = client_of(scene.cast.provincial_officer)
    files = f"/bao-cao-nhanh/{taken(scene, officer).pk}/can-bo/"

    book = CalamineWorkbook.from_filelike(io.BytesIO(officer.get(f"{files}bang.xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    pdf = PdfReader(io.BytesIO(officer.get(f"{files}bao-cao.pdf").content))
    words = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    card = Image.open(io.BytesIO(officer.get(f"{files}the.png?day=1").content))

    names = [row[2] for row in rows]
    assert names[-2:] == ["Còn lại (riêng cơ quan, đơn vị khác)", "Cộng"]
    units = {"LĐLĐ huyện Sông Xanh", "LĐLĐ huyện Núi Đỏ"}
    sent = [int(str(row[3]).partition(".")[0]) for row in rows if row[2] in units]
    assert sum(sent) + int(str(rows[-2][3]).partition(".")[0]) == rows[-1][3] == 7
    assert book.sheet_names == ["Đơn vị", "Cụm, khối"]
    assert "BÁO CÁO" in words
    assert "đạt 30 % chỉ tiêu 10" in words.replace("\u00a0", " ")
    assert card.size == (1080, 1350)
    assert officer.get(f"{files}bao-cao.docx").content.startswith(b"PK")


def test_table_of_the_board_is_what_the_page_shows(client: Client, scene: Scene) -> None:
    url = f"{address(scene)}bang.csv"

    lines = b"".join(client.get(url)).decode("utf-8-sig").splitlines()

    head = lines.index("")  # above it: of what the figures are, on which base, and of when
    assert "Số liệu: đã gửi và hợp lệ, tính đến" in lines[head - 1]
    assert lines[head + 1].startswith("Hạng,Mã đơn vị,Đơn vị,Đã gửi,Hợp lệ")
    assert lines[head + 2].startswith("1,SX,LĐLĐ huyện Sông Xanh,5,3")
    assert lines[-1].split(",")[2:5] == ["Cộng", "5", "3"]
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get(f"{address(scene)}bang.xlsx").content)
    )
    assert book.get_sheet_by_index(0).to_python()[-1][3] == 5


def test_wall_shows_number_target_and_time_and_renews_itself(client: Client, scene: Scene) -> None:
    page = client.get(f"{address(scene)}man-hinh/")

    words = text_of(page)
    for said in ("Số liệu lúc", "sáng kiến hợp lệ / chỉ tiêu 10", "30 %", "LĐLĐ huyện Sông Xanh"):
        assert said in words
    assert 'hx-trigger="every 20s"' in page.content.decode()
    assert "public" in page["Cache-Control"]
    assert scene.cast.author.full_name not in words


@pytest.mark.parametrize("what", ["bao-cao/", "bang.csv", "man-hinh/"])
def test_as_many_queries_for_one_unit_as_for_many(scene: Scene, what: str) -> None:
    browser = client_of(scene.cast.provincial_officer)

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            response = browser.get(address(scene) + what)
            b"".join(response)
        return len(caught)

    taken(scene, browser)
    asked()  # what a process reads once
    few = asked()
    for number in range(3):
        unit = make_unit(f"LĐLĐ huyện {number}", level="cap-tren", parent=scene.cast.province)
        make_target(whole(scene.programme), unit, 5)
        taken(scene, browser)

    assert asked() == few
