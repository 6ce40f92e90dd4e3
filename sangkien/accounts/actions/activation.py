"""From the one-time code of the officer to a secret of one's own.

A wrong code never spends the right one: whoever knows somebody's member code could else make the
code worthless. It makes the source wait instead, a network in front of one account. The odds:

- A code has ten random figures, 10^10 of them (33 bits), and is good for thirty days.
- One network tries 5 times, then after 1, 2, 4, 8 and ever 15 minutes: about 100 times a day.
- All networks together try a code 500 times a day: 15,000 times in thirty days, 1 in 660,000 that
  one of them is right. Beyond that a network that failed less than twice is still heard, for the
  owner must be: ten thousand fresh ones every day of the month make it 1 in 16,000, and an alarm.
- One network tries all codes of the country 19,200 times a day: 1 in 500,000 that one fits.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts import queries, rules
from sangkien.accounts.actions import codes, credentials, sessions, tries
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.errors import WrongCode
from sangkien.accounts.events import AccountActivated
from sangkien.accounts.models import User
from sangkien.accounts.rules import NO_DEVICE, Device
from sangkien.journal.actions.recording import record


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A code that was typed rightly and waits for the secret that the person chooses."""

    user: User
    code_id: int


def open_with_code(
    login: str, typed: str, *, at: dt.datetime, device: Device = NO_DEVICE
) -> Opened:
    """ "Nhập mã kích hoạt": the first step. The same answer whoever is unknown or mistyped.

    Judged after the transaction: a try must count although the code is refused.
    """
    user = queries.find_by_login(login)
    counted = tries.of_code(login, user, device=device)
    with transaction.atomic():
        numbers = tries.count(counted, at=at)
        found = codes.usable(user, CodePurpose.ACTIVATION, at=at)
    code = codes.ensure_fits(found, CodePurpose.ACTIVATION, typed)
    tries.forget(counted[0], numbers)
    return Opened(user=code.user, code_id=code.pk)


def opened(user_id: int, code_id: int, *, at: dt.datetime) -> Opened:
    """The second step of somebody whose browser was told that the code is right."""
    user = queries.whose_code(user_id, code_id, at=at)
    if user is None:
        raise WrongCode(_("Mã này đã dùng hoặc hết hiệu lực. Hãy xin mã mới."))
    return Opened(user=user, code_id=code_id)


def activate(step: Opened, *, pin: str = "", password: str = "", at: dt.datetime) -> User:
    """ "Kích hoạt tài khoản": the secret replaces all former ones and ends all sessions."""
    user = step.user
    if pin:
        rules.ensure_pin(pin, phone=user.phone or "", member_code=user.member_code)
    kept = credentials.encoded(pin or password)  # before the transaction: hashing takes time
    by = Actor(user_id=user.pk, name=user.full_name)
    with transaction.atomic():
        codes.use(step.code_id, at=at)
        credentials.set_only(user, kind="pin" if pin else "password", kept=kept, at=at)
        sessions.end_others(user, but=None, by=by, at=at)
        record(AccountActivated(user_id=user.pk, with_pin=bool(pin)), by=by, at=at)
    return user
