"""Who gets what from every address of the product, and whose forms change anything.

The pages are found by walking the URL table; see `matrix` for what a new one has to declare.
"""

from collections.abc import Iterator

import pytest
from django.http.response import HttpResponseBase
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from tests.architecture.matrix import (
    BRANCH,
    FOR_EVERYBODY,
    NO_ROWS,
    OWN_THINGS,
    OWN_WRITES,
    Address,
    World,
    changed,
    parameters,
    snapshot,
)
from tests.architecture.shared import as_made, one_world
from tests.architecture.world import READERS

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

OK, REDIRECT, NOT_FOUND, WRONG_METHOD, BROKEN = 200, 302, 404, 405, 500
LOGIN = "/dang-nhap/?next="

# Readers who oversee no part of the branch.
STRANGERS = {
    "factory": ("sister officer", "neighbouring superior", "another province"),
    "province": ("another province",),
}
FOREIGN = STRANGERS["factory"]
INTRUDERS = ("anonymous", "auditor", "fellow", *FOREIGN)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with one_world(django_db_blocker) as world:
        yield world


@pytest.fixture
def world(db: None, made: World) -> World:
    return as_made(made)


def test_every_address_can_be_filled(world: World) -> None:
    assert world.unfilled() == []


def test_every_area_with_objects_belongs_to_a_branch(world: World) -> None:
    areas = {
        a.name.partition(":")[0] for a in world.addresses() if a.has_object and not a.is_public
    }

    assert areas - set(BRANCH) == set()


def test_private_pages_without_an_object_show_the_readers_own_things(world: World) -> None:
    found = {a.name for a in world.addresses() if not a.is_public and not a.has_object}

    assert found == set(OWN_THINGS)


@pytest.mark.parametrize("reader", READERS)
def test_reading_breaks_nothing_and_changes_nothing(world: World, reader: str) -> None:
    before, found = snapshot(), []

    for address in world.addresses():
        response = world.client(reader).get(address.url)
        if response.status_code >= BROKEN or (reader == "anonymous" and leaks(address, response)):
            found.append(f"{address.name} {address.url}: {response.status_code}")

    assert found == []
    assert changed(before) == []


@pytest.mark.parametrize("typed", ["9" * 40, "½%_'\"<-1.1"], ids=["number", "signs"])
def test_nonsense_in_the_query_string_breaks_nothing(world: World, typed: str) -> None:
    reader, found = world.client("provincial"), []
    pages = {address.name: address.url for address in world.addresses()}
    shown = {page: url for page, url in pages.items() if reader.get(url).status_code == OK}

    for page, url in shown.items():
        for name in sorted(parameters(page.partition(":")[0])):
            status = reader.get(url, {name: typed}).status_code
            if status >= BROKEN:
                found.append(f"{url}?{name}={typed}: {status}")

    assert shown
    assert found == []


def leaks(address: Address, response: HttpResponseBase) -> bool:
    """Whether somebody who is not signed in got anything but the way to the login."""
    sent_to_login = response.status_code == REDIRECT and response["Location"].startswith(LOGIN)
    return sent_to_login if address.is_public else not sent_to_login


@pytest.mark.parametrize("reader", FOREIGN)
def test_strangers_do_not_find_the_pages_of_a_branch(world: World, reader: str) -> None:
    found = []

    for address in world.addresses():
        if address.is_public or not address.has_object or reader not in STRANGERS[address.branch]:
            continue
        if address.name in FOR_EVERYBODY:
            continue
        status = world.client(reader).get(address.url).status_code
        if status not in {NOT_FOUND, WRONG_METHOD}:
            found.append(f"{address.name} {address.url}: {status}")

    assert found == []


def test_public_pages_tell_no_drafts_and_no_names_without_consent(world: World) -> None:
    found = []

    for address in world.addresses():
        if address.is_public:
            words = words_of(world, "anonymous", address.url)
            found += [f"{address.url}: {what}" for what in world.hidden if what in words]

    assert found == []


def words_of(world: World, reader: str, url: str) -> str:
    """A paper is no text; its data comes from the same rows as the file beside it."""
    return str(world.client(reader).get(url).getvalue().decode(errors="replace"))


def test_members_do_not_find_the_initiatives_of_their_colleagues(world: World) -> None:
    found = []

    for address in world.addresses():
        if address.name.startswith("initiatives:") and address.has_object:
            if world.credited in address.url:
                continue
            status = world.client("fellow").get(address.url).status_code
            if status not in {NOT_FOUND, WRONG_METHOD}:
                found.append(f"{address.name} {address.url}: {status}")

    assert found == []


@pytest.mark.parametrize("reader", FOREIGN)
def test_the_own_pages_of_strangers_tell_nothing_of_the_factory(world: World, reader: str) -> None:
    found = []

    for address in world.addresses():
        if address.name in OWN_THINGS:
            words = words_of(world, reader, address.url)
            found += [f"{address.name}: {secret}" for secret in world.secrets if secret in words]

    assert found == []


def test_the_factorys_own_people_would_see_it(world: World) -> None:
    shown = {
        secret
        for name in OWN_THINGS
        for reader in ("author", "officer")
        for secret in world.secrets
        if secret in words_of(world, reader, reverse(name))
    }

    assert len(shown) > len(world.secrets) // 2


@pytest.mark.parametrize("reader", INTRUDERS)
def test_forms_of_those_who_may_not_change_nothing(world: World, reader: str) -> None:
    before, found = snapshot(), []

    for address in world.addresses():
        if reader == "fellow" and world.credited in address.url:
            continue
        for body in ({}, world.plausible(address.name)):
            sent = world.send(reader, address.url, body, before=before)
            wrong = what_is_wrong(address, sent.response, reader)
            if reader == "anonymous" or address.name not in OWN_WRITES:
                wrong += sent.changed
            found += [f"{address.name} {address.url}: {what}" for what in wrong]

    assert found == []


def what_is_wrong(address: Address, response: HttpResponseBase, reader: str) -> list[str]:
    if response.status_code >= BROKEN:
        return [f"answers {response.status_code}"]
    if reader == "anonymous" and not address.is_public and leaks(address, response):
        return [f"answers {response.status_code} instead of the login"]
    return []


def test_the_same_forms_change_something_when_sent_by_the_right_person(world: World) -> None:
    before, found = snapshot(), []

    for name, form in world.forms.items():
        url = reverse(name, kwargs=form.args)
        sent = world.send(form.sender, url, form.body, before=before)
        if bool(sent.changed) == (name in NO_ROWS):
            found.append(f"{name}: {sent.response.status_code}")

    assert found == []


def test_every_page_that_takes_a_form_has_a_plausible_one(world: World) -> None:
    found = set()

    for address in world.addresses():
        if address.name in world.forms:
            continue
        for reader in ("author", "officer", "superior", "provincial", "data officer"):
            sent = world.send(reader, address.url, {}, before={})
            if sent.response.status_code not in {NOT_FOUND, WRONG_METHOD}:
                found.add(address.name)

    assert found == set()
