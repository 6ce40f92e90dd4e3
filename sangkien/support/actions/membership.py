"""Who is in a team: the rights come with it and end with it."""

import datetime as dt
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.support import rules
from sangkien.support.actions import releasing
from sangkien.support.enums import CareOutcome
from sangkien.support.errors import InvalidTeam
from sangkien.support.events import MemberChanged, MemberJoined, MemberLeft, PhoneShown
from sangkien.support.models import Caretaking, Charge, MemberGrant, Team, TeamMember
from sangkien.units.actions import people
from sangkien.units.models import Grant, Unit
from sangkien.units.queries import actor_for


@transaction.atomic
def add(
    team: Team,
    user: User,
    *,
    tasks: Collection[str] = (),
    is_head: bool = False,
    by: Actor,
    at: dt.datetime,
) -> TeamMember:
    """ "Thêm thành viên": with a task each; gets the role of the support team at each unit in
    charge, by the right of whoever adds. The same person twice is once.
    """
    ensure_manages(team, by)
    chosen = rules.clean_tasks(tasks, known=known_tasks(team))
    earlier = TeamMember.objects.filter(team=team, user=user, left_at=None).first()
    if earlier is not None:
        return earlier
    members = TeamMember.objects.filter(team=team, left_at=None)
    if members.count() >= rules.MOST_MEMBERS:
        raise InvalidTeam(_("Mỗi tổ nhiều nhất 30 thành viên."), field="login")
    if is_head:
        members.filter(is_head=True).update(is_head=False)
    try:
        with transaction.atomic():
            member = TeamMember.objects.create(
                team=team, user=user, is_head=is_head, tasks=chosen, since_on=_first_day(team, at)
            )
    except IntegrityError:
        raise InvalidTeam(_("Người này vừa được thêm vào tổ."), field="login") from None
    _give(member, _charged(team), by=by, at=at)
    event = MemberJoined(team_id=team.pk, unit_id=team.unit_id, user_id=user.pk, is_head=is_head)
    record(event, by=by, at=at)
    return member


@transaction.atomic
def change(
    member: TeamMember, *, tasks: Collection[str], is_head: bool, by: Actor, at: dt.datetime
) -> TeamMember:
    """ "Phân công nhiệm vụ"; a new head takes the place of the one before."""
    ensure_manages(member.team, by)
    chosen = rules.clean_tasks(tasks, known=[*known_tasks(member.team), *member.tasks])
    if (chosen, is_head) == (member.tasks, member.is_head):
        return member
    members = TeamMember.objects.filter(team=member.team, left_at=None)
    if is_head:
        members.exclude(pk=member.pk).filter(is_head=True).update(is_head=False)
    if members.filter(pk=member.pk).update(tasks=chosen, is_head=is_head) != 1:
        raise InvalidTeam(_("Người này vừa rời tổ, hãy tải lại trang."))
    member.refresh_from_db()
    event = MemberChanged(
        team_id=member.team_id,
        unit_id=member.team.unit_id,
        user_id=member.user_id,
        is_head=is_head,
    )
    record(event, by=by, at=at)
    return member


@transaction.atomic
def leave(
    member: TeamMember, *, to: TeamMember | None = None, by: Actor, at: dt.datetime
) -> TeamMember:
    """ "Cho thôi tham gia tổ", or leaves by oneself: the rights end at once, and what the member
    was helping with goes to a colleague who may help there, else waits for somebody else.
    """
    if member.user_id != by.user_id:
        ensure_manages(member.team, by)
    if to is not None and (to.team_id != member.team_id or to.pk == member.pk or to.left_at):
        raise InvalidTeam(_("Hãy chọn một thành viên khác của tổ."), field="to")
    left = TeamMember.objects.filter(pk=member.pk, left_at=None)
    if left.update(left_at=at, is_head=False, shows_phone=False) != 1:
        return member
    _take_back(list(MemberGrant.objects.filter(member=member)), by=by, at=at)
    passed = releasing.pass_all(member, to=to, by=by, at=at)
    cared = Caretaking.objects.filter(member=member, ended_at=None)
    cared.update(ended_at=at, outcome=CareOutcome.STOPPED)
    member.refresh_from_db()
    event = MemberLeft(
        team_id=member.team_id,
        unit_id=member.team.unit_id,
        user_id=member.user_id,
        passed_on=passed,
    )
    record(event, by=by, at=at)
    return member


@transaction.atomic
def show_phone(member: TeamMember, *, shown: bool, by: Actor, at: dt.datetime) -> TeamMember:
    """ "Cho tác giả thấy số điện thoại": the member's own word, taken back at any time."""
    if member.user_id != by.user_id:
        raise NotAllowed(_("Chỉ thành viên tự cho hiện số điện thoại của mình."))
    if shown and not member.user.phone:
        raise InvalidTeam(_("Tài khoản của bạn chưa có số điện thoại."))
    rows = TeamMember.objects.filter(pk=member.pk, left_at=None, shows_phone=not shown)
    if rows.update(shows_phone=shown):
        event = PhoneShown(
            team_id=member.team_id,
            unit_id=member.team.unit_id,
            user_id=member.user_id,
            is_shown=shown,
        )
        record(event, by=by, at=at)
    member.refresh_from_db(fields=["shows_phone", "left_at"])
    return member


def follow_charges(team: Team, *, by: Actor, at: dt.datetime) -> None:
    """The rights of the members after the list of units has changed."""
    charged = _charged(team)
    wanted = {unit.pk for unit in charged}
    rows = MemberGrant.objects.filter(member__team=team, member__left_at=None)
    _take_back(list(rows.exclude(grant__unit_id__in=wanted)), by=by, at=at)
    members = TeamMember.objects.filter(team=team, left_at=None).select_related("user", "team")
    for member in members:
        _give(member, charged, by=by, at=at)
        releasing.release_from(member.user_id, at=at)


def renew(team: Team, *, by: Actor, at: dt.datetime) -> None:
    """The rights of the members end on the last day that the team has now."""
    rows = MemberGrant.objects.filter(member__team=team, member__left_at=None)
    _take_back(list(rows), by=by, at=at)
    if team.until_on is None or team.until_on >= local_day(at):
        follow_charges(team, by=by, at=at)


def known_tasks(team: Team) -> list[str]:
    """The words to choose from."""
    return [*(str(task) for task in rules.TASKS), *team.own_tasks]


def ensure_manages(team: Team, by: Actor) -> None:
    if not by.can(Permission.SUPPORT_MANAGE, at=team.unit.path):
        raise NotAllowed(_("Bạn không lập, không sửa tổ hỗ trợ của đơn vị này được."))
    if team.ended_at is not None:
        raise InvalidTeam(_("Tổ này đã kết thúc hoạt động."))


def _first_day(team: Team, at: dt.datetime) -> dt.date:
    return max(team.since_on, local_day(at))


def _charged(team: Team) -> list[Unit]:
    rows = Unit.objects.filter(pk__in=Charge.objects.filter(team=team).values("unit_id"))
    return list(rows.order_by("path"))


def _give(member: TeamMember, units: list[Unit], *, by: Actor, at: dt.datetime) -> None:
    """The role at each unit where the person does not hold it for as long by another right.

    Nobody gives rights to themselves: an officer who joins the own team helps by the own office.
    """
    if member.user_id == by.user_id:
        own = actor_for(member.user, at=at)
        if not all(own.can(Permission.SUPPORT_GIVE, at=unit.path) for unit in units):
            raise NotAllowed(
                _("Không ai tự giao quyền cho mình: hãy nhờ cán bộ khác thêm bạn vào tổ.")
            )
        return
    since, until = _first_day(member.team, at), member.team.until_on
    members = TeamMember.objects.filter(team=member.team, left_at=None).count()
    if len(units) * members > rules.MOST_GRANTS:
        raise InvalidTeam(_("Quá nhiều người cho quá nhiều đơn vị: hãy chia thành vài tổ."))
    held = _held(member, since)
    fresh = [unit for unit in units if unit.pk not in held]
    for unit in fresh:
        grant = people.grant_role(
            unit,
            member.user,
            role=RoleKey.SUPPORT,
            since_on=since,
            until_on=until,
            reason=_reason(member.team),
            by=by,
            at=at,
        )
        MemberGrant.objects.create(member=member, grant=grant)


def _held(member: TeamMember, on: dt.date) -> set[int]:
    """Units where the person has the role already, and those where it was taken away since: what
    somebody revoked does not come back by itself.
    """
    own = Grant.objects.filter(user_id=member.user_id, role=RoleKey.SUPPORT).in_force_on(on)
    had = MemberGrant.objects.filter(member=member).values_list("grant__unit_id", flat=True)
    return {*own.values_list("unit_id", flat=True), *had}


def _reason(team: Team) -> str:
    number = _(" (Quyết định %(number)s)") % {"number": team.decision_number}
    return (team.name + (number if team.decision_number else ""))[:300]


def _take_back(rows: list[MemberGrant], *, by: Actor, at: dt.datetime) -> None:
    """The rights that came with a membership, by the right of the team itself: whoever may end the
    membership ends them, and who leaves ends the own ones.
    """
    grants = Grant.objects.filter(pk__in=[row.grant_id for row in rows], revoked_at=None)
    ended = list(grants.select_related("unit", "given_at", "user"))
    for grant in ended:
        people.end_with_duty(grant, by=by, at=at)
    # Those that somebody revoked before stay written down: they do not come back (`_held`).
    MemberGrant.objects.filter(grant__in=ended).delete()
