import pytest
from django.test import Client

from sangkien.accounts.models import User
from sangkien.journal.models import Entry
from tests.factories import PASSWORD, make_cast, make_member
from tests.web.scene import client_of, text_of

pytestmark = pytest.mark.django_db

NEW = "bon-con-voi-xanh-8"


@pytest.fixture
def worker() -> User:
    factory = make_cast().factory
    return make_member(
        factory, "Lê Thị Mận", member_code="DV777001", phone="0912345678", password=PASSWORD
    )


@pytest.fixture
def inside(worker: User) -> Client:
    return client_of(worker)


def change(client: Client, current: str = PASSWORD, new: str = NEW, again: str = NEW):
    return client.post("/tai-khoan/mat-khau/", {"current": current, "new": new, "again": again})


def test_profile_shows_name_unit_and_a_masked_phone(inside: Client) -> None:
    shown = text_of(inside.get("/tai-khoan/"))

    assert "Lê Thị Mận" in shown
    assert "CĐCS Công ty May Ánh Dương" in shown
    assert "••••••• 678" in shown
    assert "0912345678" not in shown


def test_profile_needs_a_login(client: Client) -> None:
    assert client.get("/tai-khoan/")["Location"] == "/dang-nhap/?next=/tai-khoan/"


def test_consent_is_not_given_until_the_person_gives_it(inside: Client, worker: User) -> None:
    assert "Tôi đồng ý công khai họ tên" in text_of(inside.get("/tai-khoan/"))
    assert "checked" not in inside.get("/tai-khoan/").content.decode().split("<main")[1]

    inside.post("/tai-khoan/cong-khai-ten/", {"consent": "yes"})

    worker.refresh_from_db()
    assert worker.public_name == "Lê Thị Mận"
    assert "Bạn đã đồng ý công khai họ tên" in text_of(inside.get("/tai-khoan/"))


def test_consent_is_withdrawn_at_once_and_both_are_recorded_once(
    inside: Client, worker: User
) -> None:
    for consent in ("yes", "yes", "no", "no"):
        inside.post("/tai-khoan/cong-khai-ten/", {"consent": consent})

    worker.refresh_from_db()
    assert worker.public_name == ""
    names = Entry.objects.filter(subject_kind="person").order_by("pk").values_list("name")
    assert [name for (name,) in names] == ["person.name_published", "person.name_hidden"]


@pytest.mark.parametrize("consent", ["", "true", "YES", "<b>"])
def test_anything_but_a_clear_yes_is_no_consent(inside: Client, worker: User, consent: str) -> None:
    inside.post("/tai-khoan/cong-khai-ten/", {"consent": consent})

    worker.refresh_from_db()
    assert worker.name_public_since is None


def test_changed_password_keeps_this_session_and_ends_the_others(
    inside: Client, worker: User
) -> None:
    other = client_of(worker)

    assert change(inside).status_code == 302

    assert inside.get("/tai-khoan/").status_code == 200
    assert other.get("/tai-khoan/").status_code == 302
    worker.refresh_from_db()
    assert worker.check_password(NEW)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"current": "sai-mat-khau"}, "Mật khẩu hoặc mã PIN hiện tại chưa đúng."),
        ({"again": "khac-han"}, "Hai lần nhập mật khẩu mới chưa giống nhau."),
        ({"new": "ngan1", "again": "ngan1"}, "Mật khẩu cần ít nhất 8 ký tự."),
        ({"new": "password1", "again": "password1"}, "Mật khẩu này dễ đoán"),
        ({"new": "918273645500", "again": "918273645500"}, "Mật khẩu cần có cả chữ"),
        ({"current": ""}, "Hãy nhập mật khẩu hiện tại."),
    ],
)
def test_password_that_will_not_do_is_refused_in_words(
    inside: Client, worker: User, typed: dict[str, str], message: str
) -> None:
    response = change(inside, **typed)

    assert response.status_code == 422
    assert message in text_of(response)
    worker.refresh_from_db()
    assert worker.check_password(PASSWORD)


def test_current_password_cannot_be_guessed_endlessly_from_an_open_session(inside: Client) -> None:
    for _ in range(10):
        change(inside, current="doan-mat-khau")

    response = change(inside)

    assert response.status_code == 422
    assert "Mời thử lại sau 15 phút." in text_of(response)
