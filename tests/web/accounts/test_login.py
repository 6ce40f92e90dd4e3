import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.accounts.actions import signing_in, tries
from sangkien.accounts.errors import TooManyTries, WrongSignIn
from sangkien.accounts.models import SignInTry, User
from sangkien.accounts.rules import DAY, PASSWORD_LIMITS, SHORT
from sangkien.core import clock
from tests.factories import PASSWORD, make_cast, make_member
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db

URL = "/dang-nhap/"
WRONG = "Số điện thoại, mã đoàn viên, mật khẩu hoặc mã PIN chưa đúng."


@pytest.fixture
def worker() -> User:
    factory = make_cast().factory
    return make_member(
        factory, "Lê Thị Mận", member_code="DV777001", phone="0912345678", password=PASSWORD
    )


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post(URL, {"login": login, "password": password, **more})


@pytest.mark.parametrize(
    "login", ["0912345678", "+84 912 345 678", "0912.345.678", "DV777001", "dv 777001", "đv777001"]
)
def test_phone_or_member_code_in_any_spelling_opens_the_desk(
    client: Client, worker: User, login: str
) -> None:
    response = sign_in(client, login)

    assert response.status_code == 302
    assert response["Location"] == reverse("desk:index")
    assert client.session["_auth_user_id"] == str(worker.pk)


def test_session_gets_a_new_key(client: Client, worker: User) -> None:
    client.get(URL)
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key

    sign_in(client, "DV777001")

    assert client.session.session_key != before


def test_page_that_was_asked_for_comes_next(client: Client, worker: User) -> None:
    asked = client.get("/sang-kien/?xem=cua-toi")
    assert asked["Location"] == f"{URL}?next=/sang-kien/%3Fxem%3Dcua-toi"

    response = sign_in(client, "DV777001", next="/sang-kien/?xem=cua-toi")

    assert response["Location"] == "/sang-kien/?xem=cua-toi"


@pytest.mark.parametrize(
    "following",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "///evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\\evil.example",
        "evil",
    ],
)
def test_other_hosts_never_come_next(client: Client, worker: User, following: str) -> None:
    assert sign_in(client, "DV777001", next=following)["Location"] == reverse("desk:index")


def test_unknown_person_and_wrong_password_get_the_same_answer(
    client: Client, worker: User
) -> None:
    answers = [sign_in(Client(), login, "sai-mat-khau-1") for login in ("DV777001", "DV777009")]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert [WRONG in text_of(answer) for answer in answers] == [True, True]
    known, unknown = (
        answer.content.decode().split("csrfmiddlewaretoken")[1][100:] for answer in answers
    )
    assert known.replace("DV777001", "DV777009") == unknown


def test_password_is_never_shown_back(client: Client, worker: User) -> None:
    response = sign_in(client, "DV777001", "mat-khau-sai-roi")

    assert "mat-khau-sai-roi" not in response.content.decode()


def test_forged_form_is_refused(worker: User) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert sign_in(strict, "DV777001").status_code == 403


def test_missing_words_are_asked_for(client: Client) -> None:
    response = sign_in(client, "", "")

    assert response.status_code == 422
    assert "Hãy nhập mật khẩu hoặc mã PIN." in text_of(response)


@pytest.mark.parametrize(
    ("login", "password", "status"),
    [
        ("x" * 5_000, "y", 422),
        ("DV777001", "y" * 100_000, 422),
        ("<b>DV</b>", "y", 422),
        ("a\u202eb", "y", 422),
        ("a\x00b", "y", 400),
        ("' OR 1=1 --", "y", 422),
    ],
)
def test_hostile_input_is_refused_in_words(
    client: Client, login: str, password: str, status: int
) -> None:
    response = sign_in(client, login, password)

    assert response.status_code == status
    assert "<b>DV</b>" not in response.content.decode()


def test_account_cannot_be_guessed_endlessly_and_a_neighbour_is_not_locked_out(
    client: Client, worker: User
) -> None:
    neighbour = make_member(make_cast_unit(worker), "Phạm Quốc Việt", password=PASSWORD)
    spellings = ["DV777001", "0912345678", "+84 912 345 678", "dv-777001", "đv777001"]
    for spelling in spellings * 2:
        assert WRONG in text_of(sign_in(client, spelling, "doan-mat-khau"))

    refused = sign_in(client, "DV777001", PASSWORD)

    assert refused.status_code == 422
    assert "Đã nhập chưa đúng nhiều lần. Mời thử lại sau 15 phút." in text_of(refused)
    assert sign_in(client, neighbour.member_code).status_code == 302


def make_cast_unit(user: User):
    return user.memberships.get().unit


def test_unknown_account_is_limited_in_the_same_words(client: Client) -> None:
    answers = [text_of(sign_in(client, "DV000404", "doan-mat-khau")) for _ in range(11)]

    assert [WRONG in answer for answer in answers] == [True] * 10 + [False]
    assert "Đã nhập chưa đúng nhiều lần." in answers[-1]


def test_way_is_free_again_after_the_window_although_tries_went_on(worker: User) -> None:
    start = clock.now()
    for _ in range(PASSWORD_LIMITS[0].most):
        with pytest.raises(WrongSignIn):
            signing_in.sign_in("DV777001", "doan-mat-khau", at=start)
    with pytest.raises(TooManyTries):
        signing_in.sign_in("DV777001", PASSWORD, at=start + dt.timedelta(minutes=14))

    assert signing_in.sign_in("DV777001", PASSWORD, at=start + SHORT) == worker


def test_success_forgets_the_failures_before_it(worker: User) -> None:
    now = clock.now()
    for _ in range(9):
        with pytest.raises(WrongSignIn):
            signing_in.sign_in("DV777001", "doan-mat-khau", at=now)

    signing_in.sign_in("DV777001", PASSWORD, at=now)

    assert SignInTry.objects.count() == 0


def test_what_was_typed_is_kept_as_a_hash_only_and_not_for_long(worker: User) -> None:
    now = clock.now()
    with pytest.raises(WrongSignIn):
        signing_in.sign_in("mật khẩu gõ nhầm ô", "x", at=now)

    assert "MATKHAU" not in SignInTry.objects.get().key
    assert tries.forget_old(now + DAY) == 1
    assert not SignInTry.objects.exists()


def test_closed_account_and_account_without_password_cannot_sign_in(
    client: Client, worker: User
) -> None:
    User.objects.filter(pk=worker.pk).update(is_active=False)
    without = make_member(make_cast_unit(worker), "Chưa Có Mật Khẩu")

    assert sign_in(client, "DV777001").status_code == 422
    assert sign_in(client, without.member_code, "!").status_code == 422


def test_signed_in_person_goes_on_at_once(worker: User) -> None:
    assert client_of(worker).get(URL)["Location"] == reverse("desk:index")


def test_logout_needs_a_post_and_ends_the_session(worker: User) -> None:
    client = client_of(worker)

    response = client.get("/dang-xuat/")

    assert response.status_code == 405
    assert "POST" in response["Allow"]
    assert "Mời quay lại trang trước và dùng nút trên trang." in response.content.decode()
    assert client.get("/tai-khoan/").status_code == 200
    assert client.post("/dang-xuat/").status_code == 302
    assert client.get("/tai-khoan/")["Location"].startswith(URL)
