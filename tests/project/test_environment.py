"""What an operator sets, and how a wrong value is refused."""

import datetime as dt
import ipaddress
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from sangkien.access.roles import ROLES, RoleKey
from sangkien.project import environment
from sangkien.project import other_sign_ins as configured

KEY = "k" * 50


def test_nothing_set_is_a_local_machine(tmp_path: Path) -> None:
    found = environment.read({"SANGKIEN_DATA_DIR": str(tmp_path)})

    assert (found.name, found.worker, found.debug) == ("development", "inline", False)
    assert found.database_url == f"sqlite:///{tmp_path}/sangkien.sqlite3"
    assert found.base_url == "http://127.0.0.1:8000"
    assert not found.secure


def test_production_refuses_to_start_without_a_key(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SANGKIEN_SECRET_KEY"):
        environment.read({"SANGKIEN_ENV": "production", "SANGKIEN_DATA_DIR": str(tmp_path)})


def test_production_refuses_a_weak_key(tmp_path: Path) -> None:
    variables = {
        "SANGKIEN_ENV": "production",
        "SANGKIEN_DATA_DIR": str(tmp_path),
        "SANGKIEN_SECRET_KEY": "secret",
    }

    with pytest.raises(ImproperlyConfigured, match="SANGKIEN_SECRET_KEY"):
        environment.read(variables)


def test_production_takes_the_key_kept_by_start(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(f"{KEY}\n")

    found = environment.read({"SANGKIEN_ENV": "production", "SANGKIEN_DATA_DIR": str(tmp_path)})

    assert found.secret_key == KEY


def test_key_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="no-such"):
        environment.read({"SANGKIEN_SECRET_KEY_FILE": str(tmp_path / "no-such")})


def test_debug_is_impossible_in_production() -> None:
    variables = {
        "SANGKIEN_ENV": "production",
        "SANGKIEN_SECRET_KEY": KEY,
        "SANGKIEN_DEBUG": "1",
    }

    assert environment.read(variables).debug is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SANGKIEN_ENV", "prod"),
        ("SANGKIEN_WORKER", "celery"),
        ("SANGKIEN_BASE_URL", "sangkien.vn"),
        ("SANGKIEN_BASE_URL", "javascript:alert(1)"),
        ("SANGKIEN_TRUSTED_PROXIES", "10.0.0.0/8, nginx"),
        ("SANGKIEN_EMAIL_URL", "https://mail"),
    ],
)
def test_wrong_value_is_refused(name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        environment.read({name: value})


def test_trusted_proxies_are_addresses_and_networks() -> None:
    found = environment.read({"SANGKIEN_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8,"})

    assert found.trusted_proxies == (
        ipaddress.ip_network("127.0.0.1/32"),
        ipaddress.ip_network("10.0.0.0/8"),
    )


@pytest.mark.parametrize(
    ("bind", "address"),
    [
        ("0.0.0.0:9000", "http://127.0.0.1:9000"),
        ("127.0.0.1:8001", "http://127.0.0.1:8001"),
        ("unix:/run/sangkien.sock", "http://localhost"),
    ],
)
def test_address_follows_the_bind_unless_set(bind: str, address: str) -> None:
    assert environment.read({"SANGKIEN_BIND": bind}).base_url == address


def test_mail_with_tls_and_escaped_password() -> None:
    found = environment.email_settings("smtp+tls://ten%40cd.vn:m%3At@mail.cd.vn/?from=sk@cd.vn")

    assert found["EMAIL_HOST_USER"] == "ten@cd.vn"
    assert found["EMAIL_HOST_PASSWORD"] == "m:t"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.cd.vn", 587)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert found["DEFAULT_FROM_EMAIL"] == "sk@cd.vn"


def test_gateway_for_messages_is_not_needed(tmp_path: Path) -> None:
    assert environment.read({"SANGKIEN_DATA_DIR": str(tmp_path)}).sms is None


@pytest.mark.parametrize("wrong", ["0", "-1", "1.5", "nhiều", "9" * 12])
def test_limits_of_messages_are_whole_numbers(wrong: str) -> None:
    variables = {"SANGKIEN_SMS_URL": "console:", "SANGKIEN_SMS_PER_DAY": "20"}

    found = environment.sms_settings(variables)

    assert found is not None
    assert (found.per_hour, found.per_day) == (1_000, 20)
    with pytest.raises(ImproperlyConfigured, match="SANGKIEN_SMS_PER_HOUR"):
        environment.sms_settings({**variables, "SANGKIEN_SMS_PER_HOUR": wrong})


def test_gateway_is_read_with_its_header_and_body() -> None:
    found = environment.sms_settings(
        {
            "SANGKIEN_SMS_URL": "https://sms.example.vn/send",
            "SANGKIEN_SMS_HEADER": "Authorization: Bearer a:b",
            "SANGKIEN_SMS_SECRET": "s",
        }
    )

    assert found == environment.Sms(
        url="https://sms.example.vn/send",
        header=("Authorization", "Bearer a:b"),
        secret="s",
        body=environment.SMS_BODY,
    )


@pytest.mark.parametrize(
    "variables",
    [
        {"SANGKIEN_SMS_URL": "ftp://x"},
        {"SANGKIEN_SMS_URL": "file:///etc/passwd"},
        {"SANGKIEN_SMS_URL": "http://sms.example.vn", "SANGKIEN_ENV": "production"},
        {"SANGKIEN_SMS_URL": "console:", "SANGKIEN_ENV": "production"},
        {"SANGKIEN_SMS_URL": "https://sms.example.vn", "SANGKIEN_SMS_BODY": "{phone}"},
    ],
)
def test_gateway_that_cannot_work_or_is_not_secret_is_refused(variables: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="SANGKIEN_SMS"):
        environment.sms_settings(variables)


def test_second_factor_is_off_where_people_try_things_out(tmp_path: Path) -> None:
    assert environment.read({"SANGKIEN_DATA_DIR": str(tmp_path)}).second_factor == {}


def test_production_asks_those_who_give_roles_for_a_second_factor() -> None:
    found = environment.second_factor_settings({"SANGKIEN_ENV": "production"})

    assert set(found) == {key for key, role in ROLES.items() if role.needs_second_factor}
    # Helpers of the own CĐCS only help: they see and decide nothing of others.
    assert {key for key, role in ROLES.items() if role.grants - {RoleKey.SUPPORT}} < set(found)
    assert not {RoleKey.AUTHOR, RoleKey.GRASSROOTS_OFFICER, RoleKey.AUDITOR} & set(found)


def test_second_factor_is_read_with_its_days() -> None:
    found = environment.second_factor_settings(
        {"SANGKIEN_SECOND_FACTOR": "auditor, grassroots_officer@2027-03-01"}
    )

    assert found == {
        RoleKey.AUDITOR: dt.date.min,
        RoleKey.GRASSROOTS_OFFICER: dt.date(2027, 3, 1),
    }


@pytest.mark.parametrize("typed", ["boss", "auditor@31/02/2027", "auditor@x"])
def test_second_factor_of_unknown_roles_or_days_is_refused(typed: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SANGKIEN_SECOND_FACTOR"):
        environment.second_factor_settings({"SANGKIEN_SECOND_FACTOR": typed})


def test_production_can_be_told_to_ask_nobody() -> None:
    variables = {"SANGKIEN_ENV": "production", "SANGKIEN_SECOND_FACTOR": "off"}

    assert environment.second_factor_settings(variables) == {}


OIDC = {
    "kind": "oidc",
    "key": "cong-ty",
    "name": "Công ty",
    "server_url": "https://id.cong-ty.example",
    "client_id": "a",
    "client_secret": "b",
}


def other_sign_ins(tmp_path: Path, entries: object, **more: str) -> dict[str, Any]:
    file = tmp_path / "oidc.json"
    file.write_text(json.dumps(entries), encoding="utf-8")
    return configured.read({"SANGKIEN_OIDC_FILE": str(file), **more})


def test_other_sign_ins_ask_for_the_identifier_only(tmp_path: Path) -> None:
    google = {"kind": "google", "name": "Google", "client_id": "a", "client_secret": "b"}

    found = other_sign_ins(tmp_path, [OIDC, google])

    [app] = found["openid_connect"]["APPS"]
    assert app["provider_id"] == "cong-ty"
    assert (app["settings"]["scope"], app["settings"]["trusted"]) == (["openid"], False)
    assert found["google"]["APPS"][0]["settings"]["scope"] == ["openid"]


@pytest.mark.parametrize(
    "entries",
    [
        {},
        ["x"],
        [{}],
        [{**OIDC, "kind": "saml"}],
        [{**OIDC, "key": "Công ty"}],
        [{**OIDC, "client_secret": ""}],
        [{**OIDC, "server_url": "http://id.cong-ty.example"}],
        [OIDC, OIDC],
    ],
)
def test_other_sign_ins_that_cannot_work_are_refused(tmp_path: Path, entries: object) -> None:
    with pytest.raises(ImproperlyConfigured, match="SANGKIEN_OIDC_FILE"):
        other_sign_ins(tmp_path, entries, SANGKIEN_ENV="production")
