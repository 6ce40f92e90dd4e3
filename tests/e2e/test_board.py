"""Anybody looks at the board, from the home page down to one CĐCS; an officer reads who is at zero."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sangkien.agreements.enums import TargetKind
from sangkien.core import clock
from sangkien.progress.actions import history
from tests.e2e.looking import DESKTOP, PHONE, Journey, sign_in
from tests.factories import PASSWORD, make_target
from tests.progress.scenes import form, send_now, settle, whole
from tests.web.scene import Scene, make_scene

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    scene = make_scene()
    cast, programme = scene.cast, scene.programme
    period, year = whole(programme), clock.today().year
    cast.superior_officer.set_password(PASSWORD)
    cast.superior_officer.save()
    form(cast.province, "Cụm thi đua I", [cast.superior], number=1, year=year)
    form(cast.province, "Cụm thi đua II", [cast.sister_superior], number=2, year=year)
    make_target(period, cast.province, 20)
    make_target(period, cast.province, "100", kind=TargetKind.COVERAGE)
    make_target(period, cast.superior, 5)
    make_target(period, cast.factory, 4)
    send_now(programme, cast.factory, sent=6, valid=4)
    send_now(programme, cast.far_factory, sent=2, valid=2)
    history.load_history(history.read_figures())
    settle(clock.now())
    return scene


@pytest.mark.parametrize(
    ("screen", "theme"), [(PHONE, "light"), (DESKTOP, "dark")], ids=["phone", "desktop-dark"]
)
def test_reader_goes_from_the_home_page_down_to_one_union(
    journey: Journey, scene: Scene, screen: Any, theme: Any
) -> None:
    page, look = journey.page, journey.look
    page.set_viewport_size(screen)
    page.emulate_media(color_scheme=theme)

    page.goto(journey.address)
    expect(page.get_by_text("đạt 40 % · còn thiếu 12")).to_be_visible()
    look("0-home")
    page.get_by_role("link", name="Xem mọi số liệu của chương trình").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("LĐLĐ tỉnh Bình Minh")
    expect(page.get_by_text("đạt 66,7 % · còn thiếu 1")).to_have_count(2)  # target and coverage
    look("1-province")
    page.get_by_role("link", name="LĐLĐ huyện Sông Xanh").click()
    expect(page.get_by_text("đạt 120 %, vượt 20 %")).to_be_visible()
    look("2-superior")
    page.get_by_role("link", name="CĐCS Công ty May Ánh Dương").click()
    expect(page.get_by_text("đạt 150 %, vượt 50 %")).to_be_visible()
    look("3-union")

    page.get_by_role("link", name="LĐLĐ huyện Sông Xanh").click()  # phones show one step up
    page.get_by_role("link", name="LĐLĐ tỉnh Bình Minh").click()
    page.get_by_role("link", name="Cụm thi đua I", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cụm thi đua I")
    look("4-cluster")
    page.get_by_role("link", name="Số liệu được tính thế nào").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cách tính số liệu")
    look("5-explained")
    page.goto(journey.address + "/so-lieu-lich-su/")
    look("6-history")


def test_officer_reads_who_is_at_zero(journey: Journey, scene: Scene) -> None:
    page, address = journey.page, journey.address
    page.set_viewport_size(PHONE)
    sign_in(page, address, scene.cast.superior_officer.member_code)

    page.goto(f"{address}/tien-do/{scene.programme.slug}/SX/")
    page.get_by_role("link", name="Xem danh sách").click()

    expect(page.get_by_role("link", name="CĐCS Công ty Cơ khí Hòa Bình")).to_be_visible()
    expect(page.get_by_text("CĐCS Công ty May Ánh Dương")).to_have_count(0)
    journey.look("zero")


def test_board_works_without_javascript(plain_page: Page, live_server: Any, scene: Scene) -> None:
    page = plain_page
    page.goto(live_server.url)
    page.get_by_role("link", name="LĐLĐ huyện Sông Xanh").first.click()
    page.get_by_role("link", name="CĐCS Công ty May Ánh Dương").click()

    expect(page.get_by_text("đạt 150 %, vượt 50 %")).to_be_visible()
