"""The small union, and somebody of it at the browser."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.accounts import sessions
from sangkien.accounts.models import User
from sangkien.core import clock
from tests.factories import Cast, make_cast

Reader = Callable[[User], Client]
Counted = Callable[[Client, str], int]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def reader() -> Reader:
    """`reader(cast.officer)`: a browser in which this person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        session = client.session
        session[sessions.PROVEN] = int(clock.now().timestamp())
        session.save()
        return client

    return sign_in


@pytest.fixture
def queries_of() -> Counted:
    """How many queries a page takes for somebody who was there before."""

    def count(client: Client, url: str) -> int:
        assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    return count
