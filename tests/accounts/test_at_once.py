"""Guesses and uses that arrive at the same moment, on both databases."""

from collections.abc import Callable
from functools import partial

import pytest

from sangkien.accounts.actions import activation, codes, people, signing_in
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.models import OneTimeCode, User
from sangkien.accounts.rules import FREE_TRIES
from tests.factories import NOW
from tests.threads import outcomes, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def user() -> User:
    return people.add_person(full_name="Trần Thị Bình", member_code="DV1", password=None, at=NOW)


def test_parallel_guesses_do_not_slip_through(user: User) -> None:
    code = codes.issue([user], CodePurpose.ACTIVATION, at=NOW)[user.pk]
    wrong = "0" * 10 if code[0] != "0" else "1" * 10
    guess: Callable[[], object] = partial(activation.open_with_code, "DV1", wrong, at=NOW)

    found = outcomes(*[guess] * 8)

    assert sorted(refusal.code for refusal in refusals(found)) == [
        *["too_many_tries"] * 3,
        *["wrong_code"] * FREE_TRIES,
    ]


def test_code_used_by_two_at_once_opens_once(user: User) -> None:
    code = codes.issue([user], CodePurpose.ACTIVATION, at=NOW)[user.pk]
    step = activation.open_with_code("DV1", code, at=NOW)
    pins = ("739105", "802914")

    found = outcomes(*[partial(activation.activate, step, pin=pin, at=NOW) for pin in pins])

    assert len(refusals(found)) == 1
    winner = pins[0] if found[0] == user else pins[1]
    assert signing_in.sign_in("DV1", winner, at=NOW) == user


def test_two_sheets_at_once_leave_one_open_code(user: User) -> None:
    issue: Callable[[], object] = partial(codes.issue, [user], CodePurpose.ACTIVATION, at=NOW)

    outcomes(issue, issue)

    assert OneTimeCode.objects.unused().count() == 1
