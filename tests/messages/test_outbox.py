"""Case 69: a gateway that is away, slow or refuses costs nobody anything but time."""

import datetime as dt
import hashlib
import hmac
import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from pytest_django import Settings

from sangkien.accounts.models import User
from sangkien.messages import gateways, queries
from sangkien.messages.actions import outbox
from sangkien.messages.enums import TextKey
from sangkien.messages.errors import NotDelivered
from sangkien.messages.models import Message
from sangkien.messages.models.message import MOST_ATTEMPTS
from sangkien.project.environment import SMS_BODY, Sms
from tests.factories import NOW, make_cast, make_member

pytestmark = pytest.mark.django_db

SOON = NOW + dt.timedelta(days=1)
TEXT = "Sang Kien: ma dang nhap cua ban la 123987, dung den 10:00. Khong dua ma nay cho ai."


class Gateway(BaseHTTPRequestHandler):
    """Answers with `status` and keeps what it was sent."""

    status = 200
    got: list[tuple[dict[str, str], bytes]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((dict(self.headers), body))
        self.send_response(self.status)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")  # type: ignore[attr-defined]
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def gateway(settings: Settings) -> Iterator[type[Gateway]]:
    Gateway.status, Gateway.got = 200, []
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SMS = Sms(
        url=f"http://127.0.0.1:{server.server_port}/send",
        header=("Authorization", "Bearer secret"),
        secret="signing",
        body=SMS_BODY,
    )
    yield Gateway
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def person() -> User:
    return make_member(make_cast().factory, "Lê “Thị” Mận", phone="0912345678")


def send(person: User, *, code: str = "123987") -> Message | None:
    values = {"ma": code, "han": "10:00"}
    return outbox.send(person, TextKey.SIGN_IN, values=values, expires_at=SOON, at=NOW)


def test_message_is_delivered_once_signed_and_under_its_key(
    gateway: type[Gateway], person: User
) -> None:
    message = send(person)
    assert message is not None

    assert outbox.deliver_batch(NOW) == 1
    assert outbox.deliver_batch(NOW) == 0

    ((headers, body),) = gateway.got
    assert json.loads(body) == {"to": "0912345678", "text": TEXT, "id": str(message.key)}
    signed = hmac.new(b"signing", body, hashlib.sha256).hexdigest()
    assert headers["X-Signature"] == f"sha256={signed}"
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Idempotency-Key"] == str(message.key)


def test_text_is_gone_once_the_message_is(gateway: type[Gateway], person: User) -> None:
    send(person)
    outbox.deliver_batch(NOW)

    message = Message.objects.get()
    assert (message.sent_at, message.text) == (NOW, "")


@pytest.mark.parametrize("status", [302, 307, 400, 429, 500])
def test_refusal_is_tried_again_later_with_the_same_key(
    gateway: type[Gateway], person: User, status: int
) -> None:
    send(person)
    gateway.status = status
    outbox.deliver_batch(NOW)
    assert outbox.deliver_batch(NOW + dt.timedelta(seconds=9)) == 0

    gateway.status = 200
    outbox.deliver_batch(NOW + dt.timedelta(seconds=10))

    keys = [headers["Idempotency-Key"] for headers, __ in gateway.got]
    assert len(keys) == 2  # a redirect was not followed
    assert len(set(keys)) == 1
    assert Message.objects.get().error == ""


def test_gateway_that_is_away_ends_the_round_and_nothing_is_lost(
    person: User, settings: Settings
) -> None:
    settings.SMS = Sms(url="http://127.0.0.1:9/", header=None, secret="", body=SMS_BODY)
    for _ in range(3):
        send(person)

    outbox.deliver_batch(NOW)

    found = list(Message.objects.order_by("pk").values_list("attempts", "error"))
    assert found == [(1, "ConnectionError"), (0, ""), (0, "")]
    assert queries.waiting(at=SOON)[0] == 3


def test_message_that_is_over_is_given_up_without_being_sent(
    gateway: type[Gateway], person: User
) -> None:
    send(person)
    send(person)
    Message.objects.filter(pk=Message.objects.latest("pk").pk).update(attempts=MOST_ATTEMPTS)

    outbox.deliver_batch(SOON)

    assert gateway.got == []
    assert set(Message.objects.values_list("given_up_at", "text")) == {(SOON, "")}


def test_without_a_gateway_or_a_phone_nothing_is_queued(person: User, settings: Settings) -> None:
    assert settings.SMS is None
    assert send(person) is None
    settings.SMS = Sms(url="console:", header=None, secret="", body=SMS_BODY)
    assert send(User.objects.exclude(pk=person.pk).filter(phone=None)[0]) is None

    assert not Message.objects.exists()
    assert outbox.deliver_batch(NOW) == 0


def test_message_goes_with_the_transaction(person: User, settings: Settings) -> None:
    settings.SMS = Sms(url="console:", header=None, secret="", body=SMS_BODY)
    with transaction.atomic():
        send(person)
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_values_cannot_leave_their_place_in_the_body() -> None:
    body = '{"to": "84{phone}", "text": "{text}", "list": ["{key}", 1]}'

    made = json.loads(gateways.filled(body, phone="1", text='", "x": "{phone}', key="k"))

    assert made == {"to": "841", "text": '", "x": "{phone}', "list": ["k", 1]}


def test_log_tells_neither_phone_nor_text(
    person: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SMS = Sms(url="console:", header=None, secret="", body=SMS_BODY)
    send(person)
    with caplog.at_level(logging.DEBUG):
        outbox.deliver_batch(NOW)

    assert "0912345678" not in caplog.text
    assert "123987" not in caplog.text
    assert Message.objects.get().sent_at == NOW


def test_message_can_go_to_one_mailbox(person: User, settings: Settings) -> None:
    settings.SMS = Sms(url="mailto:thu@example.vn", header=None, secret="", body=SMS_BODY)
    send(person)
    outbox.deliver_batch(NOW)

    assert [(m.to, m.body) for m in mail.outbox] == [(["thu@example.vn"], TEXT)]


def test_no_gateway_says_so() -> None:
    with pytest.raises(NotDelivered):
        gateways.deliver("0912345678", "x", key="k")


def test_database_keeps_no_text_of_what_is_done(person: User, settings: Settings) -> None:
    settings.SMS = Sms(url="console:", header=None, secret="", body=SMS_BODY)
    message = send(person)
    assert message is not None

    for end in (
        {"sent_at": NOW},
        {"given_up_at": NOW},
        {"sent_at": NOW, "given_up_at": NOW, "text": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**end)


def test_old_messages_are_thrown_away(person: User, settings: Settings) -> None:
    settings.SMS = Sms(url="console:", header=None, secret="", body=SMS_BODY)
    send(person)
    assert outbox.forget_old(NOW + outbox.KEPT) == 0
    outbox.deliver_batch(NOW)

    assert outbox.forget_old(NOW + outbox.KEPT) == 1
