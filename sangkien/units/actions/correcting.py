"""Put right what the register says of a person; lock an account and open it again."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.actions import closing, people
from sangkien.accounts.models import User
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units import permissions
from sangkien.units.errors import InvalidMove
from sangkien.units.events import AccountLocked, AccountUnlocked, MemberCorrected
from sangkien.units.models import Membership


@transaction.atomic
def correct(
    membership: Membership,
    *,
    full_name: str,
    member_code: str,
    phone: str,
    by: Actor,
    at: dt.datetime,
) -> tuple[str, ...]:
    """ "Sửa thông tin đoàn viên": the journal says who and which fields, never the values."""
    if not permissions.can_correct(by, membership, on=local_day(at)):
        raise NotAllowed(_("Bạn không được sửa thông tin của người này."))
    _ensure_may_dial(membership.user, phone, by=by)
    changed = people.correct_person(
        membership.user, full_name=full_name, member_code=member_code, phone=phone
    )
    if changed:
        event = MemberCorrected(
            unit_id=membership.unit_id, user_id=membership.user_id, fields=changed
        )
        record(event, by=by, at=at)
    return changed


def _ensure_may_dial(user: User, phone: str, *, by: Actor) -> None:
    """A phone number that somebody signs in with is not put into another hand."""
    is_other = (text.phone_key(phone) or None) != user.phone
    if user.is_own_master and is_other and user.pk != by.user_id and not by.is_system:
        raise InvalidMove(
            _("Người này đã có tài khoản: số điện thoại do chính họ sửa, ở trang Dữ liệu của tôi."),
            field="phone",
        )


@transaction.atomic
def lock_account(membership: Membership, *, reason: str, by: Actor, at: dt.datetime) -> User:
    """ "Khóa tài khoản": dead with the next request."""
    user = _lockable(membership, reason, by=by, at=at)
    closing.lock(user, reason=text.clean_line(reason), by_id=by.user_id, at=at)
    event = AccountLocked(
        unit_id=membership.unit_id, user_id=user.pk, reason=text.clean_line(reason)
    )
    record(event, by=by, at=at)
    return user


@transaction.atomic
def unlock_account(membership: Membership, *, reason: str, by: Actor, at: dt.datetime) -> User:
    """ "Mở khóa tài khoản"."""
    user = _lockable(membership, reason, by=by, at=at)
    closing.unlock(user, by_id=by.user_id, at=at)
    event = AccountUnlocked(
        unit_id=membership.unit_id, user_id=user.pk, reason=text.clean_line(reason)
    )
    record(event, by=by, at=at)
    return user


def _lockable(membership: Membership, reason: str, *, by: Actor, at: dt.datetime) -> User:
    if not permissions.can_lock(by, membership.user, on=local_day(at)):
        raise NotAllowed(_("Bạn không được khóa hoặc mở khóa tài khoản này."))
    if not text.has_words(reason):
        raise InvalidMove(_("Hãy ghi lý do."), field="reason")
    return membership.user
