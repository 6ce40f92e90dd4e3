"""Count failures per account and per device, and none per address: a factory shares one.

Activation codes are the exception: whoever gets one for the first time has no device that is known,
so that wrong codes are counted per account and network.
"""

import datetime as dt
import hashlib
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sangkien.accounts import queries
from sangkien.accounts.errors import TooManyTries
from sangkien.accounts.models import SignInTry, User
from sangkien.accounts.rules import (
    CODE_LIMITS,
    DAY,
    DEVICE_LIMITS,
    FRESH_TRIES,
    NETWORK_LIMITS,
    NO_DEVICE,
    SHORT,
    Device,
    Limit,
    is_exhausted,
    network_of,
    wait_left,
)
from sangkien.core import db, text

LOCK_DIGITS = 15  # of the hash: as many as fit a lock of the database
NONE = dt.timedelta(0)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One kind of try of one account, device or network; `key` is a hash.

    `waits`: each failure makes the next wait longer. `unless_fresh`: the key of a source which is
    heard as long as it failed less than twice itself.
    """

    key: str
    limits: Sequence[Limit] = ()
    waits: bool = False
    unless_fresh: str = ""


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
    own = device.key if user and user.pk in device.known else ""
    return Counted(key=_hashed(f"{what}|{_shape(login, user)}|{own}"), limits=limits)


def of_code(login: str, user: User | None, *, device: Device) -> list[Counted]:
    """An activation code of one account: from this source, from all together, and whatever this
    network tries. The first is the one to forget when the code was right.
    """
    shape, network = _shape(login, user), network_of(device.address)
    source = Counted(key=_whence(f"code|{shape}|{network}"), waits=True)
    return [
        source,
        Counted(key=_hashed(f"code|{shape}"), limits=CODE_LIMITS, unless_fresh=source.key),
        Counted(key=_whence(f"network|{network}"), limits=NETWORK_LIMITS),
    ]


def _shape(login: str, user: User | None) -> str:
    typed = login[: queries.LONGEST_LOGIN]
    return f"#{user.pk}" if user else text.phone_key(typed) or text.code_key(typed)


def of_device(device: Device) -> list[Counted]:
    """Many accounts tried on one device."""
    if not device.key:
        return []
    return [Counted(key=_hashed(f"device|{device.key}"), limits=DEVICE_LIMITS)]


def _hashed(shape: str) -> str:
    return hashlib.sha256(shape.encode()).hexdigest()


def _whence(shape: str) -> str:
    """Keyed: all addresses there are could be tried against a plain hash."""
    found = salted_hmac("sangkien.tries", shape, algorithm="sha256").hexdigest()
    return f"{queries.WHENCE}{found[:63]}"


@transaction.atomic
def count(counted: Sequence[Counted], *, at: dt.datetime) -> list[int]:
    """Count before checking, one request after the other: of guesses sent at once, not one too
    many slips through. PostgreSQL would not see what others have just begun to count.

    What is refused here is not counted: the way is free again after the window. Gives the rows,
    for `take_back`.
    """
    for key in sorted(c.key for c in counted):
        db.exclusive(int(key.removeprefix(queries.WHENCE)[:LOCK_DIGITS], 16))
    rows = SignInTry.objects.bulk_create([SignInTry(key=c.key, tried_at=at) for c in counted])
    numbers = [row.pk for row in rows]
    failures = defaultdict(list)
    earlier = SignInTry.objects.filter(
        key__in=[c.key for c in counted], tried_at__gt=at - DAY, pk__lt=min(numbers)
    )
    for key, tried_at in earlier.values_list("key", "tried_at"):
        failures[key].append(tried_at)
    _ensure_patient(counted, failures, at=at)
    return numbers


def _ensure_patient(
    counted: Sequence[Counted], failures: Mapping[str, list[dt.datetime]], *, at: dt.datetime
) -> None:
    left = max(wait_left(failures[c.key], at=at) if c.waits else NONE for c in counted)
    if any(
        is_exhausted(failures[c.key], c.limits, at=at)
        for c in counted
        if not c.unless_fresh or len(failures[c.unless_fresh]) >= FRESH_TRIES
    ):
        left = max(left, SHORT)
    if left:
        raise TooManyTries(
            _("Đã nhập chưa đúng nhiều lần. Mời thử lại sau %(minutes)d phút.")
            % {"minutes": math.ceil(left.total_seconds() / 60)}
        )


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
