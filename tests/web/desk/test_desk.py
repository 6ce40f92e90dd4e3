import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.initiatives.actions import confirmation
from sangkien.units.actions import people
from tests.agreements.pacts import between_levels, say, send, sign
from tests.factories import (
    LONG_AGO,
    NOW,
    SYSTEM,
    make_member,
    make_officer,
    make_target,
    make_unit,
)
from tests.web.initiatives.drafts import make_draft
from tests.web.scene import Scene, by_now, client_of, make_scene, text_of

DESK = "/viec-cua-toi/"
REASON = "Đề nghị ghi rõ số tiền làm lợi."


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


def give_back(scene: Scene, title: str) -> None:
    sent = scene.sent(title=title)
    confirmation.return_for_changes(
        sent, reason=REASON, by=by_now(scene.cast.officer), at=clock.now()
    )


def test_desk_needs_a_login(client: Client) -> None:
    assert client.get(DESK)["Location"] == f"/dang-nhap/?next={DESK}"


def test_newcomer_is_told_what_to_do_and_until_when(scene: Scene) -> None:
    shown = text_of(client_of(scene.cast.author).get(DESK))

    assert "Bạn chưa có sáng kiến nào" in shown
    assert "Đăng ký sáng kiến đầu tiên" in shown
    assert "Chương trình thử nghiệm (Giai đoạn 1) đang nhận sáng kiến đến" in shown
    assert "chờ bạn xác nhận" not in shown


def test_returned_with_its_reason_comes_first_then_drafts_then_the_others(scene: Scene) -> None:
    scene.sent(title="Sáng kiến đã gửi xong")
    give_back(scene, "Sáng kiến bị trả lại")
    make_draft(scene, title="Bản nháp đang viết")

    shown = text_of(client_of(scene.cast.author).get(DESK))

    order = [
        "Sáng kiến bị trả lại",
        REASON,
        "Bản nháp đang viết",
        "Sáng kiến đã gửi xong",
    ]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    assert "Trần Thị Bình đề nghị:" in shown


def test_officer_sees_how_many_wait_and_the_units(scene: Scene) -> None:
    scene.sent()
    scene.sent()

    response = client_of(scene.cast.officer).get(DESK)

    assert "2 sáng kiến đang chờ" in text_of(response)
    page = response.content.decode()
    assert f"/tien-do/{scene.programme.slug}/AD/" in page
    assert "/don-vi/AD/" in page


def test_officer_sees_the_figures_of_the_unit_against_its_target(scene: Scene) -> None:
    whole = scene.programme.periods.get(kind="whole")
    make_target(whole, scene.cast.factory, 34)

    shown = text_of(client_of(scene.cast.officer).get(DESK))

    assert "Đơn vị tôi phụ trách" in shown
    assert "0 / 34" in shown
    assert "Bạn chưa có sáng kiến nào" not in shown


def test_officer_sees_the_figures_of_several_units_for_the_same_queries(scene: Scene) -> None:
    def count() -> int:
        client = client_of(scene.cast.officer)
        client.get(DESK)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(DESK).status_code == 200
        return len(queries)

    one = count()
    for number in range(3):
        another = make_unit(f"CĐCS {number}", level="co-so", parent=scene.cast.superior)
        people.grant_role(
            another,
            scene.cast.officer,
            role=RoleKey.GRASSROOTS_OFFICER,
            since_on=LONG_AGO,
            by=SYSTEM,
            at=NOW,
        )

    assert count() == one


def test_officer_of_a_sister_unit_sees_nothing_of_it(scene: Scene) -> None:
    sent = scene.sent()
    make_draft(scene, title="Bản nháp đang viết")

    shown = text_of(client_of(scene.cast.sister_officer).get(DESK))

    assert "Không có sáng kiến nào chờ bạn xử lý" in shown
    assert sent.title not in shown
    assert "Bản nháp đang viết" not in shown


@pytest.mark.parametrize("who", ["superior_officer", "national_officer", "auditor"])
def test_others_have_no_queue_but_their_units(scene: Scene, who: str) -> None:
    shown = text_of(client_of(getattr(scene.cast, who)).get(DESK))

    assert "chờ bạn xác nhận" not in shown
    assert "Nhập thay đoàn viên" not in shown
    assert "Đơn vị tôi phụ trách" in shown


@pytest.mark.parametrize("who", ["author", "officer"])
def test_queries_do_not_grow_with_the_rows(scene: Scene, who: str) -> None:
    reader = client_of(getattr(scene.cast, who))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(DESK).status_code == 200
        return len(queries)

    def more(n: int) -> None:
        scene.sent(title=f"Sáng kiến đã gửi số {n}")
        give_back(scene, f"Sáng kiến trả lại số {n}")
        make_draft(scene, title=f"Bản nháp số {n}")
        scene.sent(make_member(scene.cast.factory, f"Người {n}"))

    more(1)
    one = count()
    more(2)
    more(3)

    assert count() == one


def test_agreements_that_wait_are_on_the_desk_with_their_day(scene: Scene) -> None:
    row = between_levels(scene.cast)
    desk = client_of(scene.cast.officer)
    assert row.title not in text_of(desk.get(DESK))

    send(row, scene.cast.superior_officer)
    asked = text_of(desk.get(DESK))
    say(row, 2, scene.cast.officer)
    to_sign = text_of(desk.get(DESK))
    sign(row, 2, scene.cast.officer)

    assert "Giao ước thi đua chờ ý kiến của đơn vị bạn" in asked
    assert f"Gửi xin ý kiến ngày {NOW:%d/%m/%Y}" in asked
    assert "Giao ước thi đua chờ bạn ký" in to_sign
    assert f"Các bên thống nhất ngày {NOW:%d/%m/%Y}" in to_sign
    assert row.title not in text_of(desk.get(DESK)).split("Giao ước thi đua chờ")[-1]
    for stranger in (scene.cast.author, scene.cast.sister_officer):
        assert "Giao ước thi đua chờ" not in text_of(client_of(stranger).get(DESK))


def test_many_agreements_ask_the_database_as_much_as_one(scene: Scene) -> None:
    desk = client_of(scene.cast.officer)

    def count() -> int:
        send(between_levels(scene.cast), scene.cast.superior_officer)
        with CaptureQueriesContext(connection) as queries:
            shown = text_of(desk.get(DESK))
        assert "Giao ước thi đua chờ ý kiến" in shown
        return len(queries)

    count()
    counts = {count() for _turn in range(4)}
    assert len(counts) == 1
    assert "Xem tất cả giao ước đang chờ" in text_of(desk.get(DESK))


def test_officers_find_every_tool_of_their_office_on_one_page(scene: Scene) -> None:
    province = client_of(scene.cast.provincial_officer).get("/thi-dua/")
    grassroots = text_of(client_of(scene.cast.officer).get("/thi-dua/"))

    for label in ("Giao ước thi đua", "Chỉ tiêu của đơn vị", "Chế độ báo cáo", "Bảng điểm"):
        assert label in text_of(province)
        assert label in grassroots
    assert "Đôn đốc" in text_of(province)
    assert "Phát động, giai đoạn" not in grassroots
    assert client_of(scene.cast.author).get("/thi-dua/").status_code == 404


@pytest.mark.parametrize("role", sorted(set(RoleKey) - {RoleKey.AUTHOR}))
def test_no_tool_is_offered_that_is_not_there(scene: Scene, role: RoleKey) -> None:
    browser = client_of(make_officer(scene.cast.superior, role))
    page = browser.get("/thi-dua/").content.decode().partition('<main id="noi-dung"')[2]
    links = re.findall(r'href="(/[^"]*)"', page.partition("</main>")[0])

    assert links
    assert [link for link in links if browser.get(link).status_code != 200] == []
