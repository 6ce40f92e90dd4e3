"""Anybody who holds the receipt can follow the initiative, and learns no more than that."""

import pytest
from django.test import Client

from sangkien.accounts.actions.people import publish_name
from sangkien.initiatives.actions import confirmation
from sangkien.initiatives.models import Initiative
from tests.factories import NOW, Cast, actor, make_cast, make_initiative, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def sent(cast: Cast) -> Initiative:
    return make_initiative(make_programme(cast.province), cast.factory, cast.author)


def test_waiting_initiative_shows_its_state_but_not_what_it_says(
    client: Client, sent: Initiative
) -> None:
    page = client.get(f"/tra-cuu/{sent.code}/")

    shown = page.content.decode()
    assert page.status_code == 200
    assert "chờ xác nhận" in shown
    assert "CĐCS Công ty May Ánh Dương" in shown
    for kept in (sent.title, sent.solution, "Nguyễn Văn An"):
        assert kept not in shown


def test_confirmed_initiative_is_public_without_the_name(
    client: Client, cast: Cast, sent: Initiative
) -> None:
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    shown = client.get(f"/tra-cuu/{sent.code}/").content.decode()

    assert sent.title in shown
    assert "Nguyễn Văn An" not in shown


def test_name_is_shown_by_consent_only(client: Client, cast: Cast, sent: Initiative) -> None:
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)
    publish_name(cast.author, by=actor(cast.author), at=NOW)

    assert "Nguyễn Văn An" in client.get(f"/tra-cuu/{sent.code}/").content.decode()


def test_typed_code_leads_to_its_page_in_any_spelling(client: Client, sent: Initiative) -> None:
    answer = client.get("/tra-cuu/", {"q": sent.reference.lower().replace("-", " ")})

    assert answer["Location"] == f"/tra-cuu/{sent.code}/"


@pytest.mark.parametrize("typed", ["SK-00000-00000", "0000000000"])
def test_unknown_code_says_so_and_keeps_what_was_typed(client: Client, typed: str) -> None:
    answer = client.get("/tra-cuu/", {"q": typed}, follow=True)

    assert answer.status_code == 404
    assert "Không có sáng kiến nào mang mã này" in answer.content.decode()


@pytest.mark.parametrize("typed", ["abc", "<script>", "9" * 500, "mã gì đó", "١٢٣"])
def test_what_is_no_code_is_explained(client: Client, typed: str) -> None:
    answer = client.get("/tra-cuu/", {"q": typed})

    assert answer.status_code == 422
    assert "Mã gồm 10 chữ và số" in answer.content.decode()
    assert "<script>" not in answer.content.decode().replace('<script type="module"', "")


def test_page_is_the_same_for_everybody_and_sets_no_cookie(
    client: Client, cast: Cast, sent: Initiative
) -> None:
    anonymous = client.get(f"/tra-cuu/{sent.code}/")
    client.force_login(cast.officer)

    signed_in = client.get(f"/tra-cuu/{sent.code}/")

    assert signed_in.content == anonymous.content
    assert not anonymous.cookies


def test_page_of_a_receipt_is_kept_out_of_search_engines(
    client: Client, cast: Cast, sent: Initiative
) -> None:
    confirmation.confirm(sent, by=actor(cast.officer), at=NOW)

    page = client.get(f"/tra-cuu/{sent.code}/")

    assert page["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert 'name="description"' in page.content.decode()


def test_robots_are_kept_from_signed_in_pages_but_may_read_that_a_page_is_not_to_be_listed(
    client: Client,
) -> None:
    answer = client.get("/robots.txt")

    rules = answer.content.decode().splitlines()
    assert answer["Content-Type"].startswith("text/plain")
    assert rules[0] == "User-agent: *"
    assert {"Disallow: /viec-cua-toi/", "Disallow: /en/sang-kien/"} <= set(rules)
    assert not any("tra-cuu" in rule for rule in rules)
