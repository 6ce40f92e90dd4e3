"""Case 55: limits per account and per device, none per address, and an alarm."""

import logging

import pytest
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.test import Client
from pytest_django import Settings

from sangkien.accounts import queries, subscribers
from sangkien.accounts.models import Pin, SignInTry, User
from sangkien.core import clock
from sangkien.core.errors import Busy
from tests.factories import PASSWORD, make_cast, make_member
from tests.web.scene import text_of

pytestmark = pytest.mark.django_db

URL = "/dang-nhap/"
FACTORY = "203.0.113.7"


@pytest.fixture
def worker() -> User:
    factory = make_cast().factory
    return make_member(
        factory, "Lê Thị Mận", member_code="DV777001", phone="0912345678", password=PASSWORD
    )


def sign_in(client: Client, login: str, secret: str = PASSWORD):
    return client.post(URL, {"login": login, "password": secret}, REMOTE_ADDR=FACTORY)


def test_three_hundred_workers_behind_one_address_get_in(worker: User) -> None:
    encoded = make_password("739105")
    unit = worker.memberships.get().unit
    crew = [make_member(unit, f"Người Thứ {n}", member_code=f"CA{n:04d}") for n in range(300)]
    Pin.objects.bulk_create(Pin(user=u, encoded=encoded, set_at=clock.now()) for u in crew)
    stranger = Client()
    for _ in range(20):
        sign_in(stranger, "DV777001", "doan-mat-khau")

    answers = {sign_in(Client(), f"CA{n:04d}", "739105").status_code for n in range(300)}

    assert answers == {302}


def test_every_spelling_counts_for_the_same_account(worker: User) -> None:
    spellings = [
        "DV777001", "dv 777001", "ĐV-777001", "ÐV777001", "ｄｖ７７７００１",
        "0912345678", "+84 912 345 678", "0912.345.678", "０９１２３４５６７８", "84912345678",
    ]  # fmt: skip
    for spelling in spellings:
        assert sign_in(Client(), spelling, "doan-mat-khau").status_code == 422

    assert "Mời thử lại sau 15 phút" in text_of(sign_in(Client(), "DV777001"))
    assert SignInTry.objects.values("key").distinct().count() == 1


def test_own_phone_stays_open_while_strangers_guess(worker: User) -> None:
    phone = Client()
    phone.get(URL)
    assert sign_in(phone, "DV777001").status_code == 302
    phone.post("/dang-xuat/")
    for _ in range(11):
        last = sign_in(Client(), "DV777001", "doan-mat-khau")

    assert "Mời thử lại sau 15 phút" in text_of(last)
    assert sign_in(phone, "DV777001").status_code == 302


def test_device_is_remembered_by_a_signed_cookie_of_this_page_only(worker: User) -> None:
    client = Client()
    client.get(URL)

    cookie = client.cookies["thiet-bi"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (URL, True, "Lax")
    assert "thiet-bi" not in Client().get("/kich-hoat/").cookies


@pytest.mark.parametrize("forged", ["x", "WyJhIiwxXQ:1:x", ""])
def test_forged_device_is_a_stranger(worker: User, forged: str) -> None:
    for _ in range(10):
        client = Client()
        client.cookies["thiet-bi"] = forged
        sign_in(client, "DV777001", "doan-mat-khau")

    client = Client()
    client.cookies["thiet-bi"] = signing.dumps(["a", worker.pk], salt="another")
    assert sign_in(client, "DV777001").status_code == 422


def test_many_failing_accounts_raise_the_alarm(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    now = clock.now()
    SignInTry.objects.bulk_create(SignInTry(key=f"{n:064d}", tried_at=now) for n in range(201))

    assert queries.failures(at=now) == (201, 201)
    with caplog.at_level(logging.WARNING):
        subscribers.watch_failures(now)
    assert "sign-in fails for many accounts" in caplog.text
    settings.METRICS_TOKEN = "a-long-token"
    shown = client.get("/metrics", headers={"authorization": "Bearer a-long-token"})
    assert "sangkien_sign_in_failing_accounts 201.0" in shown.content.decode()
    assert "sangkien_sign_in_failures 201.0" in shown.content.decode()


def test_crowd_gets_a_page_that_comes_back_by_itself(
    worker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crowded(*args: object) -> str:
        raise Busy("Đông")

    monkeypatch.setattr("sangkien.accounts.actions.credentials.check_password", crowded)
    for _ in range(15):
        response = Client().post(
            URL, {"login": "DV 777001", "password": PASSWORD, "next": "/sang-kien/"}
        )
    page = response.content.decode()

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert 'http-equiv="refresh" content="5; url=/dang-nhap/?login=DV+777001' in page
    assert PASSWORD not in page
    assert 'value="DV 777001"' in Client().get("/dang-nhap/?login=DV+777001").content.decode()
    assert not SignInTry.objects.exists()  # nothing was guessed
    monkeypatch.undo()
    assert sign_in(Client(), "DV777001").status_code == 302
