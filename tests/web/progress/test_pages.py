"""The progress pages as readers meet them: numbers, ways down, refusals."""

import datetime as dt
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.agreements.enums import TargetBase, TargetKind, TargetOrigin
from sangkien.agreements.models import Target
from sangkien.core import clock
from sangkien.core.periods import end_of, start_of
from sangkien.programmes.actions import drafting
from sangkien.programmes.models import Period
from sangkien.progress.models import Reading
from sangkien.units.actions import tree
from tests.factories import NOW, SYSTEM, make_member, make_target, make_unit
from tests.progress.scenes import form, send_now, settle, whole
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def address(scene: Scene, code: str = "") -> str:
    return f"/tien-do/{scene.programme.slug}/" + (f"{code}/" if code else "")


def test_unit_page_names_number_target_base_and_time(client: Client, scene: Scene) -> None:
    make_target(whole(scene.programme), scene.cast.superior, 8, base=TargetBase.VALID)
    make_target(whole(scene.programme), scene.cast.superior, 3, origin=TargetOrigin.SELF_SET)
    send_now(scene.programme, scene.cast.factory, sent=5, valid=4)
    settle(clock.now())

    shown = text_of(client.get(address(scene, "SX")))

    assert "Sáng kiến hợp lệ, chỉ tiêu giao 4 / 8 đạt 50 % · còn thiếu 4" in shown
    assert "Sáng kiến đã gửi, đơn vị tự đăng ký 5 / 3 đạt 166,7 %, vượt 66,7 %" in shown
    assert "hợp lệ · tính đến" in shown
    assert "Hợp lệ 4 (80 % số đã gửi)" in shown
    assert "Chờ xác nhận hoặc bổ sung 1" in shown


def test_the_past_is_read_again_with_the_target_of_then(client: Client, scene: Scene) -> None:
    period, unit, today = whole(scene.programme), scene.cast.superior, clock.today()
    on = today - dt.timedelta(days=3)
    make_target(period, unit, 8, at=start_of(on))
    kept = {"sent": 6, "valid": 4, "as_of": start_of(on), "ends_at": end_of(on)}
    Reading.objects.create(unit=unit, period=period, span="ngay", **kept)
    kept |= {
        "sent": 9,
        "valid": 5,
    }  # the neighbour was ahead, by the end of the day that ended last
    Reading.objects.create(unit=scene.cast.sister_superior, period=period, span="ngay", **kept)
    Target.objects.update(replaced_at=start_of(today))
    make_target(period, unit, 99, at=clock.now())

    def read(**asked: str) -> tuple[int, str]:
        page = client.get(address(scene, "SX"), asked)
        return page.status_code, text_of(page)

    status, then = read(luc=(on + dt.timedelta(days=1)).isoformat(), gio="13:30")
    assert (status, "theo chỉ tiêu lúc đó 6 / 8 đạt 75 %" in then) == (200, True)
    assert f"tính đến 00:00 {on + dt.timedelta(days=1):%d/%m/%Y}" in then
    assert "Hạng lúc đó trong LĐLĐ tỉnh Bình Minh 2/2" in then
    assert "chưa ghi số liệu nào" in read(luc="2026-01-02")[1]
    assert read(luc=(today + dt.timedelta(days=1)).isoformat())[0] == 422
    assert "Ngày hoặc giờ chưa đúng" in read(luc="2026-02-31", gio="29")[1]


def test_national_to_grassroots_by_one_tap_per_level(client: Client, scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=1)
    settle(clock.now())
    seen: list[str] = []

    for name in ("LĐLĐ huyện Sông Xanh", "CĐCS Công ty May Ánh Dương"):
        page = client.get(seen[-1] if seen else address(scene)).content.decode()
        (link,) = re.findall(rf'href="([^"]+)">{name}</a>', page)
        seen.append(unescape(link))

    last = client.get(seen[-1])
    assert last.status_code == 200
    assert "Công ty May Ánh Dương" in text_of(last)
    assert f'href="{seen[0]}"' in last.content.decode()  # the way up


def test_coverage_and_rate_targets_say_what_they_are_of(client: Client, scene: Scene) -> None:
    tree.record_headcount(
        scene.cast.province, members=180, workers=200, counted_on=NOW.date(), by=SYSTEM, at=NOW
    )
    make_target(whole(scene.programme), scene.cast.province, "100", kind=TargetKind.COVERAGE)
    send_now(scene.programme, scene.cast.factory, sent=3)
    settle(clock.now())

    shown = text_of(client.get(address(scene)))

    assert "CĐCS có sáng kiến, chỉ tiêu giao 100 % 1 / 3 đạt 33,3 % · còn thiếu 2" in shown
    assert "Còn 2 CĐCS chưa có sáng kiến nào" in shown
    assert "Trên 100 lao động 1,5 (đã gửi, của 200 lao động)" in shown


def test_cluster_page_sums_its_units(client: Client, scene: Scene) -> None:
    year = clock.today().year
    cluster = form(scene.cast.province, "Cụm I", [scene.cast.superior], number=1, year=year)
    send_now(scene.programme, scene.cast.factory, sent=2, valid=1)
    settle(clock.now())

    board = client.get(address(scene)).content.decode()
    page = client.get(address(scene) + f"cum/{cluster.pk}/")

    assert f"/cum/{cluster.pk}/?dot={whole(scene.programme).pk}" in board
    assert "LĐLĐ huyện Sông Xanh" in text_of(page)
    assert "Cả 1 đơn vị đều đã có sáng kiến." in text_of(page)


def test_large_league_has_links_to_its_pages(client: Client, scene: Scene) -> None:
    for number in range(101):
        make_unit(f"LĐLĐ huyện số {number:03d}", level="cap-tren", parent=scene.cast.province)

    first = client.get(address(scene)).content.decode()
    second = text_of(client.get(address(scene), {"trang": "2"}))

    assert "1–100" in first
    assert "101–103" in first
    assert "trang=2" in first
    assert "LĐLĐ huyện số 100" in second


def test_numbers_in_addresses_carry_no_thousands_dot(client: Client, scene: Scene) -> None:
    period = whole(scene.programme)
    Period.objects.create(
        pk=12_345,
        programme=scene.programme,
        kind="campaign",
        unit=scene.cast.province,
        number=1,
        name="Chiến dịch",
        opens_at=period.opens_at,
        closes_at=period.closes_at,
    )

    page = client.get(address(scene), {"dot": "12345"}).content.decode()

    assert "dot=12345" in page
    assert "12.345" not in page


@pytest.mark.parametrize(
    "query",
    ["dot=999999", "dot=abc", "dot=1%200", "dot=" + "9" * 400, "dot=-1", "dot=%E2%91%A0"],
)
def test_unknown_period_is_not_found(client: Client, scene: Scene, query: str) -> None:
    assert client.get(f"{address(scene)}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["trang=0", "trang=-3", "trang=x", "trang=" + "9" * 400, "xep=x"])
def test_nonsense_order_or_page_is_the_usual_page(client: Client, scene: Scene, query: str) -> None:
    usual = text_of(client.get(address(scene)))

    answer = client.get(f"{address(scene)}?{query}")

    assert answer.status_code == 200
    assert text_of(answer).split("tính đến")[0] == usual.split("tính đến")[0]


def test_units_outside_of_the_programme_are_not_found(client: Client, scene: Scene) -> None:
    assert client.get(address(scene, "TLD")).status_code == 404
    assert client.get(address(scene, "KHONG-CO")).status_code == 404
    assert client.get("/tien-do/khong-co/").status_code == 404
    assert client.get(address(scene) + "cum/999/").status_code == 404


def test_unit_code_is_found_in_small_letters(client: Client, scene: Scene) -> None:
    assert client.get(address(scene, "sx")).status_code == 200


def test_draft_programme_has_no_progress_page(client: Client, scene: Scene) -> None:
    content = drafting.Content(title="Bản soạn", fields=("Sản xuất",))
    draft = drafting.draft_programme(scene.cast.province, content=content, by=SYSTEM, at=NOW)

    assert client.get(f"/tien-do/{draft.slug}/").status_code == 404
    officer = client_of(scene.cast.provincial_officer)
    assert officer.get(f"/tien-do/{draft.slug}/BM/chua-co/").status_code == 404


def test_pages_are_the_same_for_everybody_and_cacheable(client: Client, scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=1)
    settle(clock.now())

    anonymous = client.get(address(scene))
    signed_in = client_of(scene.cast.provincial_officer).get(address(scene))

    assert anonymous.content == signed_in.content
    assert anonymous["Cache-Control"] == "public, max-age=3"
    assert not anonymous.cookies


def test_zero_list_needs_the_right_person(client: Client, scene: Scene) -> None:
    url = address(scene, "SX") + "chua-co/"

    anonymous = client.get(url)
    statuses = {
        who: client_of(getattr(scene.cast, who)).get(url).status_code
        for who in ("author", "officer", "superior_officer", "provincial_officer", "auditor")
    }

    assert anonymous.status_code == 302
    assert anonymous["Location"].startswith("/dang-nhap/")
    assert statuses == {
        "author": 404,
        "officer": 404,
        "superior_officer": 200,
        "provincial_officer": 200,
        "auditor": 200,
    }


def test_officers_find_their_work_and_nobody_a_dead_link(client: Client, scene: Scene) -> None:
    public = client.get(address(scene, "SX")).content.decode()
    offered = {
        who: re.findall(
            r'<li><a href="([^"]+)"',
            client_of(getattr(scene.cast, who))
            .get(address(scene, "SX") + "can-bo/", headers={"X-Piece": "1"})
            .content.decode(),
        )
        for who in ("author", "superior_officer")
    }

    assert not re.search(r'href="[^"]+(?:don-doc|chua-co|bao-cao/|ap-phich)', public)
    assert "can-bo/" in public
    assert offered["author"] == []
    assert len(offered["superior_officer"]) == 4
    officer = client_of(scene.cast.superior_officer)
    assert all(officer.get(unescape(url)).status_code == 200 for url in offered["superior_officer"])
    page = client_of(scene.cast.author).get(address(scene, "SX") + "can-bo/")
    assert "Bạn không phụ trách đơn vị này" in text_of(page)


def test_zero_list_names_the_unions_and_their_superior(scene: Scene) -> None:
    send_now(scene.programme, scene.cast.factory, sent=1)
    settle(clock.now())

    page = client_of(scene.cast.provincial_officer).get(address(scene, "BM") + "chua-co/")

    shown = text_of(page)
    assert "CĐCS Công ty Cơ khí Hòa Bình" in shown
    assert "CĐCS Trường Mầm non Hoa Sen" in shown
    assert "CĐCS Công ty May Ánh Dương" not in shown
    assert page["Cache-Control"] == "no-store, private"


def test_long_zero_list_goes_on_on_a_next_page(scene: Scene) -> None:
    for number in range(60):
        make_unit(f"CĐCS số {number:02d}", level="co-so", parent=scene.cast.superior)
    client = client_of(scene.cast.superior_officer)

    first = client.get(address(scene, "SX") + "chua-co/")
    (following,) = re.findall(r'href="([^"]+sau=[^"]+)"', first.content.decode())
    second = text_of(client.get(unescape(following)))

    assert "CĐCS số 47" in text_of(first)
    assert "CĐCS số 48" not in text_of(first)
    assert "CĐCS số 48" in second
    assert "CĐCS số 59" in second
    assert "Xem tiếp" not in second


def test_english_page_keeps_its_readers_in_english(client: Client, scene: Scene) -> None:
    page = client.get("/en" + address(scene)).content.decode()

    assert '<html lang="en">' in page
    assert f'href="/en{address(scene, "SX")}?dot=' in page


def test_names_of_units_are_shown_as_text(client: Client, scene: Scene) -> None:
    make_unit(
        "<b>Đậm</b> & <script>alert(1)</script>", level="cap-tren", parent=scene.cast.province
    )

    page = client.get(address(scene)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;b&gt;Đậm&lt;/b&gt; &amp;" in page


@pytest.mark.parametrize("more", [0, 40])
def test_page_costs_the_same_number_of_queries(client: Client, scene: Scene, more: int) -> None:
    for number in range(more):
        unit = make_unit(f"CĐCS số {number}", level="co-so", parent=scene.cast.superior)
        make_target(whole(scene.programme), unit, 5)
    make_target(whole(scene.programme), scene.cast.superior, 50)
    send_now(scene.programme, scene.cast.factory, sent=2, valid=1)
    make_member(scene.cast.factory)
    settle(clock.now())

    with CaptureQueriesContext(connection) as captured:
        client.get(address(scene, "SX"))

    assert len(captured) == 30


def test_a_registration_shows_at_once_on_the_page_of_its_unit(scene: Scene) -> None:
    before = text_of(Client().get(address(scene, "AD")))
    scene.sent(title="Khay chia cỡ nút")

    page = text_of(Client().get(address(scene, "AD")))

    assert "Đã gửi 1" not in before
    assert "Đã gửi 1" in page
