"""Case 57: whether somebody is known cannot be told from answer, status, size or work."""

import contextlib
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sangkien.access.actor import Actor
from sangkien.accounts.actions import activation, changing, codes, signing_in
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.errors import WrongCode, WrongSignIn
from sangkien.accounts.models import OneTimeCode, User
from sangkien.core import clock
from sangkien.messages.actions import sign_in_codes
from sangkien.messages.models import Message
from sangkien.project.environment import SMS_BODY, Sms
from tests.factories import NOW, PASSWORD, make_cast, make_member

pytestmark = pytest.mark.django_db

SECRETS = ("sai-mat-khau-1", "739106")
HASHES: list[str] = []


class Counted(MD5PasswordHasher):
    algorithm = "counted"

    def encode(self, password: str, salt: str) -> str:
        HASHES.append(password)
        return super().encode(password, salt)


@pytest.fixture
def people(settings: Settings) -> list[User]:
    """With a password and a PIN, with nothing at all, closed."""
    settings.PASSWORD_HASHERS = ["tests.accounts.test_same_answer.Counted"]
    factory = make_cast().factory
    made = [
        make_member(factory, "Lê Thị Mận", member_code=f"DV77000{n}", phone=f"091234567{n}")
        for n in range(3)
    ]
    first = made[0]
    first.set_password(PASSWORD)
    first.save()
    by = Actor(user_id=first.pk)
    changing.change_pin(first, current=PASSWORD, pin="739105", by=by, at=NOW)
    User.objects.filter(pk=made[2].pk).update(is_active=False)
    return made


PAIRS = [
    ("DV770000", "DV990000"),
    ("DV770001", "DV990001"),
    ("DV770002", "DV990002"),
    ("0912345670", "0912999990"),
    ("+84912345671", "+84912999991"),
]


def body(page: str, form: dict[str, str], login: str) -> tuple[int, bytes]:
    client = Client()
    response = client.post(page, {**form, "login": login})
    content = response.content
    if response.context and "csrf_token" in response.context:
        content = content.replace(str(response.context["csrf_token"]).encode(), b"token")
    return response.status_code, content.replace(login.encode(), b"login")


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(("known", "unknown"), PAIRS)
def test_login_answers_alike_to_the_byte(known: str, unknown: str, secret: str) -> None:
    answers = [body("/dang-nhap/", {"password": secret}, login) for login in (known, unknown)]

    assert answers[0] == answers[1]
    assert answers[0][0] == 422


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("known", "unknown"), PAIRS)
def test_activation_answers_alike_to_the_byte(known: str, unknown: str) -> None:
    answers = [body("/kich-hoat/", {"code": "1234567890"}, login) for login in (known, unknown)]

    assert answers[0] == answers[1]
    assert answers[0][0] == 422


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize(("known", "unknown"), PAIRS)
def test_one_hash_and_the_same_queries_in_both_cases(known: str, unknown: str, secret: str) -> None:
    work: list[Any] = []
    for login in (known, unknown):
        HASHES.clear()
        with CaptureQueriesContext(connection) as asked, pytest.raises(WrongSignIn):
            signing_in.sign_in(login, secret, at=NOW)
        work.append((len(HASHES), len(asked)))

    assert work[0] == work[1]
    assert work[0][0] == 1


def test_activation_asks_the_same_in_both_cases(people: list[User]) -> None:
    codes.issue([people[1]], CodePurpose.ACTIVATION, at=clock.now())
    work = []
    for login in ("DV770001", "DV990001"):
        with CaptureQueriesContext(connection) as asked, pytest.raises(WrongCode):
            activation.open_with_code(login, "0000000000", at=clock.now())
        work.append(len(asked))

    assert work[0] == work[1]


@pytest.fixture
def gateway(settings: Settings) -> None:
    settings.SMS = Sms(url="console:", header=None, secret="", body=SMS_BODY)


@pytest.mark.postgres
@pytest.mark.usefixtures("gateway")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["activation", "message", "ask"])
def test_the_disk_is_waited_for_as_often_in_both_cases(people: list[User], step: str) -> None:
    """Writing to the disk takes milliseconds: one more would tell who is known."""
    codes.issue([people[1]], CodePurpose.ACTIVATION, at=clock.now())
    codes.issue([people[0]], CodePurpose.SIGN_IN, at=clock.now())
    known, unknown = (written_by(step, login) for login in (KNOWN[step], "DV990001"))

    assert known == unknown
    assert known == 1


@pytest.mark.usefixtures("gateway")
def test_asking_for_a_code_asks_the_same_in_both_cases(people: list[User]) -> None:
    """But for taking back a message that nobody gets, which the database says in two words."""
    work = []
    for login in ("DV770000", "DV990001"):
        with CaptureQueriesContext(connection) as asked:
            sign_in_codes.ask(login, binding="browser", at=clock.now())
        work.append(len(asked))

    assert work[1] == work[0] + 1
    assert Message.objects.get().recipient == people[0]
    assert OneTimeCode.objects.get().user == people[0]


KNOWN = {"activation": "DV770001", "message": "DV770000", "ask": "DV770000"}


def written_by(step: str, login: str) -> int:
    """How many transactions write something; a statement of its own is one, too."""
    with CaptureQueriesContext(connection) as asked, contextlib.suppress(WrongCode):
        if step == "ask":
            sign_in_codes.ask(login, binding="browser", at=clock.now())
        elif step == "message":
            sign_in_codes.sign_in(login, "000000", binding="browser", at=clock.now())
        else:
            activation.open_with_code(login, "0000000000", at=clock.now())
    found, inside, writes = 0, False, False
    for query in asked.captured_queries:
        verb = query["sql"].split()[0].upper()
        if verb == "BEGIN":
            inside, writes = True, False
        elif verb == "COMMIT":
            found, inside = found + writes, False
        elif verb in {"INSERT", "UPDATE", "DELETE"}:
            writes = True
            found += not inside
    return found
