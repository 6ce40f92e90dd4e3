"""From the button beside a list to the file on the own machine."""

import uuid
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.core import clock
from sangkien.exports.actions import writing
from sangkien.exports.models import Export
from sangkien.journal.actions import deliveries
from tests.progress.scenes import send_now, settle
from tests.web.exports.taking import buttons, exported, rows_of, taken
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db

NOT_FOUND, FOUND = 404, 302


@pytest.fixture
def scene() -> Scene:
    found = make_scene()
    send_now(found.programme, found.cast.factory, sent=2, valid=1)
    settle(clock.now())
    return found


def test_list_of_a_branch_as_it_is_seen(scene: Scene) -> None:
    officer = client_of(scene.cast.officer)
    url = "/sang-kien/?xem=don-vi&trang-thai=confirmed"

    asked = buttons(officer.get(url))
    sent = officer.post("/tep-da-xuat/lap/", {**asked, "format": "xlsx"})
    again = officer.post("/tep-da-xuat/lap/", {**asked, "format": "xlsx"})
    waiting = officer.get(sent["Location"])
    while writing.step(clock.now()):
        pass
    done = officer.get(sent["Location"])
    answer = officer.post(f"{sent['Location']}tai/")
    rows = rows_of(b"".join(answer))

    assert parse_qs(asked["parameters"]) == {"xem": ["don-vi"], "trang-thai": ["confirmed"]}
    assert again["Location"] == sent["Location"]
    assert "Sắp bắt đầu" in text_of(waiting)
    assert 'hx-trigger="load delay:1s"' in waiting.content.decode()
    assert "Tải tệp về máy" in text_of(done)
    assert "hx-get" not in done.content.decode()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''S%C3%A1ng")
    assert "Trạng thái: Hợp lệ" in rows[1][0]
    assert [row[2] for row in rows[5:]] == ["Hợp lệ"]
    for stranger in (scene.cast.sister_officer, scene.cast.provincial_officer):
        assert client_of(stranger).get(sent["Location"]).status_code == NOT_FOUND
        assert client_of(stranger).post(f"{sent['Location']}tai/").status_code == NOT_FOUND


def test_owner_is_told_and_finds_all_files_in_one_list(scene: Scene) -> None:
    officer = client_of(scene.cast.officer)
    assert "chưa xuất danh sách nào" in text_of(officer.get("/tep-da-xuat/"))
    exported(officer, "/sang-kien/?xem=don-vi")
    with CaptureQueriesContext(connection) as one:
        officer.get("/tep-da-xuat/")

    exported(officer, "/sang-kien/?xem=don-vi", wanted="csv")
    stopped = officer.post(
        "/tep-da-xuat/lap/", {**buttons(officer.get("/sang-kien/?xem=don-vi")), "format": "csv"}
    )
    assert officer.post(f"{stopped['Location']}dung/")["Location"] == "/tep-da-xuat/"
    with CaptureQueriesContext(connection) as three:
        page = text_of(officer.get("/tep-da-xuat/"))
    while deliveries.deliver_batch(clock.now()):
        pass

    assert len(three) == len(one)
    assert page.count("Đã xong") == 2
    assert "Đã dừng" in page
    assert "đã sẵn sàng để tải về" in text_of(officer.get("/thong-bao/"))


def test_members_and_units_without_entries_in_every_row_of_the_page(scene: Scene) -> None:
    officer, above = client_of(scene.cast.officer), client_of(scene.cast.provincial_officer)
    scene.cast.author.phone = "0912345678"
    scene.cast.author.save()
    zero = f"/tien-do/{scene.programme.slug}/BM/chua-co/"
    members = f"/don-vi/{scene.cast.factory.code}/doan-vien/"

    people = taken(officer, exported(officer, members, wanted="csv")).decode("utf-8-sig")
    units = rows_of(taken(above, exported(above, zero)))

    assert scene.cast.author.full_name in people
    assert people.startswith("Họ và tên,Mã đoàn viên,Số điện thoại,Từ ngày\r\n")
    assert "•• 678" in people
    assert "0912" not in people
    assert [row[0] for row in units[-2:]] == ["HB", "HS"]


def test_list_that_the_sender_does_not_see_is_not_found(scene: Scene) -> None:
    body = {"request_key": str(uuid.uuid4()), "format": "xlsx"}
    factory = scene.cast.factory.code
    wanted = {
        "doan-vien": f"unit={factory}",
        "chua-co": f"chuong-trinh={scene.programme.slug}&unit=BM",
        "sang-kien": "xem=nhap-thay",
        "khong-co": "",
    }
    author = client_of(scene.cast.author)

    for kind, parameters in wanted.items():
        sent = author.post("/tep-da-xuat/lap/", {**body, "kind": kind, "parameters": parameters})
        assert sent.status_code == NOT_FOUND, kind
    sister = {**body, "kind": "sang-kien", "parameters": f"xem=don-vi&don_vi={factory}"}
    assert (
        client_of(scene.cast.sister_officer).post("/tep-da-xuat/lap/", sister).status_code
        == NOT_FOUND
    )
    assert author.post("/tep-da-xuat/lap/", {"kind": "x y"}).status_code == FOUND
    assert not Export.objects.exists()
