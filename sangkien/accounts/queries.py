"""Finding people by what they type, and where they are signed in."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, is_password_usable
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.accounts.enums import FactorKind
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
from sangkien.core.errors import NotFound

LONGEST_LOGIN = 60
WHENCE = "-"  # begins the keys of tries that say whence somebody tried, not whose account
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


def anybody_with_phone() -> User | None:
    return User.objects.filter(is_active=True, phone__isnull=False).order_by("phone").first()


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
    """Failed tries of the last quarter of an hour, and of how many accounts and devices.

    Activations count for the account alone, not once more for where they came from.
    """
    recent = SignInTry.objects.filter(tried_at__gt=at - SHORT).exclude(key__startswith=WHENCE)
    found = recent.aggregate(tries=Count("pk"), keys=Count("key", distinct=True))
    return found["tries"], found["keys"]


@dataclass(frozen=True, kw_only=True)
class Factor:
    """One thing that the person can show after the password."""

    pk: int
    kind: FactorKind
    name: str
    added_at: dt.datetime
    last_used_at: dt.datetime | None


def factors_of(user: User) -> list[Factor]:
    """Passkeys and the authenticator app, the oldest first; recovery codes are none of their own."""
    rows = _strong(user).order_by("created_at", "pk")
    return [
        Factor(
            pk=row.pk,
            kind=FactorKind(row.type),
            name=row.data.get("name", ""),
            added_at=row.created_at,
            last_used_at=row.last_used_at,
        )
        for row in rows
    ]


def get_factor(user: User, pk: int) -> Factor:
    """One of the person's own."""
    found = next((factor for factor in factors_of(user) if factor.pk == pk), None)
    if found is None:
        raise NotFound(_("Không tìm thấy cách xác thực này."))
    return found


def has_second_factor(user: User) -> bool:
    return _strong(user).exists()


def factor_of(user_id: int | None) -> str:
    """With what whoever signs has proved to be there, as signatures keep it."""
    if user_id is None:
        return "system"
    return "second_factor" if has_second_factor(User.objects.get(pk=user_id)) else "password"


def kinds_of(user: User) -> set[FactorKind]:
    """What the person can be asked for."""
    kinds = Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True)
    return {FactorKind(kind) for kind in kinds}


def recovery_codes_left(user: User) -> int | None:
    """How many are unused; None when they were never made."""
    row = Authenticator.objects.filter(user_id=user.pk, type=FactorKind.RECOVERY).first()
    return len(RecoveryCodes(row).get_unused_codes()) if row else None


def _strong(user: User) -> "QuerySet[Any]":
    found: QuerySet[Any] = Authenticator.objects.filter(
        user_id=user.pk, type__in=(FactorKind.PASSKEY, FactorKind.TOTP)
    )
    return found


def active_user(user_id: int) -> User | None:
    return User.objects.filter(pk=user_id, is_active=True).first()


def identities_of(user: User) -> list[tuple[int, str, dt.datetime]]:
    """The linked accounts of other sign-ins: number, key of the sign-in, since when."""
    rows = SocialAccount.objects.filter(user_id=user.pk).order_by("date_joined", "pk")
    return list(rows.values_list("pk", "provider", "date_joined"))


def whose_identity(provider: str, uid: str) -> User | None:
    found = SocialAccount.objects.filter(provider=provider, uid=uid).select_related("user").first()
    return found.user if found else None
