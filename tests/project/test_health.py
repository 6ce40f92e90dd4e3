"""What load balancers and monitoring are told."""

import datetime as dt

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sangkien.core import clock
from sangkien.journal.models import JobRun

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def beat(at: dt.datetime) -> None:
    JobRun.objects.create(name="x", run_at=at, finished_at=at)


def test_process_answers_without_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_ready_when_database_tables_and_worker_are_there(client: Client) -> None:
    beat(clock.now())

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["checks"] == {"database": "ok", "migrations": "ok", "worker": "ok"}
    assert response["Cache-Control"] == "no-store, private"


def test_not_ready_before_a_worker_was_seen(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["worker"] == "never seen"


def test_not_ready_when_the_worker_fell_silent(client: Client) -> None:
    beat(clock.now() - dt.timedelta(minutes=11))

    assert client.get("/readyz").json()["checks"]["worker"] == "silent"


def test_not_ready_when_the_database_is_away(client: Client) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "OperationalError"


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics"])
def test_operators_pages_take_no_post(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
