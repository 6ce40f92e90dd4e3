"""What holds for every address of the product, however a request is dressed up.

Who may read and send what is executed in `tests/architecture/test_access_matrix`; here are the
other ways of asking.
"""

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from sangkien.accounts.models import User
from tests.architecture.matrix import Rows, World, changed, snapshot, watched
from tests.architecture.shared import as_made, one_world
from tests.web.scene import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

OK, REDIRECT, FORBIDDEN, NOT_FOUND, WRONG_METHOD = 200, 302, 403, 404, 405
FEWEST_ASKED = 970 * 3  # as many as there were; fewer would prove less
FRAGMENT = {"HX-Request": "true", "HX-Target": "main", "X-HTTP-Method-Override": "DELETE"}
STRANGE = 987_654_321
# Columns that decide who somebody is, what they may do, and where a thing stands.
COVETED = re.compile(
    r"_id$|_by$|^is_|^(id|pk|state|status|verdict|password|path|digest|token_digest|trace)$"
)
# Words and ticks of forms that only sound like it.
SHOWN = {
    *("is_acting", "is_secret", "is_verified", "issued_by", "recognised_by", "brought_by"),
    *("introduced_by", "reply_by"),
}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with one_world(django_db_blocker) as world:
        yield world


@pytest.fixture
def world(db: None, made: World) -> World:
    return as_made(made)


@pytest.mark.parametrize("reader", ["anonymous", "sister officer", "officer", "auditor"])
def test_nothing_is_changed_by_put_patch_delete_or_a_fragment(world: World, reader: str) -> None:
    before, found, asked = snapshot(), [], 0

    for address, method in itertools.product(world.addresses(), ("put", "patch", "delete")):
        asked += 1
        send = getattr(world.client(reader), method)
        body = {"intent": "accept", "_method": method, "selected": "1"}
        status = send(address.url, body, "application/json", headers=FRAGMENT).status_code
        if status not in {REDIRECT, NOT_FOUND, WRONG_METHOD} and not is_way_to_login(
            reader, status
        ):
            found.append(f"{method} {address.url}: {status}")

    assert found == []
    assert asked >= FEWEST_ASKED
    assert changed(before) == []


def is_way_to_login(reader: str, status: int) -> bool:
    """For htmx it is a header of an ordinary answer."""
    return reader == "anonymous" and status == OK


@pytest.mark.parametrize("reader", ["anonymous", "sister officer", "fellow"])
def test_fragments_of_those_who_may_not_change_nothing(world: World, reader: str) -> None:
    before, found = snapshot(), []

    for address in world.addresses():
        if address.is_public or address.name.startswith(("accounts:", "privacy:", "home:")):
            continue
        sent = world.client(reader).post(
            address.url, world.plausible(address.name), headers=FRAGMENT
        )
        if sent.status_code == OK and address.has_object and "HX-Redirect" not in sent.headers:
            found.append(address.url)

    own = {
        *("initiatives.Initiative", "journal.Entry", "journal.Delivery"),  # one's own draft
        *("initiatives.CoAuthor", "support.HelpRequest", "units.UnmatchedWorkplace"),
        "exports.Export",  # of one's own list
        # What every member may say about what everybody may read.
        *("adoption.Adoption", "adoption.Course"),
        *("discussions.Comment", "discussions.Follow", "discussions.Praise"),
    }
    assert set(changed(before)) <= (own if reader != "anonymous" else set())
    assert found == []


def test_every_form_needs_its_token(world: World) -> None:
    before, found = snapshot(), []

    for name, form in world.forms.items():
        browser = with_token_asked(world.readers[form.sender])
        for headers in ({}, FRAGMENT):
            sent = browser.post(reverse(name, kwargs=form.args), form.body, headers=headers)
            if sent.status_code != FORBIDDEN:
                found.append(f"{name}: {sent.status_code}")

    assert found == []
    assert changed(before) == []


def with_token_asked(user: User | None) -> Client:
    browser = Client(enforce_csrf_checks=True)
    if user is not None:
        browser.cookies = client_of(user).cookies
    return browser


def test_what_no_form_shows_cannot_be_written_by_it(world: World) -> None:
    """Names of columns are sent along, with a value that nothing else has."""
    names = {
        name
        for model in apps.get_models()
        if model.__module__.startswith("sangkien.")
        for field in model._meta.concrete_fields
        for name in (field.name, field.attname)
        if COVETED.search(name)
    } | {"is_staff", "is_superuser", "score", "status", "owner", "author", "pk"}
    names -= SHOWN
    before, found = snapshot(), []

    for name, form in world.forms.items():
        smuggled = {key: str(STRANGE) for key in names if key not in form.body}
        url = reverse(name, kwargs=form.args)
        usual = what_becomes_of(world, form.sender, url, form.body, before=before)
        strange = what_becomes_of(world, form.sender, url, {**smuggled, **form.body}, before=before)
        if strange != usual:
            found.append(f"{name}: {usual} {strange}")

    assert found == []


def what_becomes_of(
    world: World, sender: str, url: str, body: dict[str, Any], *, before: Rows
) -> tuple[int, list[str], list[str]]:
    """The answer, the tables that differ, and those that hold the strange value; then undone."""
    user = world.readers[sender]
    with transaction.atomic(), watched() as watch:
        browser = client_of(user) if user else Client()
        status = browser.post(url, body).status_code
        now = snapshot(watch)
        transaction.set_rollback(True)
    differ = [label for label in now if before[label] != now[label]]
    taken = [label for label, rows in now.items() if str(STRANGE) in repr(rows)]
    return status, differ, taken
