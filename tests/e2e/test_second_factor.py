"""A person makes the account safer, and signs in with it in a real browser."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django import Settings

from sangkien.access.roles import RoleKey
from sangkien.accounts import queries, sessions
from sangkien.accounts.enums import FactorKind
from sangkien.accounts.models import Session, User
from sangkien.accounts.sessions import SessionStore
from sangkien.core import clock
from tests.e2e.looking import DESKTOP, PHONE, Journey, sign_in
from tests.factories import PASSWORD
from tests.web.accounts.sso import Employer, running
from tests.web.scene import Scene

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(scene: Scene) -> User:
    scene.cast.superior_officer.set_password(PASSWORD)
    scene.cast.superior_officer.save()
    return scene.cast.superior_officer


@pytest.fixture
def fingerprint(page: Page) -> Iterator[Any]:
    """A phone with a fingerprint reader, as far as Chromium is concerned."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield devtools
    devtools.detach()


def sign_out(journey: Journey) -> None:
    journey.page.goto(journey.address + "/tai-khoan/")
    journey.page.locator("main").get_by_role("button", name="Đăng xuất").click()


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_passkey_is_made_and_opens_the_account_alone(
    journey: Journey, officer: User, fingerprint: Any, screen: ViewportSize
) -> None:
    page = journey.page
    page.set_viewport_size(screen)
    sign_in(page, journey.address, officer.member_code)
    page.goto(journey.address + "/tai-khoan/bao-mat/")
    journey.look("1-nothing-yet")

    page.get_by_role("link", name="Thêm khóa truy cập").click()
    journey.type("Tên khóa", "Điện thoại của tôi")
    journey.look("2-new-passkey")
    journey.press("Tạo khóa")
    expect(page.get_by_text("Đã thêm khóa truy cập.")).to_be_visible()
    journey.look("3-recovery")
    journey.press("Tạo 10 mã")
    expect(page.locator(".codes li")).to_have_count(10)
    journey.look("4-codes")
    page.get_by_role("link", name="Tôi đã cất giữ").click()
    expect(page.get_by_text("Điện thoại của tôi")).to_be_visible()
    journey.look("5-list")

    sign_out(journey)
    page.goto(journey.address + "/dang-nhap/?next=/tai-khoan/bao-mat/")
    journey.look("6-sign-in")
    journey.press("Vào bằng khóa truy cập")
    page.wait_for_url(journey.address + "/tai-khoan/bao-mat/")

    [factor] = queries.factors_of(officer)
    assert factor.kind == FactorKind.PASSKEY
    assert factor.last_used_at is not None


def test_passkey_after_the_password(journey: Journey, officer: User, fingerprint: Any) -> None:
    page = journey.page
    sign_in(page, journey.address, officer.member_code)
    page.goto(journey.address + "/tai-khoan/bao-mat/khoa/")
    journey.type("Tên khóa", "Máy tính cơ quan")
    journey.press("Tạo khóa")
    page.wait_for_url(journey.address + "/tai-khoan/bao-mat/ma-khoi-phuc/")
    sign_out(journey)

    first_step(journey, officer)
    page.wait_for_url(journey.address + "/dang-nhap/buoc-hai/")
    journey.look("second-step")
    journey.press("Dùng khóa truy cập")

    page.wait_for_url(journey.address + "/viec-cua-toi/")


def first_step(journey: Journey, person: User) -> None:
    journey.page.goto(journey.address + "/dang-nhap/")
    journey.type("Số điện thoại hoặc mã đoàn viên", person.member_code)
    journey.page.get_by_label("Mật khẩu").fill(PASSWORD)
    journey.press("Đăng nhập", exact=True)


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_app_is_set_up_and_asked_for(journey: Journey, officer: User, screen: ViewportSize) -> None:
    page = journey.page
    page.set_viewport_size(screen)
    sign_in(page, journey.address, officer.member_code)
    page.goto(journey.address + "/tai-khoan/bao-mat/ung-dung/")
    page.get_by_text("Không quét được hình?").click()
    journey.look("1-app")
    secret = page.locator(".secret").inner_text().replace(" ", "")
    step = int(clock.now().timestamp()) // 30
    journey.type("Mã trên ứng dụng", "000000")
    journey.press("Xong")
    expect(page.get_by_role("alert")).to_contain_text("Mã chưa khớp")
    journey.was_refused()
    journey.look("2-wrong")
    journey.type("Mã trên ứng dụng", format_hotp_value(hotp_value(secret, step)))
    journey.press("Xong")
    expect(page.get_by_text("Đã thêm ứng dụng xác thực.")).to_be_visible()

    sign_out(journey)
    first_step(journey, officer)
    page.wait_for_url(journey.address + "/dang-nhap/buoc-hai/")
    journey.look("3-second-step")
    journey.type("Mã xác thực", format_hotp_value(hotp_value(secret, step + 1)))
    journey.press("Xác nhận")

    page.wait_for_url(journey.address + "/viec-cua-toi/")
    remove_it(journey)
    assert not queries.has_second_factor(officer)


def remove_it(journey: Journey) -> None:
    page = journey.page
    page.goto(journey.address + "/tai-khoan/")
    journey.look("4-profile")
    page.get_by_role("link", name="Xác thực hai bước").click()
    page.get_by_role("link", name="Bỏ", exact=True).click()
    page.wait_for_url("**/bo/")
    journey.look("5-remove")
    journey.press("Bỏ cách này")
    expect(page.get_by_text("Đã bỏ cách xác thực này.")).to_be_visible()


@pytest.fixture
def employer(live_server: Any, settings: Settings) -> Iterator[Employer]:
    with running() as found:
        settings.SOCIALACCOUNT_PROVIDERS = found.configured()
        settings.BASE_URL = live_server.url
        yield found


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_employers_sign_in_opens_after_it_was_linked(
    journey: Journey, officer: User, employer: Employer, screen: ViewportSize
) -> None:
    page = journey.page
    page.set_viewport_size(screen)
    page.goto(journey.address + "/dang-nhap/")
    journey.look("1-sign-in")
    journey.press("Vào qua Công ty May")
    expect(page.get_by_text("Lần đầu, hãy đăng nhập tại đây")).to_be_visible()
    journey.was_refused()
    journey.look("2-unknown")

    sign_in(page, journey.address, officer.member_code)
    page.goto(journey.address + "/tai-khoan/bao-mat/")
    journey.press("Liên kết Công ty May")
    expect(page.get_by_text("Đã liên kết Công ty May.")).to_be_visible()
    journey.look("3-linked")
    sign_out(journey)
    page.goto(journey.address + "/dang-nhap/")
    journey.press("Vào qua Công ty May")

    page.wait_for_url(journey.address + "/viec-cua-toi/")


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_office_waits_for_the_second_factor_and_grants_for_a_proof(
    journey: Journey, officer: User, scene: Scene, settings: Settings, screen: ViewportSize
) -> None:
    page = journey.page
    page.set_viewport_size(screen)
    settings.SECOND_FACTOR = {RoleKey.SUPERIOR_OFFICER: dt.date.min}
    first_step(journey, officer)
    page.wait_for_url(journey.address + "/tai-khoan/bao-mat/")
    journey.look("1-must")
    page.goto(journey.address + "/viec-cua-toi/")
    expect(page.get_by_text("Phần việc cán bộ đang khóa")).to_be_visible()
    journey.look("2-waits")

    settings.SECOND_FACTOR = {}
    sign_out(journey)
    sign_in(page, journey.address, officer.member_code)
    [row] = Session.objects.filter(user=officer)
    store = SessionStore(row.pk)
    store[sessions.PROVEN] = 1
    store.save()
    page.goto(f"{journey.address}/don-vi/{scene.cast.factory.code}/phan-quyen/giao/")
    journey.look("3-prove")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    journey.press("Xác minh", exact=True)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Giao vai trò")
