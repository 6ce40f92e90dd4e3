"""Hosts, ways back, and what is written down about an attempt."""

import logging

import pytest
from django.test import Client

from sangkien.accounts.models import User
from tests.factories import PASSWORD, make_cast, make_member
from tests.web.scene import Scene, client_of, make_scene, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "evil.example:80"])
@pytest.mark.parametrize("address", ["/", "/dang-nhap/", "/tai-khoan/"])
def test_another_host_is_nobody_here(client: Client, host: str, address: str) -> None:
    assert client.get(address, headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/en//evil.example/", "/en//evil.example", "/%2F%2Fevil.example", "/\\evil"],
)
def test_no_address_leads_away(client: Client, address: str) -> None:
    response = client.get(address)

    assert not response.headers.get("Location", "/").startswith(("//", "/\\", "http"))


def test_an_attempt_at_somebody_elses_is_in_the_log_with_the_account(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    sent = scene.sent()
    browser = client_of(scene.cast.sister_officer)

    with caplog.at_level(logging.INFO, logger="sangkien.access"):
        assert browser.get(f"/sang-kien/{sent.code}/").status_code == 404

    [line] = [vars(record) for record in caplog.records if record.name == "sangkien.access"]
    seen = [line[name] for name in ("status", "account", "route")]
    assert seen == [404, scene.cast.sister_officer.pk, "initiatives:detail"]


def test_made_up_addresses_of_a_proxy_give_no_new_tries() -> None:
    person: User = make_member(make_cast().factory, password=PASSWORD)

    for number in range(10):
        said = {"login": person.member_code, "password": "doan-mat-khau"}
        headers = {"x-forwarded-for": f"203.0.113.{number}", "x-real-ip": f"203.0.113.{number}"}
        assert Client().post("/dang-nhap/", said, headers=headers).status_code == 422

    response = Client().post("/dang-nhap/", {"login": person.member_code, "password": PASSWORD})
    assert "Mời thử lại sau 15 phút" in text_of(response)
