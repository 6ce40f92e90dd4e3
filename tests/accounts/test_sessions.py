"""A session lives in the database and nowhere else: what ends it there ends it at once."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from sangkien.accounts.models import Session, User
from sangkien.accounts.sessions import SessionStore
from sangkien.units.models import Grant
from tests.factories import Cast, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DESK, ENTRY = "/viec-cua-toi/", "/sang-kien/nhap-thay/"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def reader(client: Client, cast: Cast) -> Client:
    """Signed in, and already served once."""
    client.force_login(cast.officer)
    assert client.get(DESK).status_code == 200
    return client


def test_what_was_kept_is_found_again() -> None:
    kept = SessionStore()
    kept["step"] = "Bước hai"
    kept.save()

    assert SessionStore(kept.session_key)["step"] == "Bước hai"


def test_a_deleted_session_is_dead_at_the_next_request(reader: Client) -> None:
    Session.objects.all().delete()

    assert reader.get(DESK).status_code == 302


@pytest.mark.parametrize(("seconds", "status"), [(5, 200), (-5, 302)])
def test_a_session_ends_at_its_moment(reader: Client, seconds: int, status: int) -> None:
    Session.objects.update(expire_date=timezone.now() + dt.timedelta(seconds=seconds))

    assert reader.get(DESK).status_code == status


def test_a_key_that_nobody_gave_is_not_taken_over() -> None:
    invented = SessionStore("x" * 32)

    assert invented.load() == {}
    assert invented.session_key is None


def test_a_closed_account_is_out_at_the_next_request(reader: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.officer.pk).update(is_active=False)

    assert reader.get(DESK).status_code == 302


def test_a_revoked_grant_counts_at_the_next_request(reader: Client, cast: Cast) -> None:
    assert reader.get(ENTRY).status_code == 200

    Grant.objects.filter(user=cast.officer).update(revoked_at=timezone.now())

    assert reader.get(ENTRY).status_code == 404
