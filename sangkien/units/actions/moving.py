"""Leave a unit, and take a wrong end back."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.accounts.actions import closing
from sangkien.accounts.models import AccountLock
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units import queries
from sangkien.units.actions import rights
from sangkien.units.enums import Leaving
from sangkien.units.errors import DecidedBefore, InvalidMove
from sangkien.units.events import LeavingUndone, MemberLeft, RoleRevoked
from sangkien.units.models import Departure, Grant, Membership


@transaction.atomic
def leave(
    membership: Membership,
    *,
    cause: Leaving,
    last_on: dt.date,
    reason: str,
    by: Actor,
    at: dt.datetime,
) -> Departure:
    """ "Thôi sinh hoạt": left, retired or died. What was credited to the unit stays there."""
    ensure_manages(membership, by)
    today = local_day(at)
    if cause == Leaving.MOVED:
        raise InvalidMove(_("Chuyển đơn vị thì dùng mục Chuyển sinh hoạt."), field="cause")
    if last_on > today:
        raise InvalidMove(_("Ngày này chưa tới."), field="last_on")
    departure = end(membership, cause=cause, last_on=last_on, reason=reason, by=by, at=at)
    belongs = Membership.objects.filter(user_id=membership.user_id, until_on=None)
    if cause == Leaving.DIED and membership.user.is_active and not belongs.exists():
        closing.lock(membership.user, reason=str(cause.label), by_id=by.user_id, at=at)
    return departure


def end(
    membership: Membership,
    *,
    cause: Leaving,
    last_on: dt.date,
    reason: str,
    by: Actor,
    at: dt.datetime,
) -> Departure:
    """End a membership and the roles in its unit; the caller checked who may."""
    if last_on < membership.since_on:
        raise InvalidMove(
            _("Ngày này trước ngày vào đơn vị (%(day)s).")
            % {"day": f"{membership.since_on:%d/%m/%Y}"},
            field="last_on",
        )
    ended = Membership.objects.filter(pk=membership.pk, until_on=None).update(until_on=last_on)
    if not ended:
        raise DecidedBefore(_("Người này đã thôi sinh hoạt ở đơn vị trước đó."))
    membership.until_on = last_on
    departure = Departure.objects.create(
        membership=membership,
        cause=cause,
        reason=text.clean_line(reason),
        grant_ids=_revoke_roles(membership, by=by, at=at),
        decided_by_id=by.user_id,
        decided_at=at,
    )
    event = MemberLeft(
        unit_id=membership.unit_id,
        user_id=membership.user_id,
        cause=cause,
        last_on=last_on,
        reason=departure.reason,
    )
    record(event, by=by, at=at)
    return departure


def _revoke_roles(membership: Membership, *, by: Actor, at: dt.datetime) -> list[int]:
    """The roles in the unit and below it end at once, as revoked ones; but nobody is rid of whoever
    watches from above by writing down that they left.
    """
    grants = queries.roles_of_member(membership, on=local_day(at))
    for grant in grants:
        if grant.role == RoleKey.AUDITOR:
            rights.ensure_may_end(grant, by=by)
    Grant.objects.filter(pk__in=[grant.pk for grant in grants]).update(revoked_at=at)
    for grant in grants:
        event = RoleRevoked(unit_id=grant.unit_id, user_id=grant.user_id, role=grant.role)
        record(event, by=by, at=at)
    return [grant.pk for grant in grants]


@transaction.atomic
def undo_leaving(departure: Departure, *, reason: str, by: Actor, at: dt.datetime) -> Membership:
    """ "Hoàn tác" a wrong end within seven days: the membership and its roles are as before."""
    membership = departure.membership
    ensure_manages(membership, by)
    if departure.cause == Leaving.MOVED:
        raise InvalidMove(_("Đã chuyển sang đơn vị khác. Đơn vị đó cần chuyển người này trở lại."))
    if at > departure.undo_until:
        raise InvalidMove(_("Đã quá 7 ngày. Hãy nhận lại người này về đơn vị từ ngày mới."))
    undone = Departure.objects.filter(pk=departure.pk, undone_at=None).update(undone_at=at)
    if not undone:
        raise DecidedBefore(_("Việc này đã được hoàn tác trước đó."))
    again = Membership.objects.filter(
        user_id=membership.user_id, unit_id=membership.unit_id, until_on=None
    )
    if again.exists():
        raise InvalidMove(_("Người này đã được nhận lại về đơn vị."))
    Membership.objects.filter(pk=membership.pk).update(until_on=None)
    _give_back_roles(departure, at=at)
    locks = AccountLock.objects.filter(
        user_id=membership.user_id, locked_at=departure.decided_at, unlocked_at=None
    )
    if locks.exists():
        closing.unlock(membership.user, by_id=by.user_id, at=at)
    event = LeavingUndone(
        unit_id=membership.unit_id, user_id=membership.user_id, reason=text.clean_line(reason)
    )
    record(event, by=by, at=at)
    membership.refresh_from_db()
    return membership


def _give_back_roles(departure: Departure, *, at: dt.datetime) -> None:
    rows = Grant.objects.filter(pk__in=departure.grant_ids, revoked_at=departure.decided_at)
    if rows.update(revoked_at=None):
        rights.spoil_codes(departure.membership.user, at=at)


def ensure_manages(membership: Membership, by: Actor) -> None:
    """Only officers of the unit, and nobody ends the own membership by mistake."""
    if not by.can(Permission.MEMBER_MANAGE, at=membership.unit.path):
        raise NotAllowed(_("Bạn không quản lý đoàn viên của đơn vị này."))
