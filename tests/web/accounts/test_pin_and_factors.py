"""A PIN does not turn into a way to sign in that stays when the person gets an office."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from sangkien.access.actor import Actor
from sangkien.accounts import queries
from sangkien.accounts.actions import factors, passkeys
from sangkien.accounts.factors import new_secret
from sangkien.accounts.models import Pin, User
from sangkien.core import clock
from sangkien.core.errors import NotAllowed
from tests.accounts.test_factors import code_of, with_app
from tests.factories import NOW, PASSWORD, Cast, make_cast, make_member
from tests.web.scene import text_of

pytestmark = pytest.mark.django_db

SECURITY, PROVE = "/tai-khoan/bao-mat/", "/tai-khoan/bao-mat/xac-minh/"
APP = SECURITY + "ung-dung/"
PIN = "739105"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def worker(cast: Cast) -> User:
    found = make_member(cast.factory, "Lê Thị Mận", member_code="DV777001", password=PASSWORD)
    Pin.objects.create(user=found, encoded=make_password(PIN), set_at=NOW)
    return found


def signed_in(user: User, secret: str) -> Client:
    client = Client()
    answer = client.post("/dang-nhap/", {"login": user.member_code, "password": secret})
    assert answer.status_code == 302
    return client


@pytest.mark.parametrize("part", ["khoa/", "khoa/thach-do/", "ung-dung/", "ma-khoi-phuc/"])
def test_a_sign_in_by_pin_is_no_proof_for_adding_a_factor(worker: User, part: str) -> None:
    client = signed_in(worker, PIN)

    for answer in (client.get(SECURITY + part), client.post(SECURITY + part, {"code": "123456"})):
        assert answer.status_code in {302, 405}
        if answer.status_code == 302:
            assert answer["Location"].startswith(PROVE)
            assert "chac=1" in answer["Location"]
    assert queries.factors_of(worker) == []


def test_the_page_says_why_and_takes_the_password_only(worker: User) -> None:
    client = signed_in(worker, PIN)
    assert "cần mật khẩu của bạn; mã PIN không đủ" in text_of(client.get(SECURITY))
    way = client.get(APP)["Location"]
    assert "Lần này cần mật khẩu, mã PIN không đủ" in text_of(client.get(way))
    body = {"next": APP, "chac": "1"}

    refused = client.post(PROVE, {**body, "current": PIN})
    assert refused.status_code == 422
    assert "không phải mã PIN" in text_of(refused)
    assert client.get(APP).status_code == 302
    assert client.post(PROVE, {**body, "current": PASSWORD})["Location"] == APP

    assert client.get(APP).status_code == 200
    secret = client.session["totp_set_up"]
    assert client.post(APP, {"code": code_of(secret, clock.now())}).status_code == 302
    assert len(queries.factors_of(worker)) == 1


def test_a_proof_by_pin_opens_other_pages_and_not_this_one(worker: User) -> None:
    client = signed_in(worker, PIN)

    assert client.post(PROVE, {"current": PIN, "next": APP})["Location"] == APP
    assert client.get(APP)["Location"].startswith(PROVE)


def test_who_has_a_pin_only_sets_a_password_first(cast: Cast) -> None:
    user = make_member(cast.factory, "Chỉ Có Pin", member_code="DV777002")
    Pin.objects.create(user=user, encoded=make_password(PIN), set_at=NOW)
    client = signed_in(user, PIN)

    shown = text_of(client.get(client.get(APP)["Location"]))

    assert "Bạn chưa có mật khẩu" in shown
    assert "Đặt mật khẩu" in shown
    assert client.post(PROVE, {"chac": "1", "current": PIN}).status_code == 422


def test_the_second_step_is_proof_enough(worker: User) -> None:
    now = clock.now()
    secret = with_app(worker, at=now)
    client = signed_in(worker, PIN)
    client.post("/dang-nhap/buoc-hai/", {"code": code_of(secret, now)})

    assert client.get(SECURITY + "khoa/").status_code == 200


def test_the_actions_refuse_whatever_the_page(worker: User) -> None:
    weak = Actor(user_id=worker.pk, is_weak=True)
    secret = new_secret()
    typed = code_of(secret, NOW)

    with pytest.raises(NotAllowed):
        factors.add_totp(worker, secret=secret, typed=typed, by=weak, at=NOW, staying=None)
    with pytest.raises(NotAllowed):
        passkeys.add(worker, name="x", answer="{}", by=weak, at=NOW, staying=None)
    with pytest.raises(NotAllowed):
        factors.make_recovery_codes(worker, by=weak, at=NOW)
    assert queries.factors_of(worker) == []
