"""The second step of the sign-in, who must take it, and what it opens."""

import datetime as dt
import json

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from pytest_django import Settings

from sangkien.access.roles import RoleKey
from sangkien.accounts import queries, sessions
from sangkien.accounts.actions import codes, factors
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.models import Pin, User
from sangkien.core import clock
from tests.accounts.test_factors import code_of, self_of, with_app
from tests.factories import NOW, PASSWORD, Cast, make_cast, make_member
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db

LOGIN, SECOND, PROVE = "/dang-nhap/", "/dang-nhap/buoc-hai/", "/tai-khoan/bao-mat/xac-minh/"
SECURITY, APP = "/tai-khoan/bao-mat/", "/tai-khoan/bao-mat/ung-dung/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def worker(cast: Cast) -> User:
    return make_member(cast.factory, "Lê Thị Mận", member_code="DV777001", password=PASSWORD)


@pytest.fixture
def superior(cast: Cast) -> User:
    cast.superior_officer.set_password(PASSWORD)
    cast.superior_officer.save()
    return cast.superior_officer


@pytest.fixture
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR = {RoleKey.SUPERIOR_OFFICER: dt.date.min}


def first_step(client: Client, user: User, **more: str):
    return client.post(LOGIN, {"login": user.member_code, "password": PASSWORD, **more})


def test_password_alone_opens_nothing_where_there_is_a_factor(client: Client, worker: User) -> None:
    with_app(worker, at=clock.now())

    response = first_step(client, worker)

    assert response["Location"] == SECOND
    assert "_auth_user_id" not in client.session
    assert client.get("/viec-cua-toi/").status_code == 302


def test_code_opens_with_a_new_key_and_goes_on(client: Client, worker: User) -> None:
    now = clock.now()
    secret = with_app(worker, at=now)
    first_step(client, worker, next="/sang-kien/", shared="on")
    before = client.session.session_key

    response = client.post(SECOND, {"code": code_of(secret, now)})

    assert response["Location"] == "/sang-kien/"
    assert client.session.session_key != before
    assert client.session[sessions.KIND] == "shared"
    assert client.session[sessions.SECOND] is True


@pytest.mark.parametrize("following", ["//evil.example/", "https://evil.example", "/\\evil"])
def test_other_hosts_never_come_next(client: Client, worker: User, following: str) -> None:
    now = clock.now()
    secret = with_app(worker, at=now)
    first_step(client, worker, next=following)

    response = client.post(SECOND, {"code": code_of(secret, now), "next": following})

    assert response["Location"] == "/viec-cua-toi/"


def test_second_step_belongs_to_the_browser_of_the_first(client: Client, worker: User) -> None:
    now = clock.now()
    secret = with_app(worker, at=now)
    first_step(Client(), worker)

    assert client.get(SECOND)["Location"] == LOGIN
    assert client.post(SECOND, {"code": code_of(secret, now)})["Location"] == LOGIN


def test_wrong_codes_are_counted_over_browsers(worker: User) -> None:
    now = clock.now()
    secret = with_app(worker, at=now)
    browsers = [Client() for _ in range(6)]
    for browser in browsers:
        first_step(browser, worker)

    statuses = [browser.post(SECOND, {"code": "1"}).status_code for browser in browsers[:5]]
    last = browsers[5].post(SECOND, {"code": code_of(secret, now)})

    assert [*statuses, last.status_code] == [422] * 6
    assert "Đã nhập chưa đúng nhiều lần" in text_of(last)


def test_changed_password_ends_a_half_way_sign_in(client: Client, worker: User) -> None:
    now = clock.now()
    secret = with_app(worker, at=now)
    first_step(client, worker)
    worker.set_password("mat khau khac 9")
    worker.save()

    assert client.post(SECOND, {"code": code_of(secret, now)})["Location"] == LOGIN


def test_who_left_does_not_take_the_second_step(client: Client, worker: User) -> None:
    now = clock.now()
    secret = with_app(worker, at=now)
    first_step(client, worker)
    User.objects.filter(pk=worker.pk).update(is_active=False)

    assert client.post(SECOND, {"code": code_of(secret, now)})["Location"] == LOGIN


def test_half_way_sign_in_lasts_ten_minutes(client: Client, worker: User) -> None:
    with_app(worker, at=clock.now())
    first_step(client, worker)
    session = client.session
    session["second_step"] = {**session["second_step"], "since": clock.now().timestamp() - 601}
    session.save()

    assert client.get(SECOND)["Location"] == LOGIN


def test_recovery_code_opens_too(client: Client, worker: User) -> None:
    with_app(worker, at=clock.now())
    made = factors.make_recovery_codes(worker, by=self_of(worker), at=clock.now())
    first_step(client, worker)

    response = client.post(SECOND, {"code": f"{made[0][:4]} {made[0][4:]}"})

    assert response["Location"] == "/viec-cua-toi/"


def test_activation_code_does_not_go_around_the_second_factor(client: Client, worker: User) -> None:
    with_app(worker, at=clock.now())
    code = codes.issue([worker], CodePurpose.ACTIVATION, at=clock.now())[worker.pk]
    client.post("/kich-hoat/", {"login": worker.member_code, "code": code})

    response = client.post("/kich-hoat/chon/", {"new": "ngoi nha hoa 7", "again": "ngoi nha hoa 7"})

    assert response["Location"] == SECOND


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "x",
        "[]",
        "{}",
        "null",
        "[" * 15_000,
        "x" * 30_000,
        json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": {}}),
        json.dumps({"response": {"userHandle": "zzzzzzzzzzzzzzzz"}}),
        json.dumps({"response": {"userHandle": 5}}),
        json.dumps({"response": None}),
    ],
)
def test_made_up_passkeys_are_refused_without_a_word_about_whom(
    client: Client, answer: str
) -> None:
    client.post("/dang-nhap/khoa/thach-do/")

    response = client.post("/dang-nhap/khoa/", {"answer": answer})

    assert response.status_code == 422
    assert "_auth_user_id" not in client.session


def test_challenge_of_a_stranger_names_no_keys(client: Client, worker: User) -> None:
    options = client.post("/dang-nhap/khoa/thach-do/").json()["publicKey"]

    assert not options.get("allowCredentials")
    assert options["userVerification"] == "required"


def test_challenge_needs_the_token_of_the_form() -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/dang-nhap/khoa/thach-do/").status_code == 403


# --- Who must -----------------------------------------------------------------------------


@pytest.mark.usefixtures("required")
def test_role_that_needs_it_is_led_to_set_it_up_and_waits(
    client: Client, cast: Cast, superior: User
) -> None:
    grants = f"/don-vi/{cast.factory.code}/phan-quyen/"

    assert first_step(client, superior)["Location"] == SECURITY
    assert "bắt buộc xác thực hai bước" in text_of(client.get(SECURITY))
    assert client.get(grants).status_code == 404
    assert "Phần việc cán bộ đang khóa" in text_of(client.get("/viec-cua-toi/"))


@pytest.mark.usefixtures("required")
def test_setting_it_up_opens_the_office_and_ends_other_sessions(
    client: Client, cast: Cast, superior: User
) -> None:
    elsewhere = client_of(superior)
    first_step(client, superior)
    client.get(APP)
    secret = client.session["totp_set_up"]

    response = client.post(APP, {"code": code_of(secret, clock.now())})

    assert response["Location"] == "/tai-khoan/bao-mat/ma-khoi-phuc/"
    assert client.get(f"/don-vi/{cast.factory.code}/phan-quyen/").status_code == 200
    assert elsewhere.get("/viec-cua-toi/").status_code == 302


@pytest.mark.usefixtures("required")
def test_other_roles_come_in_with_the_password(client: Client, cast: Cast, worker: User) -> None:
    assert first_step(client, worker)["Location"] == "/viec-cua-toi/"
    assert client_of(cast.officer).get("/sang-kien/cho-xac-nhan/").status_code == 200


def test_role_needs_it_from_the_day_that_was_set(
    client: Client, superior: User, settings: Settings
) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    settings.SECOND_FACTOR = {RoleKey.SUPERIOR_OFFICER: tomorrow}

    assert first_step(client, superior)["Location"] == "/viec-cua-toi/"


# --- Proved recently ----------------------------------------------------------------------


def long_ago(browser: Client) -> None:
    session = browser.session
    session[sessions.PROVEN] = int((clock.now() - dt.timedelta(minutes=11)).timestamp())
    session.save()


def test_giving_a_role_asks_again_after_ten_minutes(cast: Cast, superior: User) -> None:
    browser = client_of(superior)
    page = f"/don-vi/{cast.factory.code}/phan-quyen/giao/"
    assert browser.get(page).status_code == 200
    long_ago(browser)

    asked = browser.get(page)
    assert asked["Location"] == f"{PROVE}?next={page.replace('/', '%2F')}"
    assert browser.post(PROVE, {"current": "sai", "next": page}).status_code == 422
    assert browser.post(PROVE, {"current": PASSWORD, "next": page})["Location"] == page
    assert browser.get(page).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "doan-vien/kich-hoat/",
        "doan-vien/{member}/ma-kich-hoat/",
        "sap-xep/doi-ten/",
        "sap-xep/giai-the/",
    ],
)
def test_codes_and_reorganising_ask_again_after_ten_minutes(
    cast: Cast, superior: User, path: str
) -> None:
    browser = client_of(superior)
    member = cast.author.memberships.get().pk
    address = f"/don-vi/{cast.factory.code}/{path.format(member=member)}"
    assert browser.get(address).status_code == 200
    long_ago(browser)

    assert browser.get(address)["Location"].startswith(PROVE)


def test_pin_is_no_proof_for_an_officer(superior: User) -> None:
    Pin.objects.create(user=superior, encoded=make_password("739105"), set_at=NOW)
    browser = client_of(superior)
    long_ago(browser)

    refused = browser.post(PROVE, {"current": "739105"})

    assert (refused.status_code, "không phải mã PIN" in text_of(refused)) == (422, True)
    assert browser.get(SECURITY + "khoa/")["Location"].startswith(PROVE)


def test_who_has_a_factor_proves_with_it_and_not_with_the_password(worker: User) -> None:
    now = clock.now()
    secret = with_app(worker, at=now)
    browser = client_of(worker)
    long_ago(browser)

    assert browser.post(PROVE, {"current": PASSWORD}).status_code == 422
    assert browser.get(SECURITY + "khoa/").status_code == 302
    assert browser.post(PROVE, {"code": code_of(secret, now)})["Location"] == SECURITY
    assert browser.get(SECURITY + "khoa/").status_code == 200


def test_proof_leads_to_no_other_host(worker: User) -> None:
    browser = client_of(worker)

    response = browser.post(PROVE, {"current": PASSWORD, "next": "//evil.example"})

    assert response["Location"] == SECURITY


def test_factor_of_somebody_else_is_not_found(cast: Cast, worker: User) -> None:
    with_app(worker, at=clock.now())
    [factor] = queries.factors_of(worker)

    assert client_of(cast.officer).post(f"{SECURITY}{factor.pk}/bo/").status_code == 404


def test_codes_are_on_one_page_only(worker: User) -> None:
    with_app(worker, at=clock.now())
    browser = client_of(worker)

    shown = browser.post(SECURITY + "ma-khoi-phuc/")
    again = browser.get(SECURITY + "ma-khoi-phuc/")

    assert shown.content.decode().count("<code>") == 10
    assert again.content.decode().count("<code>") == 0
    assert shown["Cache-Control"] == "no-store, private"
