"""Close an account: for a while, into another one, or for good.

The actions that call these check who may, and record it: rights are a matter of units.
"""

import secrets
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext as _

from sangkien.accounts.errors import AlreadyClosed
from sangkien.accounts.models import AccountJoin, AccountLock, OneTimeCode, Pin, Session, User
from sangkien.core import text

ERASED_NAME = "Người đã xóa dữ liệu"


def lock(user: User, *, reason: str, by_id: int | None, at: datetime) -> AccountLock:
    """ "Khóa": the next request of every open session finds nobody behind it."""
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        raise AlreadyClosed(_("Tài khoản này đã khóa trước đó."))
    user.is_active = False
    return AccountLock.objects.create(user=user, reason=reason, locked_by_id=by_id, locked_at=at)


def unlock(user: User, *, by_id: int | None, at: datetime) -> None:
    """ "Mở khóa". Joined and erased accounts have no lock to open."""
    held = AccountLock.objects.filter(user=user, unlocked_at=None)
    if not held.update(unlocked_at=at, unlocked_by_id=by_id):
        raise AlreadyClosed(_("Tài khoản này không bị khóa."))
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.is_active = True


def close_into(kept: User, closed: User, *, at: datetime) -> None:
    """ "Gộp": the kept account takes over what it lacks: phone number, password, PIN."""
    phone, password = closed.phone, closed.password
    takes_password = not kept.has_usable_password() and closed.has_usable_password()
    AccountLock.objects.filter(user=closed, unlocked_at=None).update(unlocked_at=at)
    closed.is_active, closed.phone, closed.name_public_since = False, None, None
    closed.set_unusable_password()
    closed.save(update_fields=["is_active", "phone", "name_public_since", "password"])
    kept.phone = kept.phone or phone
    if takes_password:
        kept.password = password
    kept.save(update_fields=["phone", "password"])
    if not Pin.objects.filter(user=kept).exists():
        Pin.objects.filter(user=closed).update(user=kept)
    _lock_out(closed.pk)
    AccountJoin.objects.filter(kept=closed).update(kept=kept)
    AccountJoin.objects.create(closed=closed, kept=kept, joined_at=at)


def anonymise(user_id: int, at: datetime) -> None:
    """ "Khử nhận dạng": nothing is left that says who it was, and nobody signs in with it."""
    nobody = User()
    nobody.set_unusable_password()
    User.objects.filter(pk=user_id).update(
        full_name=ERASED_NAME,
        folded_name=text.fold(ERASED_NAME),
        name_sort=text.given_name_key(ERASED_NAME),
        member_code=f"XOA{secrets.token_hex(8).upper()}",
        phone=None,
        password=nobody.password,
        last_login=None,
        name_public_since=None,
        is_active=False,
    )
    _lock_out(user_id)
    locks = AccountLock.objects.filter(user_id=user_id)
    locks.filter(unlocked_at=None).update(unlocked_at=at)
    locks.update(reason=ERASED_NAME)


def _lock_out(user_id: int) -> None:
    """Nothing is left with which somebody could come in, or is in."""
    for kind in (Pin, OneTimeCode, Session):
        kind._default_manager.filter(user_id=user_id).delete()
    Authenticator.objects.filter(user_id=user_id).delete()
    SocialAccount.objects.filter(user_id=user_id).delete()
