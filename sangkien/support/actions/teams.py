"""Set up a support team, change what is written about it, say which units it helps, end it."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.support import rules
from sangkien.support.actions import membership
from sangkien.support.errors import InvalidTeam
from sangkien.support.events import (
    ChargesChanged,
    TeamChanged,
    TeamEnded,
    TeamEvent,
    TeamSetUp,
)
from sangkien.support.models import Charge, Team, TeamMember
from sangkien.units.models import Cluster, ClusterMember, Unit


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is written about a team; `own_tasks` are words that the unit adds to the list."""

    name: str
    decision_number: str = ""
    decided_on: dt.date | None = None
    channel: str = ""
    own_tasks: Sequence[str] = field(default=())
    since_on: dt.date
    until_on: dt.date | None = None

    def checked(self) -> dict[str, object]:
        rules.ensure_span(self.since_on, self.until_on)
        tasks = [
            rules.clean_line(task, field="own_tasks", most=rules.TASK_LENGTH)
            for task in self.own_tasks
        ]
        known = [str(task) for task in rules.TASKS]
        own = [task for task in dict.fromkeys(tasks) if task and task not in known]
        if len(own) > rules.MOST_OWN_TASKS:
            raise InvalidTeam(_("Nhiều nhất 30 nhiệm vụ thêm."), field="own_tasks")
        name = rules.clean_line(
            self.name,
            field="name",
            most=rules.NAME_LENGTH,
            missing=_("Hãy ghi tên tổ."),
        )
        number = rules.clean_line(self.decision_number, field="decision_number", most=60)
        if self.decided_on is not None and not number:
            raise InvalidTeam(_("Hãy ghi số quyết định."), field="decision_number")
        return {
            "name": name,
            "decision_number": number,
            "decided_on": self.decided_on,
            "channel": rules.clean_channel(self.channel),
            "own_tasks": own,
            "since_on": self.since_on,
            "until_on": self.until_on,
        }


@transaction.atomic
def set_up(
    unit: Unit, *, details: Details, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Team:
    """ "Thành lập Tổ hỗ trợ sáng kiến": helps the own branch until other units are chosen. The
    same form sent twice makes one.
    """
    ensure_manages(unit, by)
    values = details.checked()
    earlier = Team.objects.filter(request_key=request_key, unit=unit).first()
    if earlier is not None:
        return earlier
    if Team.objects.standing().filter(unit=unit).count() >= rules.MOST_TEAMS:
        raise InvalidTeam(_("Mỗi đơn vị nhiều nhất 5 tổ cùng hoạt động."))
    try:
        with transaction.atomic():
            team = Team.objects.create(
                unit=unit,
                request_key=request_key,
                set_up_by_id=by.user_id,
                set_up_at=at,
                **values,
            )
    except IntegrityError:
        raise InvalidTeam(_("Biểu mẫu này đã được gửi, hãy tải lại trang.")) from None
    Charge.objects.create(team=team, unit=unit)
    _recorded(team, TeamSetUp, by=by, at=at)
    return team


@transaction.atomic
def change(team: Team, *, details: Details, by: Actor, at: dt.datetime) -> Team:
    """ "Sửa thông tin tổ"; the same twice is once. With another last day the rights of the members
    end on that day.
    """
    ensure_stands(team, by)
    values = details.checked()
    if all(getattr(team, name) == value for name, value in values.items()):
        return team
    before = team.until_on
    Team.objects.filter(pk=team.pk).update(**values)
    team.refresh_from_db()
    if team.until_on != before:
        membership.renew(team, by=by, at=at)
    _recorded(team, TeamChanged, by=by, at=at)
    return team


@transaction.atomic
def choose_units(
    team: Team,
    *,
    units: Iterable[Unit],
    clusters: Iterable[Cluster] = (),
    by: Actor,
    at: dt.datetime,
) -> list[Charge]:
    """ "Giao đơn vị phụ trách": units below, or those of clusters; the rights of the members
    follow. The list of a cluster is taken as it is today.
    """
    ensure_stands(team, by)
    wanted = _wanted(team, units, clusters)
    held = {charge.unit_id: charge for charge in Charge.objects.filter(team=team)}
    if set(held) == set(wanted):
        return list(held.values())
    Charge.objects.filter(team=team).exclude(unit_id__in=wanted).delete()
    fresh = [
        Charge(team=team, unit_id=pk, cluster_id=cluster)
        for pk, cluster in wanted.items()
        if pk not in held
    ]
    Charge.objects.bulk_create(fresh)
    membership.follow_charges(team, by=by, at=at)
    event = ChargesChanged(team_id=team.pk, unit_id=team.unit_id, unit_ids=tuple(sorted(wanted)))
    record(event, by=by, at=at)
    return list(Charge.objects.filter(team=team))


def _wanted(
    team: Team, units: Iterable[Unit], clusters: Iterable[Cluster]
) -> dict[int, int | None]:
    """Units by number with the cluster through which they were chosen; none lies in another."""
    chosen: dict[int, tuple[str, int | None]] = {}
    rows = ClusterMember.objects.filter(cluster__in=[cluster.pk for cluster in clusters])
    for row in rows.select_related("unit"):
        if row.unit.closed_on is None:
            chosen[row.unit_id] = (row.unit.path, row.cluster_id)
    chosen |= {unit.pk: (unit.path, None) for unit in units}
    if any(not paths.contains(team.unit.path, path) for path, _cluster in chosen.values()):
        raise InvalidTeam(_("Chỉ giao đơn vị ở bên dưới đơn vị lập tổ."), field="units")
    kept = rules.without_covered((pk, path) for pk, (path, _cluster) in chosen.items())
    if not kept:
        raise InvalidTeam(_("Hãy chọn ít nhất một đơn vị."), field="units")
    if len(kept) > rules.MOST_CHARGES:
        raise InvalidTeam(_("Mỗi tổ phụ trách nhiều nhất 60 đơn vị."), field="units")
    return {pk: chosen[pk][1] for pk in kept}


@transaction.atomic
def end(team: Team, *, by: Actor, at: dt.datetime) -> Team:
    """ "Kết thúc hoạt động của tổ": every member leaves, and what they were helping with waits for
    somebody else. Twice is once.
    """
    ensure_manages(team.unit, by)
    if team.ended_at is not None:
        return team
    for member in TeamMember.objects.filter(team=team, left_at=None).select_related("user", "team"):
        membership.leave(member, by=by, at=at)
    Team.objects.filter(pk=team.pk, ended_at=None).update(ended_at=at)
    team.refresh_from_db()
    _recorded(team, TeamEnded, by=by, at=at)
    return team


def ensure_manages(unit: Unit, by: Actor) -> None:
    if not by.can(Permission.SUPPORT_MANAGE, at=unit.path):
        raise NotAllowed(_("Bạn không lập, không sửa tổ hỗ trợ của đơn vị này được."))


def ensure_stands(team: Team, by: Actor) -> None:
    ensure_manages(team.unit, by)
    if team.ended_at is not None:
        raise InvalidTeam(_("Tổ này đã kết thúc hoạt động."))


def _recorded(team: Team, event: type[TeamEvent], *, by: Actor, at: dt.datetime) -> None:
    record(event(team_id=team.pk, unit_id=team.unit_id), by=by, at=at)
