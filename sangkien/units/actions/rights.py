"""What everybody who gives a role is asked first: by which right, to whom, and until when."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.roles import ROLES, RoleKey
from sangkien.accounts.actions import codes
from sangkien.accounts.enums import CodePurpose
from sangkien.accounts.models import User
from sangkien.core import paths
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.units import permissions
from sangkien.units.errors import InvalidGrant
from sangkien.units.models import Grant, Unit


def ensure_may_give(
    unit: Unit,
    user: User,
    role: RoleKey,
    *,
    until_on: dt.date | None,
    by: Actor,
    at: dt.datetime,
) -> None:
    """Within the giver's scope and grantable roles, to somebody else, not beyond the own end."""
    if role == RoleKey.AUTHOR:
        raise InvalidGrant(_("Tác giả có quyền theo đơn vị, không cần phân quyền."), field="role")
    if not by.can_give(role, at=unit.path):
        raise NotAllowed(_("Bạn không được giao vai trò này ở đơn vị này."))
    if user.pk == by.user_id:
        raise NotAllowed(_("Không ai tự giao, tự gia hạn vai trò cho chính mình."))
    _ensure_within_own_term(unit, role, until_on=until_on, by=by, on=local_day(at))


def authority(role: RoleKey, *, by: Actor, at_path: str) -> int | None:
    """The unit by whose office somebody gives a role, the highest of several; None for the system."""
    giving = [
        scope
        for scope in by.scopes
        if role in ROLES[scope.role].grants and scope.subtree and scope.reaches(at_path)
    ]
    return min(giving, key=lambda scope: len(scope.path)).unit_id if giving else None


def ensure_may_end(grant: Grant, *, by: Actor) -> None:
    """Nobody ends what a higher level gave."""
    if permissions.may_end(by, grant):
        return
    if by.can_give(RoleKey(grant.role), at=grant.unit.path) and grant.given_at:
        raise NotAllowed(
            _("Vai trò này do %(unit)s giao. Chỉ cấp đó trở lên kết thúc được.")
            % {"unit": grant.given_at.label}
        )
    raise NotAllowed(_("Bạn không được thu hồi vai trò này."))


def spoil_codes(user: User, *, at: dt.datetime) -> None:
    """Codes from the time before a role: whoever made them could perhaps not give it."""
    codes.end_open([user.pk], CodePurpose.ACTIVATION, at=at)


def _ensure_within_own_term(
    unit: Unit, role: RoleKey, *, until_on: dt.date | None, by: Actor, on: dt.date
) -> None:
    if by.user_id is None:  # the system; nobody else comes so far without being somebody
        return
    giving = [key for key, known in ROLES.items() if role in known.grants]
    held = Grant.objects.filter(
        user_id=by.user_id,
        role__in=giving,
        unit__path__in=[*paths.ancestors(unit.path), unit.path],
    ).in_force_on(on)
    ends = list(held.values_list("until_on", flat=True))
    if None in ends:
        return
    latest = max((end for end in ends if end is not None), default=None)
    if latest is None:
        raise NotAllowed(_("Bạn không được giao vai trò này ở đơn vị này."))
    if until_on is None or until_on > latest:
        raise InvalidGrant(
            _("Vai trò của bạn chỉ đến hết ngày %(day)s, không giao được lâu hơn.")
            % {"day": f"{latest:%d/%m/%Y}"},
            field="until_on",
        )


def ensure_not_held(
    unit: Unit,
    user: User,
    role: RoleKey,
    *,
    since_on: dt.date,
    until_on: dt.date | None,
    besides: int | None = None,
) -> None:
    """The same form sent twice gives one role; the person's row is the lock for two at once."""
    User.objects.select_for_update().filter(pk=user.pk).first()
    held = Grant.objects.filter(unit=unit, user=user, role=role, revoked_at=None)
    held = held.filter(Q(until_on=None) | Q(until_on__gte=since_on)).exclude(pk=besides or 0)
    if until_on is not None:
        held = held.filter(since_on__lte=until_on)
    if held.exists():
        raise InvalidGrant(
            _("Người này đã được giao vai trò này trong thời gian đó."), field="role"
        )
