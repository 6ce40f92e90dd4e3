"""Sign in, with limits per account and device and none per address: a factory shares one."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from sangkien.accounts import queries, rules
from sangkien.accounts.actions import credentials, tries
from sangkien.accounts.errors import WrongSignIn
from sangkien.accounts.models import User
from sangkien.accounts.rules import NO_DEVICE, Device
from sangkien.core.errors import Busy


def sign_in(login: str, secret: str, *, at: dt.datetime, device: Device = NO_DEVICE) -> User:
    """ "Đăng nhập" by phone number or member code, with the password or the PIN.

    Known and unknown people get the same answer in the same time. Not in one transaction: a try
    must count although the sign-in fails, and hashing must not hold the lock of the database.
    """
    user = queries.find_by_login(login)
    counted = _counted(login, user, secret, device=device)
    numbers = tries.count([counted, *tries.of_device(device)], at=at)
    if not _fits(user, secret, numbers) or user is None:
        raise WrongSignIn(_("Số điện thoại, mã đoàn viên, mật khẩu hoặc mã PIN chưa đúng."))
    tries.forget(counted, numbers)
    return user


def ensure_secret(user: User, secret: str, *, at: dt.datetime, pin_is_enough: bool = True) -> None:
    """ "Nhập lại mật khẩu": the person is really there, before something important changes."""
    if rules.pin_key(secret) and not pin_is_enough:
        raise WrongSignIn(_("Hãy nhập mật khẩu hiện tại, không phải mã PIN."), field="current")
    counted = _counted("", user, secret)
    numbers = tries.count([counted], at=at)
    if not _fits(user, secret, numbers):
        raise WrongSignIn(_("Mật khẩu hoặc mã PIN hiện tại chưa đúng."), field="current")
    tries.forget(counted, numbers)


def _counted(
    login: str, user: User | None, secret: str, *, device: Device = NO_DEVICE
) -> tries.Counted:
    is_pin = bool(rules.pin_key(secret))
    return tries.of_account(
        login,
        user,
        what="pin" if is_pin else "password",
        limits=rules.PIN_LIMITS if is_pin else rules.PASSWORD_LIMITS,
        device=device,
    )


def _fits(user: User | None, secret: str, numbers: Sequence[int]) -> bool:
    try:
        return credentials.fits(user, secret)
    except Busy:
        tries.take_back(numbers)  # nothing was guessed
        raise
