"""Durable on SQLite, pooler-proof on PostgreSQL."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction

from sangkien.journal.models import Delivery
from sangkien.project import databases


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 5), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "TRUNCATE"),
        ((3, 50, 6), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 60, 0), "WAL"),
    ],
)
def test_wal_only_where_sqlite_keeps_what_it_acknowledged(
    version: tuple[int, int, int], mode: str
) -> None:
    assert databases.journal_mode(version) == mode


def test_sqlite_waits_for_the_write_lock_and_for_the_disk() -> None:
    options = databases.database_settings("sqlite:////var/lib/sk/sk.sqlite3")["OPTIONS"]

    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "PRAGMA synchronous=FULL;" in options["init_command"]
    assert "PRAGMA foreign_keys=ON;" in options["init_command"]


def test_postgresql_address_is_understood() -> None:
    found = databases.database_settings(
        "postgresql://sk:m%40t@db.cd.vn:6432/sangkien?sslmode=require", web=True
    )

    assert found["NAME"] == "sangkien"
    assert (found["USER"], found["PASSWORD"]) == ("sk", "m@t")
    assert (found["HOST"], found["PORT"]) == ("db.cd.vn", "6432")
    assert found["OPTIONS"] == {
        "connect_timeout": 5,
        "prepare_threshold": 0,
        "sslmode": "require",
        "options": "-c jit=off -c statement_timeout=15000",
    }
    assert found["CONN_HEALTH_CHECKS"]
    assert found["DISABLE_SERVER_SIDE_CURSORS"]


def test_socket_folder_is_a_host() -> None:
    found = databases.database_settings("postgresql://sk@/sangkien?host=/run/postgresql")

    assert found["HOST"] == "/run/postgresql"
    assert found["OPTIONS"] == {
        "connect_timeout": 5,
        "prepare_threshold": 0,
        "options": "-c jit=off",
    }


def test_pooler_gets_no_start_up_options_and_no_prepared_statements() -> None:
    found = databases.database_settings("postgresql://sk@pooler/sangkien?pooled=1", web=True)

    assert found["OPTIONS"] == {"connect_timeout": 5, "prepare_threshold": None}


def test_background_work_has_no_statement_timeout() -> None:
    found = databases.database_settings("postgresql://sk@db/sangkien")

    assert "statement_timeout" not in found["OPTIONS"]["options"]


@pytest.mark.parametrize("url", ["mysql://db/sangkien", "sangkien.sqlite3", ""])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        databases.database_settings(url)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_database_refuses_rows_without_their_parent() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(entry_id=404, handler="x", run_at="2026-01-01T00:00:00Z")


@pytest.mark.django_db
def test_the_tests_run_on_the_database_they_were_given() -> None:
    wanted = os.environ.get("SANGKIEN_DATABASE_URL", "sqlite").split(":")[0]

    assert connection.vendor == wanted
