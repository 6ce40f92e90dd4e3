"""Accounts of other sign-ins: linked by a person who is signed in here, and by nothing else.

An e-mail address that happens to be the same proves nothing.
"""

import datetime as dt

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access import proof
from sangkien.access.actor import Actor
from sangkien.accounts import queries
from sangkien.accounts.actions import factors
from sangkien.accounts.errors import AlreadyLinked, UnknownIdentity
from sangkien.accounts.events import IdentityLinked, IdentityUnlinked
from sangkien.accounts.models import User
from sangkien.journal.actions.recording import record


def sign_in(provider: str, uid: str) -> User:
    """ "Đăng nhập qua tài khoản bên ngoài". Who left does not come back this way."""
    user = queries.whose_identity(provider, uid)
    if user is None or not user.is_active:
        raise UnknownIdentity(_("Tài khoản này chưa được liên kết với ai trong hệ thống."))
    return user


def link(user: User, *, provider: str, uid: str, by: Actor, at: dt.datetime) -> None:
    """ "Liên kết tài khoản bên ngoài"; twice the same is no error."""
    factors.ensure_may_change(user, by)
    proof.ensure_recent(by, at=at, message=_("Hãy xác minh lại rồi liên kết."))
    try:
        with transaction.atomic():
            row, is_new = SocialAccount.objects.get_or_create(
                provider=provider, uid=uid, defaults={"user": user}
            )
            if is_new:
                record(IdentityLinked(user_id=user.pk, provider=provider), by=by, at=at)
    except IntegrityError:
        row = SocialAccount.objects.get(provider=provider, uid=uid)
    if row.user_id != user.pk:
        raise AlreadyLinked(_("Tài khoản bên ngoài này đã liên kết với người khác."))


@transaction.atomic
def unlink(user: User, pk: int, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ liên kết"; one that is gone already is no error."""
    factors.ensure_may_change(user, by)
    row = SocialAccount.objects.filter(user_id=user.pk, pk=pk).first()
    if row is None:
        return
    SocialAccount.objects.filter(pk=row.pk).delete()
    record(IdentityUnlinked(user_id=user.pk, provider=row.provider), by=by, at=at)
