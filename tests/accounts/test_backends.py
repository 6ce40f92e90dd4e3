import pytest
from django.contrib.auth import authenticate

from sangkien.accounts.actions import people, signing_in
from sangkien.accounts.backends import SessionBackend
from sangkien.accounts.errors import WrongSignIn
from sangkien.accounts.models import User
from tests.factories import NOW, PASSWORD

pytestmark = pytest.mark.django_db

backend = SessionBackend()


@pytest.fixture
def user() -> User:
    return people.add_person(
        full_name="Trần Thị Bình",
        member_code="DV000123",
        phone="0912345678",
        password=PASSWORD,
        at=NOW,
    )


@pytest.mark.parametrize("login", ["0912 345 678", "+84 912345678", "dv-000123"])
def test_phone_or_member_code_opens_the_door(user: User, login: str) -> None:
    assert signing_in.sign_in(login, PASSWORD, at=NOW) == user


@pytest.mark.usefixtures("user")
@pytest.mark.parametrize(
    ("login", "password"),
    [("DV000123", "sai-mat-khau"), ("DV000123", ""), ("", PASSWORD), ("DV999999", PASSWORD)],
)
def test_anything_else_does_not(login: str, password: str) -> None:
    with pytest.raises(WrongSignIn):
        signing_in.sign_in(login, password, at=NOW)


@pytest.mark.parametrize("password", ["", "!"])
def test_somebody_without_a_password_cannot_sign_in(password: str) -> None:
    people.add_person(full_name="Lê An", member_code="DV2", password=None, at=NOW)

    with pytest.raises(WrongSignIn):
        signing_in.sign_in("DV2", password, at=NOW)


def test_a_closed_account_neither_signs_in_nor_stays_in(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)

    with pytest.raises(WrongSignIn):
        signing_in.sign_in("DV000123", PASSWORD, at=NOW)
    assert backend.get_user(user.pk) is None


def test_a_session_finds_its_person_again(user: User) -> None:
    assert backend.get_user(user.pk) == user
    assert backend.get_user(0) is None


@pytest.mark.usefixtures("user")
def test_there_is_no_door_without_limits_and_second_step() -> None:
    assert authenticate(None, username="DV000123", password=PASSWORD) is None
