"""Case 56: a code from a text message opens once, soon, in the browser that asked."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from sangkien.accounts.models import User
from sangkien.messages.models import Message
from sangkien.project.environment import SMS_BODY, Sms
from tests.factories import PASSWORD, make_cast, make_member
from tests.web.scene import text_of

pytestmark = pytest.mark.django_db

ASK, ENTER = "/dang-nhap/ma-tin-nhan/", "/dang-nhap/ma-tin-nhan/nhap/"


@pytest.fixture
def gateway(settings: Settings) -> None:
    settings.SMS = Sms(url="console:", header=None, secret="", body=SMS_BODY)


@pytest.fixture
def worker() -> User:
    unit = make_cast().factory
    return make_member(unit, "Lê Thị Mận", phone="0912345678", password=PASSWORD)


def sent() -> str:
    found = re.search(r"\d{6}", Message.objects.latest("pk").text)
    assert found
    return found[0]


def test_without_a_gateway_there_is_no_such_page(client: Client) -> None:
    assert client.get(ASK).status_code == client.get(ENTER).status_code == 404
    assert "mã tin nhắn" not in text_of(client.get("/dang-nhap/"))


@pytest.mark.usefixtures("gateway", "worker")
def test_code_signs_in_as_a_member(client: Client) -> None:
    assert client.post(ASK, {"login": "+84 912 345 678"})["Location"] == ENTER
    code = sent()

    assert client.post(ENTER, {"code": code})["Location"] == "/viec-cua-toi/"

    assert client.session["weak"] is True
    assert client.get("/tai-khoan/").status_code == 200


@pytest.mark.usefixtures("gateway", "worker")
def test_code_is_worth_nothing_in_another_browser(client: Client) -> None:
    client.post(ASK, {"login": "0912345678"})
    code = sent()
    other = Client()
    other.post(ASK, {"login": "DV404"})

    assert other.post(ENTER, {"code": code}).status_code == 422
    assert Client().post(ENTER, {"code": code})["Location"] == ASK
    assert client.post(ENTER, {"code": code}).status_code == 302
    again = Client()
    assert again.post(ENTER, {"code": code})["Location"] == ASK


@pytest.mark.usefixtures("gateway", "worker")
def test_unknown_number_gets_the_same_page_and_no_message() -> None:
    pages = []
    for login in ("0912345678", "0999999999"):
        client = Client()
        assert client.post(ASK, {"login": login}).status_code == 302
        pages.append(text_of(client.get(ENTER)))

    assert pages[0] == pages[1]
    assert Message.objects.count() == 1


@pytest.mark.usefixtures("gateway", "worker")
def test_messages_cannot_be_asked_for_endlessly() -> None:
    answers = [Client().post(ASK, {"login": "0912345678"}).status_code for _ in range(5)]

    assert answers == [302, 302, 302, 422, 422]
    assert Message.objects.count() == 3


@pytest.mark.usefixtures("gateway", "worker")
def test_five_wrong_guesses_end_the_code(client: Client) -> None:
    client.post(ASK, {"login": "0912345678"})
    code = sent()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        assert client.post(ENTER, {"code": wrong}).status_code == 422

    assert client.post(ENTER, {"code": code}).status_code == 422
