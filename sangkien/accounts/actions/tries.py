"""Count failures per account and per device, and none per address: a factory shares one."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts import queries
from sangkien.accounts.errors import TooManyTries
from sangkien.accounts.models import SignInTry, User
from sangkien.accounts.rules import (
    DAY,
    DEVICE_LIMITS,
    NO_DEVICE,
    SHORT,
    Device,
    Limit,
    is_exhausted,
)
from sangkien.core import db, text

LOCK_DIGITS = 15  # of the hash: as many as fit a lock of the database


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One kind of try of one account or device; `key` is a hash."""

    key: str
    limits: Sequence[Limit]


def of_account(
    login: str,
    user: User | None,
    *,
    what: str,
    limits: Sequence[Limit],
    device: Device = NO_DEVICE,
) -> Counted:
    """One key for one account, however its phone number or code was written.

    A device on which the person signed in before counts apart: strangers who guess elsewhere
    cannot lock anybody out at home.
    """
    typed = login[: queries.LONGEST_LOGIN]
    shape = f"#{user.pk}" if user else text.phone_key(typed) or text.code_key(typed)
    own = device.key if user and user.pk in device.known else ""
    return Counted(key=_hashed(f"{what}|{shape}|{own}"), limits=limits)


def of_device(device: Device) -> list[Counted]:
    """Many accounts tried on one device."""
    if not device.key:
        return []
    return [Counted(key=_hashed(f"device|{device.key}"), limits=DEVICE_LIMITS)]


def _hashed(shape: str) -> str:
    return hashlib.sha256(shape.encode()).hexdigest()


@transaction.atomic
def count(counted: Sequence[Counted], *, at: dt.datetime) -> list[int]:
    """Count before checking, one request after the other: of guesses sent at once, not one too
    many slips through. PostgreSQL would not see what others have just begun to count.

    What is refused here is not counted: the way is free again after the window. Gives the rows,
    for `take_back`.
    """
    for key in sorted(c.key for c in counted):
        db.exclusive(int(key[:LOCK_DIGITS], 16))
    rows = SignInTry.objects.bulk_create([SignInTry(key=c.key, tried_at=at) for c in counted])
    numbers = [row.pk for row in rows]
    failures = defaultdict(list)
    earlier = SignInTry.objects.filter(
        key__in=[c.key for c in counted], tried_at__gt=at - DAY, pk__lt=min(numbers)
    )
    for key, tried_at in earlier.values_list("key", "tried_at"):
        failures[key].append(tried_at)
    if any(is_exhausted(failures[c.key], c.limits, at=at) for c in counted):
        raise TooManyTries(
            _("Đã nhập chưa đúng nhiều lần. Mời thử lại sau %(minutes)d phút.")
            % {"minutes": SHORT.total_seconds() // 60}
        )
    return numbers


def take_back(numbers: Sequence[int]) -> None:
    """These were no failures."""
    SignInTry.objects.filter(pk__in=numbers).delete()


def forget(counted: Counted, numbers: Sequence[int]) -> None:
    """The person got in: the failures before it were typing errors."""
    SignInTry.objects.filter(key=counted.key).delete()
    take_back(numbers)


def forget_old(now: dt.datetime) -> int:
    """Throw away what no longer counts."""
    deleted, _rows = SignInTry.objects.filter(tried_at__lte=now - DAY).delete()
    return deleted
