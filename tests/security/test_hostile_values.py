"""Whatever is typed into a field of any form is refused or kept, and never breaks the page."""

import itertools
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from tests.architecture.matrix import World
from tests.architecture.shared import as_made, one_world
from tests.web.scene import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(1200)]

HOSTILE = (
    "9" * 400,
    "9223372036854775808",
    "-1",
    "1e400",
    "NaN",
    "²٣",
    "01/01/0001",
    "31/12/9999",
    "\u202e\u0007\ufeff<script>alert(1)</script>",
    '{{7*7}}#import "/etc/passwd" $x$ %s {0.__init__}',
    "=HYPERLINK(1)",
    "",
    "à" * 70_000,
)
EACH = 4  # of these values for every field, another four for the next one
PARTS = 6
SERVER_ERROR = 500


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with one_world(django_db_blocker) as world:
        yield world


@pytest.fixture
def world(db: None, made: World) -> World:
    return as_made(made)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_value_of_any_field_breaks_a_page(world: World, part: int) -> None:
    tried = itertools.count()
    found = []

    for name, form in sorted(world.forms.items())[part::PARTS]:
        url, user = reverse(name, kwargs=form.args), world.readers[form.sender]
        for field in [key for key, value in form.body.items() if not hasattr(value, "read")]:
            start = next(tried)
            for value in [HOSTILE[(start + 3 * n) % len(HOSTILE)] for n in range(EACH)]:
                with transaction.atomic():
                    browser = client_of(user) if user else Client()
                    browser.raise_request_exception = False
                    status = browser.post(url, {**form.body, field: value}).status_code
                    transaction.set_rollback(True)
                if status >= SERVER_ERROR:
                    found.append(f"{name} {field}={value[:30]!r}: {status}")

    assert found == []
