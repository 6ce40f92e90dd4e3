"""Plain rules of signing in: what a PIN is, which ones are weak, how often may be guessed."""

import datetime as dt
import ipaddress
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from sangkien.accounts.errors import WeakPin

_STEPS_UP = "01234567890123456789"
_SIX_DIGITS = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, kw_only=True)
class Device:
    """ "Thiết bị" that somebody signs in with: `known` are the people who did so here before.

    Guesses from elsewhere do not use up the tries of a person on the own device. `address` is the
    network from which the request came.
    """

    key: str = ""
    known: frozenset[int] = field(default=frozenset())
    address: str = ""


NO_DEVICE = Device()


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most so many failures in a span."""

    most: int
    span: dt.timedelta


SHORT, DAY = dt.timedelta(minutes=15), dt.timedelta(days=1)
PASSWORD_LIMITS = (Limit(most=10, span=SHORT),)
# A million PINs are few: the day counts, too.
PIN_LIMITS = (Limit(most=5, span=SHORT), Limit(most=30, span=DAY))
SECOND_FACTOR_LIMITS = (Limit(most=5, span=SHORT), Limit(most=30, span=DAY))
DEVICE_LIMITS = (Limit(most=30, span=SHORT),)
ASKING_LIMITS = (Limit(most=3, span=SHORT), Limit(most=10, span=DAY))
# Activation codes (`actions.activation` has the odds): all sources together, and one network.
CODE_LIMITS = (Limit(most=500, span=DAY),)
NETWORK_LIMITS = (Limit(most=200, span=SHORT),)
FREE_TRIES = 5  # of one person from one source, before the waits begin
FRESH_TRIES = 2  # a source keeps these whatever others did
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))


def is_exhausted(
    failures: Iterable[dt.datetime], limits: Sequence[Limit], *, at: dt.datetime
) -> bool:
    """Whether one of the limits is reached."""
    times = list(failures)
    return any(sum(t > at - limit.span for t in times) >= limit.most for limit in limits)


def wait_left(failures: Iterable[dt.datetime], *, at: dt.datetime) -> dt.timedelta:
    """How long a source waits: a minute after the fifth failure of a day, then ever longer."""
    times = sorted(t for t in failures if t > at - DAY)
    if len(times) < FREE_TRIES:
        return dt.timedelta(0)
    step = min(len(times) - FREE_TRIES, len(WAITS) - 1)
    return max(times[-1] + WAITS[step] - at, dt.timedelta(0))


def network_of(address: str) -> str:
    """One household or company: an IPv4 address, or the half of an IPv6 address that it shares."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(known, ipaddress.IPv6Address):
        mapped = known.ipv4_mapped
        return str(mapped or ipaddress.ip_network((known, 64), strict=False))
    return str(known)


def digits_of(typed: str) -> str:
    """What is left of a code that was typed with spaces, dots, full-width figures."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed) if c in "0123456789")


def pin_key(typed: str) -> str:
    """ "123 456" or full-width figures -> "123456"; "" when it is no PIN but a password."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    return plain if _SIX_DIGITS.fullmatch(plain) else ""


def ensure_pin(pin: str, *, phone: str, member_code: str) -> None:
    """Refuse what somebody who knows the person, or nobody at all, would try first."""
    if not _SIX_DIGITS.fullmatch(pin):
        raise WeakPin(_("Mã PIN có đúng 6 chữ số."), field="new")
    if _repeats(pin) or pin in _STEPS_UP or pin[::-1] in _STEPS_UP:
        raise WeakPin(
            _("Mã PIN này dễ đoán. Hãy chọn 6 số không lặp lại, không liền nhau."), field="new"
        )
    if pin in phone or pin in member_code:
        raise WeakPin(
            _("Mã PIN không được lấy từ số điện thoại hay mã đoàn viên của bạn."), field="new"
        )
    if _is_like_a_birthday(pin):
        raise WeakPin(
            _("Mã PIN này giống ngày sinh, người quen dễ đoán. Hãy chọn số khác."), field="new"
        )


def _repeats(pin: str) -> bool:
    """111111, 121212, 123123, and whatever has two different figures only."""
    return len(set(pin)) <= 2 or pin[:3] == pin[3:] or pin[:2] * 3 == pin  # noqa: PLR2004 - figures


def _is_like_a_birthday(pin: str) -> bool:
    """ddmmyy, or a month and a year of this or the last century."""
    day, month, year = int(pin[:2]), int(pin[2:4]), int(pin[2:])
    if 1 <= day <= 12 and 1940 <= year <= 2030:  # noqa: PLR2004 - a month, years
        return True
    try:
        dt.date(2000 + int(pin[4:]) % 4, month, day)
    except ValueError:
        return False
    return True
