import pytest

from sangkien.accounts.actions import people
from sangkien.accounts.backends import PhoneOrCodeBackend
from sangkien.accounts.models import User
from tests.factories import NOW, PASSWORD

pytestmark = pytest.mark.django_db

backend = PhoneOrCodeBackend()


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
    assert backend.authenticate(None, login, PASSWORD) == user


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("DV000123", "sai-mat-khau"),
        ("DV000123", ""),
        ("", PASSWORD),
        (None, None),
        ("DV999999", PASSWORD),
    ],
)
def test_anything_else_does_not(user: User, login: str | None, password: str | None) -> None:
    assert backend.authenticate(None, login, password) is None


def test_somebody_without_a_password_cannot_sign_in() -> None:
    people.add_person(full_name="Lê An", member_code="DV2", password=None, at=NOW)

    assert backend.authenticate(None, "DV2", "") is None
    assert backend.authenticate(None, "DV2", "!") is None


def test_a_closed_account_neither_signs_in_nor_stays_in(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert backend.authenticate(None, "DV000123", PASSWORD) is None
    assert backend.get_user(user.pk) is None


def test_a_session_finds_its_person_again(user: User) -> None:
    assert backend.get_user(user.pk) == user
    assert backend.get_user(0) is None
