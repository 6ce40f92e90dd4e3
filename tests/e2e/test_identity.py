"""Somebody who is signed in keeps name and menu on the pages for everybody."""

import pytest
from playwright.sync_api import expect

from tests.e2e.looking import DESKTOP, PHONE, Journey, sign_in
from tests.factories import PASSWORD
from tests.web.scene import Scene

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_name_and_menu_follow_onto_public_pages_until_the_sign_out(
    journey: Journey, scene: Scene
) -> None:
    page, address = journey.page, journey.address
    scene.cast.provincial_officer.set_password(PASSWORD)
    scene.cast.provincial_officer.save()
    page.set_viewport_size(DESKTOP)
    page.goto(address)
    expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible()
    sign_in(page, address, scene.cast.provincial_officer.member_code)

    page.goto(f"{address}/chuong-trinh/")
    expect(page.get_by_role("link", name="Soạn chương trình")).to_be_visible()
    expect(page.get_by_role("link", name="Đăng nhập")).to_have_count(0)
    journey.look("0-programmes")
    page.set_viewport_size(PHONE)
    page.goto(address)
    expect(page.get_by_role("link", name="Việc của tôi")).to_be_visible()
    journey.look("1-home")

    page.locator(".person summary").click()
    journey.press("Đăng xuất")
    expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible()
