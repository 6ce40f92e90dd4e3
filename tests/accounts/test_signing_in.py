import contextlib
import datetime as dt

import pytest

from sangkien.access.actor import Actor
from sangkien.accounts.actions import changing, people, signing_in, tries
from sangkien.accounts.errors import AlreadyEnrolled, TooManyTries, WrongSignIn
from sangkien.accounts.models import SignInTry, User
from sangkien.accounts.rules import DAY, PASSWORD_LIMITS, SHORT
from tests.factories import NOW, PASSWORD

pytestmark = pytest.mark.django_db

MOST_FAILURES = PASSWORD_LIMITS[0].most


@pytest.fixture
def user() -> User:
    return people.add_person(
        full_name="Trần Thị Bình",
        member_code="DV000123",
        phone="0912345678",
        password=PASSWORD,
        at=NOW,
    )


def fail(login: str = "DV000123", *, at: dt.datetime = NOW) -> None:
    with pytest.raises(WrongSignIn):
        signing_in.sign_in(login, "sai-mat-khau", at=at)


@pytest.mark.parametrize("login", ["0912 345 678", "dv 000123"])
def test_the_right_password_opens_and_forgets_the_tries(user: User, login: str) -> None:
    fail(login)

    assert signing_in.sign_in(login, PASSWORD, at=NOW) == user
    assert not SignInTry.objects.exists()


def test_known_and_unknown_people_get_the_same_answer(user: User) -> None:
    with pytest.raises(WrongSignIn) as known:
        signing_in.sign_in("DV000123", "sai-mat-khau", at=NOW)
    with pytest.raises(WrongSignIn) as unknown:
        signing_in.sign_in("DV999999", PASSWORD, at=NOW)

    assert str(known.value) == str(unknown.value)


def test_ten_wrong_tries_close_the_account_for_a_while(user: User) -> None:
    spellings = ["DV000123", "dv-000123", "0912345678", "+84 912 345 678"]
    for number in range(MOST_FAILURES):
        fail(spellings[number % len(spellings)])

    with pytest.raises(TooManyTries, match="15 phút"):
        signing_in.sign_in("DV000123", PASSWORD, at=NOW)
    later = NOW + SHORT
    assert signing_in.sign_in("DV000123", PASSWORD, at=later) == user


def test_waiting_is_not_prolonged_by_trying(user: User) -> None:
    for _ in range(MOST_FAILURES):
        fail()
    for minutes in range(14):
        with pytest.raises(TooManyTries):
            signing_in.sign_in("DV000123", PASSWORD, at=NOW + dt.timedelta(minutes=minutes))

    assert signing_in.sign_in("DV000123", PASSWORD, at=NOW + SHORT) == user


def test_one_closed_account_closes_no_other(user: User) -> None:
    other = people.add_person(
        full_name="Lê Văn Cường", member_code="DV2", password=PASSWORD, at=NOW
    )
    for _ in range(MOST_FAILURES):
        fail()

    assert signing_in.sign_in("DV2", PASSWORD, at=NOW) == other


def test_a_new_password_needs_the_old_one(user: User) -> None:
    with pytest.raises(WrongSignIn) as refusal:
        signing_in.ensure_secret(user, "sai-mat-khau", at=NOW)

    assert refusal.value.field == "current"
    signing_in.ensure_secret(user, PASSWORD, at=NOW)


def test_numbers_of_others_cannot_be_tried_out_by_changing_the_own_one(user: User) -> None:
    people.add_person(
        full_name="Lê Văn Cường", member_code="DV2", phone="0987654321", password=None, at=NOW
    )
    by = Actor(user_id=user.pk)

    for tried in ("0987654321", "0987654322", "0987654321"):
        with contextlib.suppress(AlreadyEnrolled):
            changing.change_phone(user, current=PASSWORD, phone=tried, by=by, at=NOW)
    with pytest.raises(TooManyTries):
        changing.change_phone(user, current=PASSWORD, phone="0987654321", by=by, at=NOW)


def test_old_tries_are_thrown_away(user: User) -> None:
    fail()

    assert tries.forget_old(NOW) == 0
    assert tries.forget_old(NOW + DAY) == 1
    assert not SignInTry.objects.exists()
