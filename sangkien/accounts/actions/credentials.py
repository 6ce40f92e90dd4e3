"""Passwords and PINs: set them, and check what was typed against them."""

import datetime as dt

from django.contrib.auth.hashers import check_password, is_password_usable, make_password

from sangkien.accounts import rules
from sangkien.accounts.models import Pin, User
from sangkien.core import text


def encoded(password: str) -> str:
    """Hash a secret. Keyboards compose Vietnamese letters differently: NFC makes them equal."""
    return make_password(text.nfc(password))


def fits(user: User | None, typed: str) -> bool:
    """Whether somebody may come in: six figures are a PIN, everything else is a password.

    Exactly one hash is computed, whoever it is and whatever they have.
    """
    pin = rules.pin_key(typed)
    kept = _kept(user, is_pin=bool(pin))
    if user is None or not kept:
        encoded(pin or typed)
        return False
    return check_password(pin or text.nfc(typed), kept) and user.is_active


def _kept(user: User | None, *, is_pin: bool) -> str:
    if user is None:
        return ""
    if is_pin:
        pin: Pin | None = getattr(user, "pin", None)
        return pin.encoded if pin else ""
    return user.password if is_password_usable(user.password) else ""


def set_only(user: User, *, kind: str, kept: str, at: dt.datetime) -> None:
    """Make this hash the person's only secret; "pin" or "password"."""
    is_pin = kind == "pin"
    user.password = make_password(None) if is_pin else kept
    user.save(update_fields=["password"])
    Pin.objects.filter(user=user).delete()
    if is_pin:
        Pin.objects.create(user=user, encoded=kept, set_at=at)
