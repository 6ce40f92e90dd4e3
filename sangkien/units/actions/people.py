"""Enrol members and give roles."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.accounts.actions import people
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.units import queries
from sangkien.units.actions import lookalikes
from sangkien.units.errors import AlreadyMember, InvalidGrant
from sangkien.units.events import MemberEnrolled, RoleGranted, RoleRevoked
from sangkien.units.models import Grant, Membership, Unit


@transaction.atomic
def enrol(
    unit: Unit,
    *,
    full_name: str,
    member_code: str,
    since_on: dt.date,
    by: Actor,
    at: dt.datetime,
    phone: str = "",
    password: str | None = None,
) -> User:
    """ "Ghi danh đoàn viên, người lao động": a new person in a unit."""
    _ensure_manages_members(unit, by)
    user = people.add_person(
        full_name=full_name, member_code=member_code, phone=phone, password=password, at=at
    )
    Membership.objects.create(user=user, unit=unit, since_on=since_on)
    record(MemberEnrolled(unit_id=unit.pk, user_id=user.pk), by=by, at=at)
    lookalikes.note_person(user, at=at)
    return user


@transaction.atomic
def add_member(
    unit: Unit, user: User, *, since_on: dt.date, by: Actor, at: dt.datetime
) -> Membership:
    """ "Nhận đoàn viên về đơn vị": somebody who is known already."""
    _ensure_manages_members(unit, by)
    membership = begin_membership(unit, user, since_on=since_on)
    record(MemberEnrolled(unit_id=unit.pk, user_id=user.pk), by=by, at=at)
    return membership


def begin_membership(unit: Unit, user: User, *, since_on: dt.date) -> Membership:
    """The caller checked who may, and records it; nobody belongs to a unit twice at a time."""
    try:
        with transaction.atomic():
            return Membership.objects.create(user=user, unit=unit, since_on=since_on)
    except IntegrityError as error:
        raise AlreadyMember(_("Người này đã thuộc đơn vị."), field="member_code") from error


def _ensure_manages_members(unit: Unit, by: Actor) -> None:
    if not by.can(Permission.MEMBER_MANAGE, at=unit.path):
        raise NotAllowed(_("Bạn không được ghi danh đoàn viên của đơn vị này."))


@transaction.atomic
def grant_role(
    unit: Unit,
    user: User,
    *,
    role: RoleKey,
    since_on: dt.date,
    by: Actor,
    at: dt.datetime,
    until_on: dt.date | None = None,
    reason: str = "",
) -> Grant:
    """ "Phân quyền" within one's own scope, and only the roles that one's own role may give."""
    if role == RoleKey.AUTHOR:
        raise InvalidGrant(_("Tác giả có quyền theo đơn vị, không cần phân quyền."), field="role")
    if until_on is not None and until_on < since_on:
        raise InvalidGrant(_("Ngày kết thúc phải sau ngày bắt đầu."), field="until_on")
    if not _may_give(by, role, unit):
        raise NotAllowed(_("Bạn không được giao vai trò này ở đơn vị này."))
    _ensure_not_held(unit, user, role, since_on=since_on, until_on=until_on)
    grant = Grant.objects.create(
        user=user,
        role=role,
        unit=unit,
        since_on=since_on,
        until_on=until_on,
        granted_by_id=by.user_id,
        reason=reason,
    )
    event = RoleGranted(unit_id=unit.pk, user_id=user.pk, role=role, until_on=until_on)
    record(event, by=by, at=at)
    return grant


def _ensure_not_held(
    unit: Unit, user: User, role: RoleKey, *, since_on: dt.date, until_on: dt.date | None
) -> None:
    """The same form sent twice gives one role."""
    held = Grant.objects.filter(unit=unit, user=user, role=role, revoked_at=None)
    held = held.filter(Q(until_on=None) | Q(until_on__gte=since_on))
    if until_on is not None:
        held = held.filter(since_on__lte=until_on)
    if held.exists():
        raise InvalidGrant(
            _("Người này đã được giao vai trò này trong thời gian đó."), field="role"
        )


@transaction.atomic
def revoke_role(grant: Grant, *, by: Actor, at: dt.datetime) -> Grant:
    """ "Thu hồi quyền": takes effect with the next request."""
    if not _may_give(by, RoleKey(grant.role), grant.unit):
        raise NotAllowed(_("Bạn không được thu hồi vai trò này."))
    if Grant.objects.filter(pk=grant.pk, revoked_at=None).update(revoked_at=at):
        event = RoleRevoked(unit_id=grant.unit_id, user_id=grant.user_id, role=grant.role)
        record(event, by=by, at=at)
    grant.refresh_from_db()
    return grant


def _may_give(by: Actor, role: RoleKey, unit: Unit) -> bool:
    return by.is_system or role in [given.key for given in queries.givable_roles(by, unit)]
