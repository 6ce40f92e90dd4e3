"""/metrics for whoever holds the token."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db

TOKEN = "a-long-token"


@pytest.fixture
def token(settings: Settings) -> str:
    settings.METRICS_TOKEN = TOKEN
    return TOKEN


def test_without_a_configured_token_there_is_no_page(client: Client) -> None:
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("given", ["", "Bearer wrong", "Bearer đúng", "Basic abc"])
def test_wrong_token_sees_nothing(client: Client, given: str) -> None:
    assert client.get("/metrics", headers={"authorization": given}).status_code == 404


def test_requests_are_counted_by_route(client: Client, token: str) -> None:
    client.get("/healthz")

    text = client.get("/metrics", headers={"authorization": f"Bearer {token}"}).content.decode()

    assert 'sangkien_requests_total{method="GET",route="healthz",status="200"}' in text
    assert "sangkien_deliveries_waiting 0.0" in text
    assert "sangkien_worker_beat_age_seconds -1.0" in text
