"""What becomes of roles after they were given: longer, handed over, for several units, reviewed."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units import rules
from sangkien.units.actions import people, rights
from sangkien.units.errors import DecidedBefore, InvalidGrant
from sangkien.units.events import DraftsPassed, RoleExtended, RoleHandedOver, RoleReviewed
from sangkien.units.models import Grant, Unit

MOST_UNITS = 200  # that one person supports by one decision
AT_ONCE = 100  # roles that begin in one round of the worker


@transaction.atomic
def extend_role(
    grant: Grant, *, until_on: dt.date | None, reason: str, by: Actor, at: dt.datetime
) -> Grant:
    """ "Gia hạn": a later end for a role that has not ended. For an acting role it is a new
    decision, so that the half year counts from today.
    """
    role, today = RoleKey(grant.role), local_day(at)
    rights.ensure_may_give(grant.unit, grant.user, role, until_on=until_on, by=by, at=at)
    _ensure_stands(grant, today)
    if grant.until_on is None or (until_on is not None and until_on <= grant.until_on):
        raise InvalidGrant(_("Ngày mới phải sau ngày kết thúc đang ghi."), field="until_on")
    rules.ensure_term(
        grant.since_on, until_on, is_acting=grant.is_acting, from_on=max(today, grant.since_on)
    )
    rights.ensure_not_held(
        grant.unit,
        grant.user,
        role,
        since_on=grant.since_on,
        until_on=until_on,
        besides=grant.pk,
    )
    _change(grant, until_on=until_on)
    event = RoleExtended(
        unit_id=grant.unit_id,
        user_id=grant.user_id,
        role=role,
        until_on=until_on,
        reason=text.clean_line(reason),
    )
    record(event, by=by, at=at)
    return grant


@transaction.atomic
def hand_over(
    grant: Grant,
    to: User,
    *,
    on: dt.date,
    until_on: dt.date | None,
    is_acting: bool,
    reason: str,
    by: Actor,
    at: dt.datetime,
    with_drafts: bool = False,
) -> Grant:
    """ "Bàn giao": the role of one person ends the day before another one's begins. `with_drafts`
    passes on what the one began to enter for members: on the day itself (`pass_due_drafts`), as
    before it only the one and after it only the other may send them.
    """
    role, today = RoleKey(grant.role), local_day(at)
    rights.ensure_may_give(grant.unit, to, role, until_on=until_on, by=by, at=at)
    rights.ensure_may_end(grant, by=by)
    _ensure_can_pass(grant, to, on=on, today=today)
    rules.ensure_term(on, until_on, is_acting=is_acting, from_on=on)
    rights.ensure_not_held(grant.unit, to, role, since_on=on, until_on=until_on)
    rights.spoil_codes(to, at=at)
    _end_before(grant, on, at=at)
    taken = Grant.objects.create(
        user=to,
        role=role,
        unit=grant.unit,
        since_on=on,
        until_on=until_on,
        is_acting=is_acting,
        granted_by_id=by.user_id,
        given_at_id=rights.authority(role, by=by, at_path=grant.unit.path),
        drafts_from=grant.user if with_drafts else None,
        reason=text.clean_line(reason),
        reviewed_on=today,
    )
    record(_handed_over(grant, taken, with_drafts=with_drafts), by=by, at=at)
    _pass_drafts(taken, by=by, at=at)
    return taken


def pass_due_drafts(now: dt.datetime) -> int:
    """Roles that were handed over in advance and begin by now take the drafts of who had them."""
    due = Grant.objects.filter(drafts_from__isnull=False, since_on__lte=local_day(now))
    rows = list(due.order_by("since_on", "pk")[:AT_ONCE])
    for grant in rows:
        _pass_drafts(grant, by=Actor.system(), at=now)
    return len(rows)


@transaction.atomic
def _pass_drafts(grant: Grant, *, by: Actor, at: dt.datetime) -> None:
    """Once, from the first day on; a role that was revoked before takes nothing."""
    from_id = grant.drafts_from_id
    if from_id is None or grant.since_on > local_day(at):
        return
    untaken = Grant.objects.filter(pk=grant.pk, drafts_from_id=from_id)
    if untaken.update(drafts_from=None) and grant.revoked_at is None:
        event = DraftsPassed(unit_id=grant.unit_id, user_id=grant.user_id, from_id=from_id)
        record(event, by=by, at=at)
    grant.drafts_from = None


def _ensure_can_pass(grant: Grant, to: User, *, on: dt.date, today: dt.date) -> None:
    """From somebody who has the role, to somebody else, on a day to come, without a gap."""
    _ensure_stands(grant, today)
    if to.pk == grant.user_id:
        raise InvalidGrant(_("Người nhận phải là người khác."), field="login")
    if on < today:
        raise InvalidGrant(_("Ngày bàn giao phải từ hôm nay trở đi."), field="since_on")
    if grant.until_on is not None and on > grant.until_on + dt.timedelta(days=1):
        raise InvalidGrant(_("Vai trò của người giao đã hết trước ngày này."), field="since_on")


def _end_before(grant: Grant, on: dt.date, *, at: dt.datetime) -> None:
    if on > grant.since_on:
        _change(grant, until_on=on - dt.timedelta(days=1))
    else:  # it would end before it began
        _change(grant, revoked_at=at)


def _handed_over(grant: Grant, taken: Grant, *, with_drafts: bool) -> RoleHandedOver:
    return RoleHandedOver(
        unit_id=taken.unit_id,
        user_id=taken.user_id,
        from_id=grant.user_id,
        role=taken.role,
        since_on=taken.since_on,
        until_on=taken.until_on,
        with_drafts=with_drafts,
    )


@transaction.atomic
def give_support(
    units: Sequence[Unit],
    user: User,
    *,
    since_on: dt.date,
    until_on: dt.date | None,
    reason: str,
    by: Actor,
    at: dt.datetime,
) -> list[Grant]:
    """ "Giao Tổ hỗ trợ": one person for several units at once, all of them or none."""
    chosen = list({unit.pk: unit for unit in units}.values())
    if not chosen:
        raise InvalidGrant(_("Hãy chọn ít nhất một đơn vị."), field="units")
    if len(chosen) > MOST_UNITS:
        raise InvalidGrant(_("Mỗi lần giao nhiều nhất 200 đơn vị."), field="units")
    return [
        _supporting(unit, user, since_on=since_on, until_on=until_on, reason=reason, by=by, at=at)
        for unit in chosen
    ]


def _supporting(
    unit: Unit,
    user: User,
    *,
    since_on: dt.date,
    until_on: dt.date | None,
    reason: str,
    by: Actor,
    at: dt.datetime,
) -> Grant:
    """A refusal names the unit, and which dates are wrong keeps its own field."""
    try:
        return people.grant_role(
            unit,
            user,
            role=RoleKey.SUPPORT,
            since_on=since_on,
            until_on=until_on,
            reason=reason,
            by=by,
            at=at,
        )
    except InvalidGrant as refusal:
        if refusal.field != "role":
            raise
        raise InvalidGrant(
            _("%(unit)s: người này đã được giao trong thời gian đó.") % {"unit": unit.name},
            field="units",
        ) from refusal


@transaction.atomic
def keep_role(grant: Grant, *, by: Actor, at: dt.datetime) -> Grant:
    """ "Rà soát: giữ": somebody looked, and the role is still needed. Never the own one."""
    role, today = RoleKey(grant.role), local_day(at)
    if not by.can_give(role, at=grant.unit.path) or grant.user_id == by.user_id:
        raise NotAllowed(_("Bạn không rà soát được vai trò này."))
    _ensure_stands(grant, today)
    standing = Grant.objects.filter(pk=grant.pk, revoked_at=None, reviewed_on__lt=today)
    if standing.update(reviewed_on=today, reviewed_by_id=by.user_id):
        event = RoleReviewed(unit_id=grant.unit_id, user_id=grant.user_id, role=role)
        record(event, by=by, at=at)
    grant.refresh_from_db()
    return grant


def _ensure_stands(grant: Grant, today: dt.date) -> None:
    if grant.revoked_at is not None or (grant.until_on is not None and grant.until_on < today):
        raise DecidedBefore(_("Vai trò này đã kết thúc."))


def _change(grant: Grant, **changes: object) -> None:
    """As it was read, or somebody else was faster."""
    same = Grant.objects.filter(pk=grant.pk, until_on=grant.until_on, revoked_at=None)
    if not same.update(**changes):
        raise DecidedBefore(_("Vai trò này vừa được người khác thay đổi."))
    grant.refresh_from_db()
