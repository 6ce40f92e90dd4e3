"""Refusals become pages, policies and caches are right on every answer."""

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import Settings

from sangkien.web.shared.http import NotIdenticalForAll

pytestmark = pytest.mark.urls("tests.web.middleware.pages")

MESSAGE = "Đợt này đã đóng lúc 24h00 ngày 31/08/2023."


@pytest.mark.parametrize(
    ("kind", "status"),
    [("refused", 422), ("not-allowed", 403), ("not-found", 404), ("changed", 409)],
)
def test_domain_error_becomes_a_page_that_says_why(client: Client, kind: str, status: int) -> None:
    response = client.post(f"/refuse/{kind}/")

    assert response.status_code == status
    assert MESSAGE in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(("kind", "status"), [("away", 503), ("bug", 500)])
def test_failure_becomes_a_page_without_details(client: Client, kind: str, status: int) -> None:
    client.raise_request_exception = False

    response = client.get(f"/refuse/{kind}/")

    assert response.status_code == status
    assert MESSAGE not in response.content.decode()
    assert "<h1>Hệ thống" in response.content.decode()
    assert response.headers.get("Retry-After") == ("10" if status == 503 else None)


def test_unknown_address_is_a_vietnamese_page(client: Client) -> None:
    response = client.get("/khong-co/")

    assert response.status_code == 404
    assert "Không tìm thấy" in response.content.decode()


@pytest.mark.parametrize("address", ["/public/", "/khong-co/", "/refuse/refused/"])
def test_every_answer_carries_the_policies(client: Client, address: str) -> None:
    response = client.get(address)

    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


def test_public_page_may_be_cached_and_sets_no_cookie(client: Client) -> None:
    response = client.get("/public/")

    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert response["Vary"] == "HX-Request, Accept-Encoding"


def test_public_page_answers_an_unchanged_copy_with_304(client: Client) -> None:
    etag = client.get("/public/")["ETag"]

    assert client.get("/public/", headers={"if-none-match": etag}).status_code == 304


def test_public_page_takes_no_post(client: Client) -> None:
    assert client.post("/public/").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nosy/", "/with-token/", "/with-message/"])
def test_public_page_that_looks_at_the_reader_fails(client: Client, address: str) -> None:
    client.cookies["phien"] = "abcdefghijklmnop"

    with pytest.raises(NotIdenticalForAll):
        client.get(address)


@pytest.mark.django_db
def test_public_page_that_looks_at_the_reader_is_never_cached_in_production(
    client: Client, settings: Settings
) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, name="production")

    assert client.get("/nosy/")["Cache-Control"] == "no-store, private"


def test_other_pages_are_kept_by_no_cache(client: Client) -> None:
    assert client.get("/echo/")["Cache-Control"] == "no-store, private"
