"""Passkeys: the browser proves that it holds a key which never leaves the device.

The challenge waits in the session of the browser that asked for it and is good for one answer.
"""

import datetime as dt
import json
from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.actions import factors
from sangkien.accounts.enums import FactorKind
from sangkien.accounts.errors import WrongFactor
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed

LONGEST_ANSWER = 20_000
MOST_PASSKEYS = 10
# What a made-up answer raises inside the library.
UNREADABLE = (
    ValidationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)


def _ceremony() -> Any:
    """allauth's part; imported when somebody uses a passkey, as it takes a third of a second."""
    from allauth.mfa.webauthn.internal import auth  # noqa: PLC0415 - see above

    return auth


def registration(user: User, *, by: Actor) -> dict[str, Any]:
    """What the browser needs to make a key for this person."""
    factors.ensure_may_change(user, by)
    options: dict[str, Any] = _ceremony().begin_registration(user, passwordless=True)
    return options


def challenge(user: User | None) -> dict[str, Any]:
    """What the browser needs to prove a key; without a person it offers whatever it holds."""
    options: dict[str, Any] = _ceremony().begin_authentication(user)
    return options


def add(
    user: User, *, name: str, answer: str, by: Actor, at: dt.datetime, staying: str | None
) -> None:
    """ "Thêm khóa truy cập"."""
    factors.ensure_may_change(user, by)
    if (
        Authenticator.objects.filter(user_id=user.pk, type=FactorKind.PASSKEY).count()
        >= MOST_PASSKEYS
    ):
        raise NotAllowed(_("Bạn đã có 10 khóa truy cập. Hãy bỏ khóa không còn dùng."))
    auth = _ceremony()
    try:
        credential = _read(answer)
        auth.complete_registration(auth.parse_registration_response(credential))
    except UNREADABLE as error:
        raise WrongFactor(_("Chưa tạo được khóa. Hãy thử lại từ đầu."), field="answer") from error
    finally:
        auth.clear_state()
    with transaction.atomic():
        auth.WebAuthn.add(user, name, credential)
        factors.keep(user, FactorKind.PASSKEY, by=by, at=at, staying=staying)


def show(answer: str, *, user: User | None, at: dt.datetime) -> User:
    """ "Xác thực bằng khóa truy cập". Without `user` the key itself says whose it is."""
    refused = WrongFactor(_("Khóa truy cập này không mở được tài khoản. Hãy thử cách khác."))
    auth = _ceremony()
    try:
        credential = _read(answer)
        owner: User = user or auth.extract_user_from_response(credential)
        row = auth.complete_authentication(owner, auth.parse_authentication_response(credential))
    except UNREADABLE as error:
        raise refused from error
    finally:
        auth.clear_state()
    if not owner.is_active:
        raise refused
    Authenticator.objects.filter(pk=row.pk).update(last_used_at=at)
    return owner


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER or context.request is None:
        raise ValueError
    read = json.loads(answer)
    if not isinstance(read, dict):
        raise TypeError
    return read
