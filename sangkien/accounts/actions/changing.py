"""A person changes the own phone number, password or PIN; after a secret, other devices are out."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts import queries, rules
from sangkien.accounts.actions import credentials, sessions, signing_in, tries
from sangkien.accounts.actions.people import correct_person, ensure_self
from sangkien.accounts.events import PasswordChanged, PhoneChanged, PinChanged, PinRemoved
from sangkien.accounts.models import Pin, User
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record


def change_password(
    user: User,
    *,
    current: str,
    password: str,
    by: Actor,
    at: dt.datetime,
    staying: str | None = None,
    pin_is_enough: bool = False,
) -> User:
    """ "Đổi mật khẩu"; `staying` is the key of the session in which it is done.

    A PIN proves who somebody is only where nothing but member's rights can come of it:
    else a PIN would be enough for an office after all.
    """
    ensure_self(user, by)
    by_pin = pin_is_enough and not queries.has_password(user)
    signing_in.ensure_secret(user, current, at=at, pin_is_enough=by_pin)
    user.password = credentials.encoded(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        record(PasswordChanged(user_id=user.pk), by=by, at=at)
        sessions.end_others(user, but=staying, by=by, at=at)
    return user


def change_pin(
    user: User,
    *,
    current: str,
    pin: str,
    by: Actor,
    at: dt.datetime,
    staying: str | None = None,
) -> None:
    """ "Đặt, đổi mã PIN"."""
    ensure_self(user, by)
    rules.ensure_pin(pin, phone=user.phone or "", member_code=user.member_code)
    signing_in.ensure_secret(user, current, at=at)
    kept = credentials.encoded(pin)
    with transaction.atomic():
        Pin.objects.update_or_create(user=user, defaults={"encoded": kept, "set_at": at})
        record(PinChanged(user_id=user.pk), by=by, at=at)
        sessions.end_others(user, but=staying, by=by, at=at)


@transaction.atomic
def remove_pin(user: User, *, by: Actor, at: dt.datetime, staying: str | None = None) -> None:
    """ "Bỏ mã PIN", for who has a password; whoever came in with it is out."""
    ensure_self(user, by)
    if not queries.has_password(user):
        raise NotAllowed(_("Hãy đặt mật khẩu trước khi bỏ mã PIN."))
    deleted, _rows = Pin.objects.filter(user=user).delete()
    if deleted:
        record(PinRemoved(user_id=user.pk), by=by, at=at)
        sessions.end_others(user, but=staying, by=by, at=at)


def change_phone(user: User, *, current: str, phone: str, by: Actor, at: dt.datetime) -> User:
    """ "Đổi số điện thoại": signs in from now on; only with the own password or PIN.

    A few times a day: the answer tells whether somebody has a number.
    """
    ensure_self(user, by)
    signing_in.ensure_secret(user, current, at=at)
    asked = tries.of_account("", user, what="phone", limits=rules.ASKING_LIMITS)
    tries.count([asked], at=at)
    with transaction.atomic():
        changed = correct_person(
            user, full_name=user.full_name, member_code=user.member_code, phone=phone
        )
        if changed:
            record(PhoneChanged(user_id=user.pk), by=by, at=at)
    return user
