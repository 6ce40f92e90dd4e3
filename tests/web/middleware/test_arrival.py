"""When a request arrived, who sent it, and what the log keeps of it."""

import datetime as dt
import ipaddress
import logging

import pytest
from django.test import Client
from pytest_django import Settings

from sangkien.core import clock

pytestmark = pytest.mark.urls("tests.web.middleware.pages")


@pytest.fixture
def behind_proxy(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = (ipaddress.ip_network("10.0.0.0/8"),)


def arrival(client: Client, *, peer: str, **headers: str) -> list[str]:
    response = client.get("/arrival/", headers=headers, REMOTE_ADDR=peer)
    return response.content.decode().split("|")


def test_arrival_is_noted_before_anything_else(client: Client) -> None:
    before = clock.now()

    noted = dt.datetime.fromisoformat(arrival(client, peer="10.0.0.1")[0])

    assert before <= noted <= clock.now()


@pytest.mark.usefixtures("behind_proxy")
def test_client_is_the_last_address_outside_our_proxies(client: Client) -> None:
    forwarded = {"x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.1.1.1", "x-forwarded-proto": "https"}

    __, address, scheme, __ = arrival(client, peer="10.0.0.1", **forwarded)

    assert (address, scheme) == ("203.0.113.9", "https")


@pytest.mark.usefixtures("behind_proxy")
def test_forwarded_headers_of_a_stranger_are_ignored(client: Client) -> None:
    forwarded = {"x-forwarded-for": "6.6.6.6", "x-forwarded-proto": "https"}

    __, address, scheme, __ = arrival(client, peer="198.51.100.7", **forwarded)

    assert (address, scheme) == ("198.51.100.7", "http")


@pytest.mark.usefixtures("behind_proxy")
@pytest.mark.parametrize("value", ["", "unknown", "<script>", ", ,"])
def test_nonsense_from_a_proxy_falls_back_to_the_proxy(client: Client, value: str) -> None:
    assert arrival(client, peer="10.0.0.1", **{"x-forwarded-for": value})[1] == "10.0.0.1"


@pytest.mark.usefixtures("behind_proxy")
def test_request_id_is_taken_only_from_a_proxy(client: Client) -> None:
    given = {"x-request-id": "abcdef-123456"}

    assert arrival(client, peer="10.0.0.1", **given)[3] == "abcdef-123456"
    assert arrival(client, peer="198.51.100.7", **given)[3] != "abcdef-123456"


def test_log_line_holds_the_route_and_nothing_that_was_typed(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="sangkien.access"):
        response = client.get("/arrival/?ten=Nguyễn+Văn+A&sdt=0912345678")

    (record,) = [r for r in caplog.records if r.name == "sangkien.access"]
    assert record.getMessage() == "request"
    assert record.route == "arrival"  # type: ignore[attr-defined]
    assert record.status == 200  # type: ignore[attr-defined]
    assert record.request_id == response["X-Request-ID"]  # type: ignore[attr-defined]
    assert "0912345678" not in str(vars(record))


def test_english_is_the_same_page_under_its_own_address(client: Client) -> None:
    vietnamese = client.get("/words/")
    english = client.get("/en/words/")

    assert vietnamese.content.decode() == "/words/ Năm /words/"
    assert english.content.decode().startswith("/en/words/ ")
    assert english.content.decode().endswith(" /words/")
    assert (vietnamese["Content-Language"], english["Content-Language"]) == ("vi", "en")
    assert client.get("/words/").content == vietnamese.content
