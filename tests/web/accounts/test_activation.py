import pytest
from django.test import Client

from sangkien.accounts.actions import codes
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.models import OneTimeCode, Pin, User
from sangkien.core import clock
from tests.factories import PASSWORD, Cast, make_cast, make_member
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db

URL, CHOOSE = "/kich-hoat/", "/kich-hoat/chon/"
PIN = {"new": "739 105", "again": "739105"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def code_for(user: User) -> str:
    return codes.issue([user], CodePurpose.ACTIVATION, at=clock.now())[user.pk]


def first_step(client: Client, user: User, code: str):
    return client.post(URL, {"login": user.member_code, "code": f"{code[:5]} {code[5:]}"})


def test_code_then_pin_then_signed_in(client: Client, cast: Cast) -> None:
    response = first_step(client, cast.author, code_for(cast.author))
    assert response["Location"] == CHOOSE
    assert "Chào Nguyễn Văn An" in text_of(client.get(CHOOSE))
    before = client.session.session_key

    response = client.post(CHOOSE, PIN)

    assert response["Location"] == "/viec-cua-toi/"
    assert client.session.session_key != before
    assert client.get("/tai-khoan/").status_code == 200
    typed = {"login": cast.author.member_code, "password": "739 105"}
    assert Client().post("/dang-nhap/", typed).status_code == 302


def test_first_step_alone_opens_nothing(client: Client, cast: Cast) -> None:
    first_step(client, cast.author, code_for(cast.author))

    assert client.get("/tai-khoan/").status_code == 302


def test_second_step_works_only_in_the_browser_of_the_first(client: Client, cast: Cast) -> None:
    first_step(client, cast.author, code_for(cast.author))

    refused = Client().post(CHOOSE, PIN)

    assert refused.status_code == 422
    assert not Pin.objects.exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"new": "123456", "again": "123456"}, "Mã PIN này dễ đoán."),
        ({"new": "739105", "again": "739106"}, "Hai lần nhập chưa giống nhau."),
        ({"new": "73910", "again": "73910"}, "Mật khẩu cần ít nhất 8 ký tự."),
        ({"new": "password1", "again": "password1"}, "Mật khẩu này dễ đoán"),
        ({}, "Hãy nhập mã PIN hoặc mật khẩu mới."),
    ],
)
def test_secret_that_will_not_do_is_refused_in_words_and_the_code_stays(
    client: Client, cast: Cast, typed: dict[str, str], message: str
) -> None:
    first_step(client, cast.author, code_for(cast.author))

    response = client.post(CHOOSE, typed)

    assert response.status_code == 422
    assert message in text_of(response)
    assert client.post(CHOOSE, PIN).status_code == 302


def test_officer_has_to_choose_a_password(client: Client, cast: Cast) -> None:
    first_step(client, cast.officer, code_for(cast.officer))

    refused = client.post(CHOOSE, PIN)
    assert refused.status_code == 422
    assert "mã PIN 6 số không đủ" in text_of(refused)

    client.post(CHOOSE, {"new": "bon-con-voi-8", "again": "bon-con-voi-8"})
    assert client.get("/sang-kien/cho-xac-nhan/").status_code == 200


def test_code_that_was_replaced_meanwhile_is_refused(client: Client, cast: Cast) -> None:
    first_step(client, cast.author, code_for(cast.author))
    code_for(cast.author)

    assert "hết hiệu lực" in text_of(client.post(CHOOSE, PIN))
    assert not Pin.objects.exists()


def test_other_devices_are_signed_out_when_the_secret_changes(client: Client, cast: Cast) -> None:
    other = client_of(cast.author)
    other.get("/tai-khoan/")
    first_step(client, cast.author, code_for(cast.author))
    client.post(CHOOSE, PIN)

    assert other.get("/tai-khoan/").status_code == 302
    assert client.get("/tai-khoan/").status_code == 200


@pytest.mark.parametrize(
    ("login", "code"),
    [
        ("x" * 5_000, "1"), ("a", "9" * 5_000), ("a\u202eb", "1"), ("<b>", "<b>"), ("", ""),
        ("DV1", "½" * 10), ("DV1", "٤" * 10),
    ],
)  # fmt: skip
def test_hostile_input_is_refused_in_words(client: Client, login: str, code: str) -> None:
    response = client.post(URL, {"login": login, "code": code})

    assert response.status_code == 422
    assert "<b>" not in response.content.decode()


def test_signed_in_person_goes_on(cast: Cast) -> None:
    inside = client_of(make_member(cast.factory, "Lê Thị Mận", password=PASSWORD))

    assert inside.get(URL)["Location"] == inside.get(CHOOSE)["Location"] == "/viec-cua-toi/"
    assert OneTimeCode.objects.count() == 0
