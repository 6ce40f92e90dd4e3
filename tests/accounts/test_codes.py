"""Case 56: single use, bound to purpose and browser, nothing readable at rest."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from sangkien.accounts.actions import activation, codes, people, signing_in
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.errors import WeakPin, WrongCode
from sangkien.accounts.models import OneTimeCode, Pin, User
from sangkien.accounts.models.one_time_code import MOST_TRIES
from sangkien.journal.models import Entry
from tests.factories import NOW, PASSWORD

pytestmark = pytest.mark.django_db

ACTIVATION, SIGN_IN = CodePurpose.ACTIVATION, CodePurpose.SIGN_IN
PIN = "739105"


@pytest.fixture
def user() -> User:
    return people.add_person(full_name="Trần Thị Bình", member_code="DV1", password=None, at=NOW)


def issue(user: User, purpose: CodePurpose = ACTIVATION, *, binding: str = "") -> str:
    return codes.issue([user], purpose, at=NOW, binding=binding)[user.pk]


def check(user: User, purpose: CodePurpose, typed: str, *, binding: str = "") -> OneTimeCode:
    spent = codes.spend_try(user, purpose, at=NOW)
    return codes.ensure_fits(spent, purpose, typed, binding=binding)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10 ** len(code):0{len(code)}d}"


def test_code_opens_the_account_and_the_person_is_signed_in_with_the_own_pin(user: User) -> None:
    code = issue(user)

    step = activation.open_with_code("dv1", f"{code[:5]} {code[5:]}", at=NOW)
    activation.activate(step, pin=PIN, at=NOW)

    assert signing_in.sign_in("DV1", PIN, at=NOW) == user
    assert Entry.objects.get().payload == {"user_id": user.pk, "with_pin": True}


def test_new_secret_replaces_all_former_ones(user: User) -> None:
    user.set_password(PASSWORD)
    user.save()
    Pin.objects.create(user=user, encoded="x", set_at=NOW)
    step = activation.open_with_code("DV1", issue(user), at=NOW)

    activation.activate(step, password="bon-con-voi-8", at=NOW)

    assert not Pin.objects.exists()
    user.refresh_from_db()
    assert user.check_password("bon-con-voi-8")


def test_only_a_keyed_digest_is_kept(user: User) -> None:
    code = issue(user)

    kept = OneTimeCode.objects.get()
    assert code not in kept.digest
    assert len(kept.digest) == 64


def test_five_wrong_tries_and_the_right_code_to_sign_in_is_worth_nothing(user: User) -> None:
    code = issue(user, SIGN_IN)
    for _ in range(MOST_TRIES):
        with pytest.raises(WrongCode):
            check(user, SIGN_IN, wrong(code))

    with pytest.raises(WrongCode):
        check(user, SIGN_IN, code)


def test_code_is_used_once_however_many_browsers_checked_it(user: User) -> None:
    code = issue(user)
    first, second = (activation.open_with_code("DV1", code, at=NOW) for _ in range(2))
    activation.activate(first, pin=PIN, at=NOW)

    with pytest.raises(WrongCode):
        activation.activate(second, pin="802914", at=NOW)
    with pytest.raises(WrongCode):
        activation.open_with_code("DV1", code, at=NOW)
    assert signing_in.sign_in("DV1", PIN, at=NOW) == user


def test_weak_pin_does_not_use_the_code_up(user: User) -> None:
    step = activation.open_with_code("DV1", issue(user), at=NOW)
    with pytest.raises(WeakPin):
        activation.activate(step, pin="123456", at=NOW)

    activation.activate(step, pin=PIN, at=NOW)

    assert Pin.objects.exists()


def test_code_ends_after_thirty_days(user: User) -> None:
    code = issue(user)
    last = NOW + dt.timedelta(days=30)

    activation.open_with_code("DV1", code, at=last - dt.timedelta(seconds=1))
    with pytest.raises(WrongCode):
        activation.open_with_code("DV1", code, at=last)


def test_new_code_ends_the_former_one(user: User) -> None:
    former, new = issue(user), issue(user)

    with pytest.raises(WrongCode):
        check(user, ACTIVATION, former)
    assert check(user, ACTIVATION, new).user == user


def test_code_belongs_to_person_purpose_and_browser(user: User) -> None:
    other = people.add_person(full_name="Lê An", member_code="DV2", password=None, at=NOW)
    code = issue(user, SIGN_IN, binding="browser")
    issue(other, SIGN_IN, binding="browser")

    for person, purpose, binding in (
        (other, SIGN_IN, "browser"),
        (user, ACTIVATION, "browser"),
        (user, SIGN_IN, "another"),
        (user, SIGN_IN, ""),
    ):
        with pytest.raises(WrongCode):
            check(person, purpose, code, binding=binding)
    assert check(user, SIGN_IN, code, binding="browser").user == user


def test_closed_account_opens_with_no_code(user: User) -> None:
    code = issue(user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    with pytest.raises(WrongCode):
        activation.open_with_code("DV1", code, at=NOW)


def test_database_keeps_one_open_code_and_counts_no_sixth_try(user: User) -> None:
    issue(user)
    one = OneTimeCode.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        OneTimeCode.objects.create(
            user=user, purpose=ACTIVATION, digest="x", made_at=NOW, expires_at=NOW
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        OneTimeCode.objects.filter(pk=one.pk).update(tries=MOST_TRIES + 1)


def test_old_codes_are_thrown_away(user: User) -> None:
    issue(user)

    assert codes.forget_old(NOW + dt.timedelta(days=59)) == 0
    assert codes.forget_old(NOW + dt.timedelta(days=60)) == 1
