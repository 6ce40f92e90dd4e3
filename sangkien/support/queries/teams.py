"""Reading support teams."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core import paths
from sangkien.core.errors import NotFound
from sangkien.support.models import Charge, HelpRequest, Team, TeamMember
from sangkien.units.models import Grant, Unit
from sangkien.units.queries import person_in, roles_with

MOST_TEAMS = 50
TEAMS_A_PAGE = 20
MOST_OFFERED = 200


def teams_seen(
    actor: Actor, *, after: int | None = None, limit: int = TEAMS_A_PAGE
) -> tuple[list[Team], bool]:
    """The teams that the actor is in or looks after, the newest first; whether more follow. Those
    of an ended unit are among them until somebody ends them.
    """
    rows = Team.objects.visible_to(actor).filter(ended_at=None)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.select_related("unit").order_by("-pk")[: limit + 1])
    return found[:limit], len(found) > limit


def get_team(pk: int, *, actor: Actor) -> Team:
    """One that the actor is in or looks after, ended ones included, or NotFound."""
    found = Team.objects.visible_to(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy tổ hỗ trợ này."))
    return found


def get_managed_team(pk: int, *, actor: Actor) -> Team:
    """One that stands and that the actor may change."""
    team = get_team(pk, actor=actor)
    if team.ended_at is not None or not actor.can(Permission.SUPPORT_MANAGE, at=team.unit.path):
        raise NotFound(_("Không tìm thấy tổ hỗ trợ này."))
    return team


def manageable_unit(code: str, *, actor: Actor) -> Unit:
    """A unit for which the actor may set up a team."""
    found = Unit.objects.visible_to(actor).filter(code=code.upper(), closed_on=None).first()
    if found is None or not actor.can(Permission.SUPPORT_MANAGE, at=found.path):
        raise NotFound(_("Không tìm thấy trang này của đơn vị."))
    return found


def members_of(team: Team) -> list[TeamMember]:
    """Who is in it now, the head first."""
    rows = TeamMember.objects.current().filter(team=team).select_related("user", "team")
    return list(rows.order_by("-is_head", "user__name_sort", "pk"))


def get_member(team: Team, pk: int) -> TeamMember:
    """A member who has not left, locked or not."""
    rows = TeamMember.objects.filter(team=team, left_at=None, pk=pk)
    found = rows.select_related("user", "team__unit").first()
    if found is None:
        raise NotFound(_("Không tìm thấy thành viên này."))
    return found


def candidate(team: Team, login: str, *, on: dt.date) -> User | None:
    """Who may be added: a member in the branch of the unit, or who has an office in it."""
    return person_in(team.unit, login, on=on)


def memberships_of(actor: Actor) -> list[TeamMember]:
    """The teams that the actor is in."""
    if actor.user_id is None:
        return []
    rows = TeamMember.objects.current().filter(user_id=actor.user_id)
    return list(rows.select_related("team__unit", "user").order_by("pk")[:MOST_TEAMS])


def without_rights(team: Team, *, on: dt.date) -> set[int]:
    """Members who miss the right at a unit in charge: it was revoked, ran out or never given."""
    charged = set(team.charges.values_list("unit__path", flat=True))
    members = dict(TeamMember.objects.current().filter(team=team).values_list("user_id", "pk"))
    roles = roles_with(Permission.SUPPORT_GIVE)
    held = Grant.objects.in_force_on(on).filter(role__in=roles, user_id__in=members)
    paths_of: dict[int, list[str]] = defaultdict(list)
    for user, path in held.values_list("user_id", "unit__path"):
        paths_of[user].append(path)
    return {
        pk
        for user, pk in members.items()
        if not all(any(paths.contains(own, path) for own in paths_of[user]) for path in charged)
    }


def units_to_set_up(actor: Actor) -> list[Unit]:
    """The units by whose office the actor may set up a team."""
    offices = actor.offices(Permission.SUPPORT_MANAGE)
    return list(Unit.objects.filter(path__in=offices, closed_on=None).order_by("path"))


def teams_above(team: Team, *, on: dt.date) -> list[Team]:
    """The teams of higher levels that help this one."""
    return [one for one in _over(team.unit.path, on=on) if one.unit_id != team.unit_id]


def open_of(member: TeamMember) -> int:
    """How many requests the member is helping with now."""
    rows = HelpRequest.objects.open().filter(team_id=member.team_id, helper_id=member.user_id)
    return rows.count()


def members_to_assign(actor: Actor, units: Sequence[Unit]) -> list[TeamMember]:
    """The members of the teams that the actor looks after and that have all the units in charge."""
    managed = within(actor, Permission.SUPPORT_MANAGE, field="team__unit__path")
    rows = TeamMember.objects.current().filter(managed).select_related("user", "team")
    members = list(rows.order_by("team_id", "-is_head", "user__name_sort")[:MOST_OFFERED])
    charged: dict[int, list[str]] = defaultdict(list)
    charges = Charge.objects.filter(team__in={one.team_id for one in members})
    for team_id, path in charges.values_list("team_id", "unit__path"):
        charged[team_id].append(path)
    return [
        one
        for one in members
        if all(any(paths.contains(p, unit.path) for p in charged[one.team_id]) for unit in units)
    ]


def _over(path: str, *, on: dt.date) -> list[Team]:
    """Teams with somebody in them that have a unit or one above it in charge, the nearest first."""
    here = [*paths.ancestors(path), path]
    staffed = TeamMember.objects.current().values("team_id")
    charges = Charge.objects.filter(
        Q(team__until_on=None) | Q(team__until_on__gte=on),
        unit__path__in=here,
        team__since_on__lte=on,
        team__ended_at=None,
        team__unit__closed_on=None,
        team__in=staffed,
    ).select_related("team__unit", "unit")
    nearest = sorted(charges, key=lambda c: (-len(c.team.unit.path), -len(c.unit.path), c.pk))
    return list({charge.team_id: charge.team for charge in nearest}.values())


def team_over(unit: Unit, *, on: dt.date) -> Team | None:
    """The nearest team that looks after a unit."""
    return next(iter(_over(unit.path, on=on)), None)


def team_above(request: HelpRequest, *, on: dt.date) -> Team | None:
    """The team of a higher level to which a request may be passed."""
    at = len(request.team.unit.path) if request.team else len(request.unit.path) + 1
    above = (team for team in _over(request.unit.path, on=on) if len(team.unit.path) < at)
    return next(above, None)


def colleagues_for(request: HelpRequest, *, on: dt.date) -> list[TeamMember]:
    """Members of the team who may help at the unit, without who helps now and who asked."""
    if request.team_id is None:
        return []
    here = [*paths.ancestors(request.unit.path), request.unit.path]
    granted = Grant.objects.in_force_on(on).filter(role=RoleKey.SUPPORT, unit__path__in=here)
    rows = TeamMember.objects.current().filter(
        team_id=request.team_id, user_id__in=granted.values("user_id")
    )
    told = [pk for pk in (request.helper_id, request.asked_by_id) if pk is not None]
    rows = rows.exclude(user_id__in=told).select_related("user")
    return list(rows.order_by("-is_head", "user__name_sort", "pk"))


def leads(actor: Actor, team_id: int | None) -> bool:
    """Whether the actor is the head of a team."""
    if team_id is None or actor.user_id is None:
        return False
    heads = TeamMember.objects.current().filter(team_id=team_id, is_head=True)
    return heads.filter(user_id=actor.user_id).exists()


def helper_of(request: HelpRequest) -> TeamMember | None:
    """Who helps, as a member of the team that was asked: what they agreed to show is for its units."""
    if request.helper_id is None or request.team_id is None:
        return None
    rows = TeamMember.objects.current().filter(user_id=request.helper_id, team_id=request.team_id)
    return rows.select_related("user", "team").first()
