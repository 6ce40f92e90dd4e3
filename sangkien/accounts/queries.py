"""Finding people by what they type, and where they are signed in."""

import datetime as dt

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, is_password_usable
from django.db.models import Count, Exists, OuterRef, Q

from sangkien.accounts.models import (
    AccountJoin,
    AccountLock,
    OneTimeCode,
    Pin,
    Session,
    SignInTry,
    User,
)
from sangkien.accounts.rules import SHORT
from sangkien.core import text

LONGEST_LOGIN = 60
MOST_SESSIONS = 50


def find_by_login(typed: str) -> User | None:
    """The person whose phone number or member code was typed, in any usual spelling.

    A phone number goes before a member code. One query, whoever it is.
    """
    typed = typed if len(typed) <= LONGEST_LOGIN else ""
    phone, code = text.phone_key(typed), text.code_key(typed)
    if not code:
        return None
    keys = Q(member_code=code) | Q(phone=phone) if phone else Q(member_code=code)
    people = User.objects.filter(keys).select_related("pin", "joined__kept__pin")
    found = sorted(people[:2], key=lambda user: user.phone != phone)
    return _kept_for(found[0]) if found else None


def _kept_for(user: User) -> User:
    """The code of an account that was joined to another one signs in to that one."""
    joined: AccountJoin | None = getattr(user, "joined", None)
    return joined.kept if joined else user


def absorbed_ids(user_id: int) -> list[int]:
    """The accounts that became part of this one."""
    joined = AccountJoin.objects.filter(kept_id=user_id)
    return list(joined.order_by("pk").values_list("closed_id", flat=True))


def open_lock(user: User) -> AccountLock | None:
    """Why the account is locked now, if it is."""
    return AccountLock.objects.filter(user=user, unlocked_at=None).first()


def names(user_ids: set[int]) -> dict[int, str]:
    """Names by id, in one query, for timelines."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "full_name"))


def has_password(user: User) -> bool:
    return bool(user.password) and is_password_usable(user.password)


def has_pin(user: User) -> bool:
    return Pin.objects.filter(user=user).exists()


def is_activated(user: User) -> bool:
    """Whether the person has any secret to sign in with."""
    return has_password(user) or has_pin(user)


def without_secret() -> Q:
    """People who cannot sign in yet, as a filter of users."""
    with_pin = Pin.objects.filter(user=OuterRef("pk"))
    return Q(Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX), ~Exists(with_pin))


def whose_code(user_id: int, code_id: int, *, at: dt.datetime) -> User | None:
    """The person of a one-time code that can still be used."""
    code = OneTimeCode.objects.usable_at(at).filter(pk=code_id, user=user_id)
    found = code.select_related("user").first()
    return found.user if found and found.user.is_active else None


def sessions_of(user: User, *, at: dt.datetime) -> list[Session]:
    """Where the person is signed in, the latest seen first."""
    rows = Session.objects.filter(user=user, expire_date__gt=at).defer("session_data")
    return list(rows.order_by("-seen_at", "pk")[:MOST_SESSIONS])


def failures(*, at: dt.datetime) -> tuple[int, int]:
    """Failed tries of the last quarter of an hour, and of how many accounts and devices."""
    recent = SignInTry.objects.filter(tried_at__gt=at - SHORT)
    found = recent.aggregate(tries=Count("pk"), keys=Count("key", distinct=True))
    return found["tries"], found["keys"]
