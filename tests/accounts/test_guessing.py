"""Case 56: a stranger who guesses an activation code makes himself wait, and costs its owner nothing."""

import datetime as dt

import pytest
from django.test import Client
from django.utils.html import strip_tags

from sangkien.accounts import queries, rules
from sangkien.accounts.actions import activation, codes, people
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.errors import TooManyTries, WrongCode
from sangkien.accounts.models import OneTimeCode, SignInTry, User
from sangkien.accounts.rules import Device
from sangkien.core import clock
from tests.factories import NOW

pytestmark = pytest.mark.django_db

HERE, THERE = Device(address="203.0.113.7"), Device(address="198.51.100.9")
MINUTE = dt.timedelta(minutes=1)
WRONG = "0000000000"


@pytest.fixture
def user() -> User:
    return people.add_person(full_name="Trần Thị Bình", member_code="DV1", password=None, at=NOW)


@pytest.fixture
def code(user: User) -> str:
    found = WRONG
    while found == WRONG:
        found = codes.issue([user], CodePurpose.ACTIVATION, at=NOW)[user.pk]
    return found


def guess(
    typed: str = WRONG, *, login: str = "DV1", device: Device = HERE, at: dt.datetime = NOW
) -> str:
    try:
        activation.open_with_code(login, typed, at=at, device=device)
    except (WrongCode, TooManyTries) as refusal:
        return refusal.code
    return "opened"


def test_the_owner_gets_in_whatever_a_stranger_tried(code: str) -> None:
    for minute in range(200):
        guess(at=NOW + minute * MINUTE)

    assert guess(code, device=THERE, at=NOW + 200 * MINUTE) == "opened"
    assert OneTimeCode.objects.get().revoked_at is None


def test_whoever_guesses_waits_longer_and_longer_and_then_comes_in(code: str) -> None:
    assert [guess() for _ in range(6)] == ["wrong_code"] * 5 + ["too_many_tries"]
    at = NOW
    for minutes in (1, 2, 4, 8, 15, 15):
        at += minutes * MINUTE
        assert guess(at=at - dt.timedelta(seconds=1)) == "too_many_tries"
        assert guess(at=at) == "wrong_code"

    assert guess(code, at=at + 14 * MINUTE) == "too_many_tries"
    assert guess(code, at=at + 15 * MINUTE) == "opened"
    assert guess(code, at=at + 15 * MINUTE) == "opened"  # the typing errors before are forgotten


def test_the_wait_is_said_and_is_the_same_for_people_that_do_not_exist(code: str) -> None:
    said = []
    for login in ("DV1", "DV404"):
        for _ in range(5):
            guess(login=login)
        with pytest.raises(TooManyTries) as refusal:
            activation.open_with_code(login, WRONG, at=NOW, device=HERE)
        said.append(str(refusal.value))

    assert said == ["Đã nhập chưa đúng nhiều lần. Mời thử lại sau 1 phút."] * 2


def test_many_networks_together_are_stopped_and_a_fresh_one_is_heard(code: str) -> None:
    crowd = [Device(address=f"198.18.{n // 250}.{n % 250}") for n in range(125)]
    assert {guess(device=one) for one in crowd for _ in range(4)} == {"wrong_code"}

    assert guess(device=crowd[0]) == "too_many_tries"  # though it may try a fifth time by itself
    assert [guess(device=THERE) for _ in range(3)] == ["wrong_code", "wrong_code", "too_many_tries"]
    assert guess(code, device=Device(address="192.0.2.1")) == "opened"


def test_one_network_does_not_go_through_all_the_codes(code: str) -> None:
    tried = [guess(login=f"DV{n + 100}") for n in range(201)]

    assert tried == ["wrong_code"] * 200 + ["too_many_tries"]
    assert guess(code, device=THERE) == "opened"
    assert guess(code, at=NOW + rules.SHORT) == "opened"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("", ""),
        ("made up", ""),
    ],
)
def test_addresses_of_one_household_are_one_network(address: str, network: str) -> None:
    assert rules.network_of(address) == network


def test_no_address_can_be_read_and_an_account_counts_once_for_the_alarm(code: str) -> None:
    guess()

    assert SignInTry.objects.count() == 3
    assert queries.failures(at=NOW) == (1, 1)
    assert not any("203.0" in key for key in SignInTry.objects.values_list("key", flat=True))


def test_the_page_waits_by_network_and_a_made_up_address_is_none(user: User) -> None:
    code = codes.issue([user], CodePurpose.ACTIVATION, at=clock.now())[user.pk]
    body = {"login": "DV1", "code": "1" * 10 if code != "1" * 10 else "2" * 10}

    def send(body: dict[str, str], address: str):
        return Client().post(
            "/kich-hoat/", body, REMOTE_ADDR=address, headers={"x-forwarded-for": "192.0.2.77"}
        )

    for _ in range(5):
        send(body, "203.0.113.7")
    refused = send({**body, "code": code}, "203.0.113.7")

    assert refused.status_code == 422
    assert "Mời thử lại sau 1 phút" in strip_tags(refused.content.decode())
    assert "4G của điện thoại" in refused.content.decode()
    assert send({**body, "code": code}, "198.51.100.9").status_code == 302
