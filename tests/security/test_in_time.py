"""Roles begin and end at midnight in Việt Nam, in the middle of a session."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.core.periods import VIETNAM
from sangkien.units.actions import people
from sangkien.units.models import Grant, Membership
from tests.factories import NOW, SYSTEM, Cast, actor, make_cast
from tests.web.scene import client_of

pytestmark = pytest.mark.django_db

LAST_DAY = dt.date(2027, 6, 30)
MIDNIGHT = dt.datetime(2027, 7, 1, tzinfo=VIETNAM)
JUST_BEFORE = MIDNIGHT - dt.timedelta.resolution
QUEUE = "/sang-kien/cho-xac-nhan/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def acting(cast: Cast) -> Grant:
    return people.grant_role(
        cast.factory,
        cast.author,
        role=RoleKey.GRASSROOTS_OFFICER,
        since_on=dt.date(2027, 6, 1),
        until_on=LAST_DAY,
        is_acting=True,
        by=SYSTEM,
        at=NOW,
    )


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (dt.datetime(2027, 6, 1, tzinfo=VIETNAM) - dt.timedelta.resolution, False),
        (dt.datetime(2027, 6, 1, tzinfo=VIETNAM), True),
        (JUST_BEFORE, True),
        (MIDNIGHT, False),
        (MIDNIGHT.astimezone(dt.UTC), False),  # still the last day there
    ],
)
def test_a_role_counts_from_midnight_to_midnight(
    cast: Cast, at: dt.datetime, expected: object
) -> None:
    acting(cast)

    assert (
        actor(cast.author, at=at).can(Permission.INITIATIVE_REVIEW, at=cast.factory.path)
        is expected
    )


def at_the_stroke(monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now.astimezone(dt.UTC))


def test_an_acting_role_is_over_at_midnight_in_the_same_session(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting(cast)
    at_the_stroke(monkeypatch, JUST_BEFORE)
    browser = client_of(cast.author)
    assert browser.get(QUEUE).status_code == 200

    at_the_stroke(monkeypatch, MIDNIGHT)

    assert browser.get(QUEUE).status_code == 404
    assert browser.post(QUEUE, {"decision": "confirm"}).status_code == 404
    assert browser.get("/tai-khoan/").status_code == 200  # still signed in


def test_who_left_registers_nothing_from_midnight_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    Membership.objects.filter(user=cast.author).update(until_on=LAST_DAY)
    at_the_stroke(monkeypatch, JUST_BEFORE)
    browser: Client = client_of(cast.author)
    assert browser.get(f"/don-vi/{cast.factory.code}/").status_code == 200

    at_the_stroke(monkeypatch, MIDNIGHT)

    assert browser.get(f"/don-vi/{cast.factory.code}/").status_code == 404
