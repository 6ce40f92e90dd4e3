"""Sign in, with a limit per account and none per address: a whole factory shares one address."""

import datetime as dt
import hashlib

from django.utils.translation import gettext as _

from sangkien.accounts import queries
from sangkien.accounts.errors import TooManyTries, WrongSignIn
from sangkien.accounts.models import SignInTry, User
from sangkien.core import text

MOST_FAILURES = 10
WINDOW = dt.timedelta(minutes=15)


def sign_in(login: str, password: str, *, at: dt.datetime) -> User:
    """ "Đăng nhập" by phone number or member code.

    Known and unknown people get the same answer in the same time. Not in one transaction: a try
    must count although the sign-in fails, and hashing must not hold the lock of the database.
    """
    user = queries.find_by_login(login)
    key = _key(login, user)
    _count_try(key, at=at)
    fits = _fits(user, password)
    if user is None or not fits:
        raise WrongSignIn(_("Số điện thoại, mã đoàn viên hoặc mật khẩu chưa đúng."))
    SignInTry.objects.filter(key=key).delete()
    return user


def ensure_password(user: User, password: str, *, at: dt.datetime) -> None:
    """ "Nhập lại mật khẩu": the person is really there, before something important changes."""
    key = _key("", user)
    _count_try(key, at=at)
    if not _fits(user, password):
        raise WrongSignIn(_("Mật khẩu hiện tại chưa đúng."), field="current")
    SignInTry.objects.filter(key=key).delete()


def _key(login: str, user: User | None) -> str:
    """One key for one account, however its phone number or code was written."""
    typed = login[: queries.LONGEST_LOGIN]
    shape = f"#{user.pk}" if user else text.phone_key(typed) or text.code_key(typed)
    return hashlib.sha256(shape.encode()).hexdigest()


def _count_try(key: str, *, at: dt.datetime) -> None:
    """Count before checking, so that guesses sent at once do not all slip through.

    What is refused here is not counted: the way is free again after the window.
    """
    this = SignInTry.objects.create(key=key, tried_at=at)
    recent = SignInTry.objects.filter(key=key, tried_at__gt=at - WINDOW)
    if recent.filter(pk__lt=this.pk).count() >= MOST_FAILURES:
        this.delete()
        raise TooManyTries(
            _("Đã nhập chưa đúng nhiều lần. Mời thử lại sau %(minutes)d phút.")
            % {"minutes": WINDOW.total_seconds() // 60}
        )


def _fits(user: User | None, password: str) -> bool:
    if user is None or not user.has_usable_password():
        User().set_password(password)  # takes as long as checking one
        return False
    return user.check_password(password) and user.is_active


def forget_tries(now: dt.datetime) -> int:
    """Throw away what no longer counts."""
    deleted, _rows = SignInTry.objects.filter(tried_at__lte=now - WINDOW).delete()
    return deleted
