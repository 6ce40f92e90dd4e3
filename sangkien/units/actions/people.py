"""Enrol members and give roles."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.accounts.actions import people
from sangkien.accounts.models import User
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units import rules
from sangkien.units.actions import lookalikes, rights
from sangkien.units.errors import AlreadyMember
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
    is_acting: bool = False,
    reason: str = "",
) -> Grant:
    """ "Phân quyền" within one's own scope, and only the roles that one's own role may give."""
    rights.ensure_may_give(unit, user, role, until_on=until_on, by=by, at=at)
    rules.ensure_term(since_on, until_on, is_acting=is_acting, from_on=since_on)
    rights.ensure_not_held(unit, user, role, since_on=since_on, until_on=until_on)
    rights.spoil_codes(user, at=at)
    grant = Grant.objects.create(
        user=user,
        role=role,
        unit=unit,
        since_on=since_on,
        until_on=until_on,
        is_acting=is_acting,
        granted_by_id=by.user_id,
        given_at_id=rights.authority(role, by=by, at_path=unit.path),
        reason=text.clean_line(reason),
        reviewed_on=local_day(at),
    )
    event = RoleGranted(unit_id=unit.pk, user_id=user.pk, role=role, until_on=until_on)
    record(event, by=by, at=at)
    return grant


@transaction.atomic
def revoke_role(grant: Grant, *, by: Actor, at: dt.datetime) -> Grant:
    """ "Thu hồi quyền": takes effect with the next request."""
    rights.ensure_may_end(grant, by=by)
    if Grant.objects.filter(pk=grant.pk, revoked_at=None).update(revoked_at=at):
        event = RoleRevoked(unit_id=grant.unit_id, user_id=grant.user_id, role=grant.role)
        record(event, by=by, at=at)
    grant.refresh_from_db()
    return grant


@transaction.atomic
def end_with_duty(grant: Grant, *, by: Actor, at: dt.datetime) -> None:
    """ "Thôi nhiệm vụ thì thôi quyền": a role that came with a duty of the support team ends with
    it. The caller knows that it did; whoever looks after teams there ends it, or who leaves.
    """
    if grant.role != RoleKey.SUPPORT:
        raise NotAllowed(_("Bạn không được thu hồi vai trò này."))
    own = by.user_id is not None and by.user_id == grant.user_id
    if not own and not by.can(Permission.SUPPORT_MANAGE, at=grant.unit.path):
        raise NotAllowed(_("Bạn không được thu hồi vai trò này."))
    if Grant.objects.filter(pk=grant.pk, revoked_at=None).update(revoked_at=at):
        event = RoleRevoked(unit_id=grant.unit_id, user_id=grant.user_id, role=grant.role)
        record(event, by=by, at=at)
