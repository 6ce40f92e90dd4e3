"""A team of the factory's superior and one of the factory itself."""

import uuid
from collections.abc import Sequence

from sangkien.access.roles import RoleKey
from sangkien.accounts.models import User
from sangkien.initiatives.actions import drafting
from sangkien.initiatives.models import Initiative
from sangkien.support.actions import asking, membership, teams
from sangkien.support.models import HelpRequest, Team, TeamMember
from sangkien.units.actions import people
from sangkien.units.models import Unit
from tests.factories import (
    LONG_AGO,
    NOW,
    SYSTEM,
    TODAY,
    Cast,
    actor,
    content_of,
    make_member,
    make_programme,
)

NEED = "Chưa biết viết phần kết quả."


def set_up(unit: Unit, by: User, *, name: str = "Tổ hỗ trợ sáng kiến", **more: object) -> Team:
    details = teams.Details(name=name, since_on=TODAY, **more)  # type: ignore[arg-type]
    return teams.set_up(unit, details=details, request_key=uuid.uuid4(), by=actor(by), at=NOW)


def join(
    team: Team, by: User, name: str = "Mai Hỗ Trợ", *, tasks: Sequence[str] = (), **more: object
) -> TeamMember:
    user = make_member(team.unit, name, **{k: str(v) for k, v in more.items() if k == "phone"})
    return membership.add(
        team,
        user,
        tasks=tasks,
        is_head=bool(more.get("is_head", False)),
        by=actor(by),
        at=NOW,
    )


def make_draft(cast: Cast) -> Initiative:
    programme = make_programme(cast.province)
    return drafting.start_draft(
        programme,
        cast.factory,
        author=cast.author,
        request_key=uuid.uuid4(),
        changes=content_of(programme),
        by=actor(cast.author),
        at=NOW,
    )


def ask(
    cast: Cast, draft: Initiative | None = None, *, need: str = NEED, may_edit: bool = False
) -> HelpRequest:
    return asking.ask(
        cast.factory,
        need=need,
        initiative=draft,
        may_edit=may_edit,
        by=actor(cast.author),
        at=NOW,
    )


def second_officer(unit: Unit, role: RoleKey, name: str = "Lâm Phó Chủ Tịch") -> User:
    user = make_member(unit, name)
    people.grant_role(unit, user, role=role, since_on=LONG_AGO, by=SYSTEM, at=NOW)
    return user
