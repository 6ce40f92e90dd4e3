"""Sign in once with a code that is sent to the person's phone; only where a gateway is set up."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts import queries as accounts
from sangkien.accounts import rules
from sangkien.accounts.actions import codes, tries
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.models import User
from sangkien.core.errors import NotFound
from sangkien.core.periods import VIETNAM
from sangkien.messages import queries
from sangkien.messages.actions import outbox
from sangkien.messages.enums import TextKey


def ask(login: str, *, binding: str, at: dt.datetime) -> None:
    """ "Gửi mã đăng nhập" to the phone that the register knows; nothing tells whether it does.

    `binding` is a secret of the browser that asked: the code is worth nothing in another one.
    """
    if not queries.can_send():
        raise NotFound(_("Chưa có dịch vụ nhắn tin."))
    outbox.ensure_room(at=at)
    user = accounts.find_by_login(login)
    counted = tries.of_account(login, user, what="asked", limits=rules.ASKING_LIMITS)
    known = user is not None and user.is_active and user.phone and accounts.is_activated(user)
    somebody = accounts.anybody_with_phone()
    with transaction.atomic():  # one commit for everybody: a second one could be timed
        tries.count([counted], at=at)  # each one costs a message, so none is forgotten
        _send(user if known else somebody, binding=binding, at=at, stays=bool(known))


@transaction.atomic
def _send(user: User | None, *, binding: str, at: dt.datetime, stays: bool) -> None:
    """One that does not stay is taken back at once: an answer that came sooner would tell."""
    if user is None:
        return
    code = codes.issue([user], CodePurpose.SIGN_IN, at=at, binding=binding)[user.pk]
    expires_at = at + codes.LIFETIMES[CodePurpose.SIGN_IN]
    until = f"{expires_at.astimezone(VIETNAM):%H:%M}"
    values = {"ma": code, "han": until}
    outbox.send(user, TextKey.SIGN_IN, values=values, expires_at=expires_at, at=at)
    transaction.set_rollback(not stays)


def sign_in(login: str, typed: str, *, binding: str, at: dt.datetime) -> User:
    """ "Đăng nhập bằng mã tin nhắn", in the browser that asked for it."""
    user = accounts.find_by_login(login)
    counted = tries.of_account(login, user, what="message", limits=rules.PASSWORD_LIMITS)
    with transaction.atomic():
        numbers = tries.count([counted], at=at)
        spent = codes.spend_try(user, CodePurpose.SIGN_IN, at=at)
    code = codes.ensure_fits(spent, CodePurpose.SIGN_IN, typed, binding=binding)
    codes.use(code.pk, at=at)
    tries.forget(counted, numbers)
    return code.user
