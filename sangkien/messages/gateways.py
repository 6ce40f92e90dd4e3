"""Ways out for short messages. None is needed to run; an operator names one in the settings."""

import hashlib
import hmac
import json
import logging
import re
from typing import Protocol

import requests
from django.conf import settings
from django.core import mail

from sangkien.messages.errors import NotDelivered

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = (3, 5)  # to connect, to answer
_PLACE = re.compile(r"\{(phone|text|key)\}")


class Sms(Protocol):
    """What the operator set (`settings.SMS`)."""

    @property
    def url(self) -> str: ...
    @property
    def header(self) -> tuple[str, str] | None: ...
    @property
    def secret(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def per_hour(self) -> int: ...
    @property
    def per_day(self) -> int: ...


def deliver(phone: str, text: str, *, key: str) -> None:
    """Hand one message over, or raise NotDelivered with the reason but without the text."""
    sms: Sms | None = settings.SMS
    if sms is None:
        raise NotDelivered("no gateway")
    if sms.url.startswith("console:"):
        _to_console(phone, text)
    elif sms.url.startswith("mailto:"):
        _to_mailbox(sms.url.removeprefix("mailto:"), phone, text)
    else:
        _to_gateway(sms, phone, text, key=key)


def _to_console(phone: str, text: str) -> None:
    """For development: logs hold no personal data, so only debugging shows the words."""
    if settings.DEBUG:
        log.info("message to %s: %s", phone, text)
    else:
        log.info("message written to nobody")


def _to_mailbox(address: str, phone: str, text: str) -> None:
    """For trying out: every message goes to one mailbox (SANGKIEN_EMAIL_URL)."""
    try:
        mail.send_mail(f"SMS ••• {phone[-3:]}", text, None, [address])
    except OSError as error:
        raise NotDelivered(type(error).__name__) from error


def _to_gateway(sms: Sms, phone: str, text: str, *, key: str) -> None:
    """POST JSON, signed over the body; the same key means the same message."""
    body = filled(sms.body, phone=phone, text=text, key=key).encode()
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": key,
        **({sms.header[0]: sms.header[1]} if sms.header else {}),
    }
    if sms.secret:
        signed = hmac.new(sms.secret.encode(), body, hashlib.sha256).hexdigest()
        headers["X-Signature"] = f"sha256={signed}"
    try:
        with requests.Session() as session:
            session.trust_env = False  # no proxy or password from the surroundings
            answer = session.post(
                sms.url,
                data=body,
                headers=headers,
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
                stream=True,
            )
            status = answer.status_code
            answer.close()
    except requests.RequestException as error:
        raise NotDelivered(type(error).__name__) from error
    if not 200 <= status < 300:  # noqa: PLR2004 - success; a redirect is none
        raise NotDelivered(f"HTTP {status}")


def filled(body: str, **values: str) -> str:
    """The operator's JSON with the values in its strings; they cannot leave their string."""

    def put(node: object) -> object:
        if isinstance(node, dict):
            return {name: put(value) for name, value in node.items()}
        if isinstance(node, list):
            return [put(value) for value in node]
        if isinstance(node, str):
            return _PLACE.sub(lambda found: values[found[1]], node)
        return node

    return json.dumps(put(json.loads(body)), ensure_ascii=False)
