"""Who gets what from every address of the product, and whose forms change anything.

The pages are found by walking the URL table; see `matrix` for what a new one has to declare.
"""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from sangkien.project import health
from tests.architecture.addresses import BRANCH, FOR_EVERYBODY, NO_ROWS, OWN_THINGS, OWN_WRITES
from tests.architecture.matrix import Address, World, parameters, snapshot
from tests.architecture.reading import Readings, digest_of, each_of, names_asked
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
# How many there were when this was written: visiting fewer proves less.
FEWEST_ADDRESSES = 970
FEWEST_SENT = 1_880
FEWEST_FORMS = 261
FEWEST_QUERIES = 580
FEWEST_PAGES = 150
FEWEST_FOREIGN = 719
FEWEST_PUBLIC = 80
FEWEST_OF_COLLEAGUES = 136
COLUMNS = {
    "author__password__startswith": "a",
    "user__phone__gt": "0",
    "owner__member_code": "DV1",
    "order_by": "phone",
    "ordering": "-password",
    "o": "-1.2",
    "fields": "password",
    "_popup": "1",
    "format": "json",
}
INTRUDERS = ("anonymous", "auditor", "fellow", *FOREIGN)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with one_world(django_db_blocker) as world:
        yield world


@pytest.fixture(autouse=True)
def patient_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker of this world worked when the world was made; reading all of it may take longer than
    a probe waits for a worker.
    """
    monkeypatch.setattr(health, "WORKER_SILENT_FOR", dt.timedelta(days=1))


@pytest.fixture
def world(db: None, made: World) -> World:
    return as_made(made)


@pytest.fixture(scope="module")
def readings(made: World) -> Readings:
    return Readings(made)


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
def test_reading_breaks_nothing_and_changes_nothing(readings: Readings, reader: str) -> None:
    reading = readings.of(reader)

    found = [
        str(visit)
        for visit in reading.visits
        if visit.status >= BROKEN
        or (reader == "anonymous" and leaks(visit.address, visit.status, visit.headers))
    ]

    assert len(reading.visits) >= FEWEST_ADDRESSES
    assert found == []
    assert reading.changed == []


@pytest.mark.parametrize("reader", READERS)
def test_answers_are_private_unless_public_and_carry_the_policies(
    readings: Readings, reader: str
) -> None:
    found = []

    for visit in readings.of(reader).visits:
        kept = visit.headers.get("Cache-Control", "")
        policy = visit.headers.get("Content-Security-Policy", "")
        if "public" in kept and (visit.sets_cookies or not visit.address.is_public):
            found.append(f"{visit} may be cached: {kept}")
        if "public" not in kept and "no-store" not in kept:
            found.append(f"{visit} may be kept: {kept}")
        if "unsafe" in policy or "default-src 'none'" not in policy:
            found.append(f"{visit} allows: {policy}")

    assert found == []


@pytest.mark.parametrize("typed", ["9" * 40, "½%_'\"<-1.1"], ids=["number", "signs"])
def test_nonsense_in_the_query_string_breaks_nothing(
    world: World, readings: Readings, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every name that a page asks for, alone, and all that its area knows together."""
    reader, tried, found = world.client("provincial"), 0, []
    visits = {visit.address.name: visit for visit in readings.of("provincial").visits}
    shown = {page: visit.url for page, visit in visits.items() if visit.status == OK}
    asked = names_asked(monkeypatch)

    for page, url in shown.items():
        asked.clear()
        known = dict.fromkeys(sorted(parameters(page.partition(":")[0])), typed)
        queries = itertools.chain([{}, known], ({name: typed} for name in each_of(asked)))
        for query in queries:
            tried += 1
            status = reader.get(url, query).status_code
            if status >= BROKEN:
                found.append(f"{url}?{query}: {status}")

    assert found == []
    assert tried >= FEWEST_QUERIES


@pytest.mark.parametrize("reader", ["author", "officer", "provincial"])
def test_columns_are_no_filters_and_no_orders(
    world: World, readings: Readings, reader: str
) -> None:
    """A parameter that no page knows changes nothing, so nothing can be learned from it."""
    browser, found, compared = world.client(reader), [], 0

    for visit in readings.of(reader).visits:
        if visit.status != OK or not visit.digest or visit.address.name == "home:identity":
            continue
        compared += 1
        if differs(browser, visit.url, COLUMNS, visit.digest):
            found.append(visit.url)

    assert found == []
    assert compared >= FEWEST_PAGES


def differs(browser: Client, url: str, query: dict[str, str], digest: str) -> bool:
    """And not only because a message was shown once, or because a second has passed."""

    def page(asked: dict[str, str]) -> str:
        return digest_of(browser.get(url, asked).content.decode(errors="replace"))

    return page(query) != digest and all(page(query) != page({}) for _ in range(3))


def leaks(address: Address, status: int, headers: Mapping[str, str]) -> bool:
    """Whether somebody who is not signed in got anything but the way to the login."""
    sent_to_login = status == REDIRECT and headers["Location"].startswith(LOGIN)
    return sent_to_login if address.is_public else not sent_to_login


@pytest.mark.parametrize("reader", FOREIGN)
def test_strangers_do_not_find_the_pages_of_a_branch(readings: Readings, reader: str) -> None:
    found, asked = [], 0

    for visit in readings.of(reader).visits:
        address = visit.address
        if address.is_public or not address.has_object or reader not in STRANGERS[address.branch]:
            continue
        if address.name in FOR_EVERYBODY:
            continue
        asked += 1
        if visit.status not in {NOT_FOUND, WRONG_METHOD}:
            found.append(str(visit))

    assert found == []
    assert asked >= FEWEST_FOREIGN


def test_public_pages_tell_no_drafts_and_no_names_without_consent(
    world: World, readings: Readings
) -> None:
    public = [visit for visit in readings.of("anonymous").visits if visit.address.is_public]

    assert [f"{v}: {what}" for v in public for what in v.told if what in world.hidden] == []
    assert len(public) >= FEWEST_PUBLIC


def test_members_do_not_find_the_initiatives_of_their_colleagues(
    world: World, readings: Readings
) -> None:
    visits = [
        visit
        for visit in readings.of("fellow").visits
        if visit.address.name.startswith("initiatives:") and visit.address.has_object
        if world.credited not in visit.url
    ]

    assert [str(v) for v in visits if v.status not in {NOT_FOUND, WRONG_METHOD}] == []
    assert len(visits) >= FEWEST_OF_COLLEAGUES


@pytest.mark.parametrize("reader", FOREIGN)
def test_the_own_pages_of_strangers_tell_nothing_of_the_factory(
    world: World, readings: Readings, reader: str
) -> None:
    own = [v for v in readings.of(reader).visits if v.address.name in OWN_THINGS]

    assert [f"{v}: {what}" for v in own for what in v.told if what in world.secrets] == []
    assert {visit.address.name for visit in own} == set(OWN_THINGS)


def test_the_factorys_own_people_would_see_it(world: World, readings: Readings) -> None:
    shown = {
        secret
        for reader in ("author", "officer")
        for visit in readings.of(reader).visits
        if visit.address.name in OWN_THINGS
        for secret in visit.told
        if secret in world.secrets
    }

    assert len(shown) > len(world.secrets) // 2


@pytest.mark.parametrize("reader", INTRUDERS)
def test_forms_of_those_who_may_not_change_nothing(world: World, reader: str) -> None:
    before, found, count = snapshot(), [], 0

    for address in world.addresses():
        if reader == "fellow" and world.credited in address.url:
            continue
        for body in ({}, world.plausible(address.name)):
            count += 1
            sent = world.send(reader, address.url, body, before=before)
            wrong = what_is_wrong(address, sent.response, reader)
            if reader == "anonymous" or address.name not in OWN_WRITES:
                wrong += sent.changed
            found += [f"{address.name} {address.url}: {what}" for what in wrong]

    assert found == []
    assert count >= FEWEST_SENT


def what_is_wrong(address: Address, response: HttpResponseBase, reader: str) -> list[str]:
    if response.status_code >= BROKEN:
        return [f"answers {response.status_code}"]
    if reader != "anonymous" or address.is_public:
        return []
    if leaks(address, response.status_code, response.headers):
        return [f"answers {response.status_code} instead of the login"]
    return []


def test_the_same_forms_change_something_when_sent_by_the_right_person(world: World) -> None:
    before, found = snapshot(), []

    assert len(world.forms) >= FEWEST_FORMS
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
