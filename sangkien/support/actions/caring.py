"""Name who looks after the units that have sent nothing yet."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.programmes.models import Period
from sangkien.support import rules
from sangkien.support.enums import CareOutcome
from sangkien.support.errors import InvalidTeam, TakenMeanwhile
from sangkien.support.events import CaretakersNamed, CaretakingEnded
from sangkien.support.models import Caretaking, Charge, TeamMember
from sangkien.units.models import Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

LONGEST = dt.timedelta(days=366)


@transaction.atomic
def assign(
    member: TeamMember,
    units: Sequence[Unit],
    *,
    period: Period,
    due_on: dt.date,
    by: Actor,
    at: dt.datetime,
) -> list[Caretaking]:
    """ "Giao người phụ trách": all units at once or none; one person a unit, so that who had it
    before is relieved. The same twice is once."""
    _ensure_may(member, units, due_on=due_on, by=by, at=at)
    chosen = {unit.pk: unit for unit in units}
    standing = Caretaking.objects.filter(unit_id__in=chosen, period=period, ended_at=None)
    same = set(standing.filter(member=member, due_on=due_on).values_list("unit_id", flat=True))
    fresh = [pk for pk in chosen if pk not in same]
    _relieve(standing.filter(unit_id__in=fresh), by=by, at=at)
    rows = [
        Caretaking(
            unit_id=pk,
            period=period,
            member=member,
            assigned_by_id=by.user_id,
            assigned_at=at,
            due_on=due_on,
        )
        for pk in fresh
    ]
    _insert(rows)
    if rows:
        event = CaretakersNamed(
            team_id=member.team_id,
            unit_id=member.team.unit_id,
            user_id=member.user_id,
            period_id=period.pk,
            unit_ids=tuple(sorted(fresh)),
        )
        record(event, by=by, at=at)
    return rows


def _relieve(rows: "QuerySet[Caretaking]", *, by: Actor, at: dt.datetime) -> None:
    """Whom a level above named is relieved by that level alone."""
    for row in rows.select_related("member__team__unit", "unit"):
        if not by.can(Permission.SUPPORT_MANAGE, at=row.member.team.unit.path):
            words = _("%(unit)s đang do người của một tổ khác phụ trách, tổ đó cho thôi trước.")
            raise InvalidTeam(words % {"unit": row.unit.label}, field="units")
    rows.update(ended_at=at, outcome=CareOutcome.PASSED)


def _insert(rows: list[Caretaking]) -> None:
    """The database keeps a unit from having two: of two at once one is told."""
    try:
        with transaction.atomic():
            Caretaking.objects.bulk_create(rows)
    except IntegrityError:
        raise TakenMeanwhile(_("Vừa có người khác giao các đơn vị này, hãy mở lại.")) from None


def _ensure_may(
    member: TeamMember, units: Sequence[Unit], *, due_on: dt.date, by: Actor, at: dt.datetime
) -> None:
    """By who looks after the team; within what the team has in its charge."""
    today = local_day(at)
    if not by.can(Permission.SUPPORT_MANAGE, at=member.team.unit.path):
        raise NotAllowed(_("Bạn không giao việc cho tổ này được."))
    if member.left_at is not None or member.team.ended_at is not None:
        raise InvalidTeam(_("Người này không còn ở trong tổ."), field="member")
    if not units:
        raise InvalidTeam(_("Hãy chọn ít nhất một đơn vị."), field="units")
    if len(units) > rules.MOST_CARED:
        raise InvalidTeam(_("Mỗi lần giao nhiều nhất 200 đơn vị."), field="units")
    if not today <= due_on <= today + LONGEST:
        raise InvalidTeam(_("Hạn phải từ hôm nay và trong vòng một năm."), field="due_on")
    charged = list(Charge.objects.filter(team=member.team).values_list("unit__path", flat=True))
    outside = [u for u in units if not any(paths.contains(path, u.path) for path in charged)]
    if outside:
        words = _("%(unit)s không thuộc đơn vị mà tổ phụ trách.")
        raise InvalidTeam(words % {"unit": outside[0].label}, field="units")


@transaction.atomic
def end(row: Caretaking, *, outcome: CareOutcome, by: Actor, at: dt.datetime) -> Caretaking:
    """ "Thôi phụ trách": by who looks after the unit, when it is done, or by who gave it."""
    own = by.user_id is not None and row.member.user_id == by.user_id
    if not own and not by.can(Permission.SUPPORT_MANAGE, at=row.member.team.unit.path):
        raise NotAllowed(_("Bạn không đổi được việc này."))
    standing = Caretaking.objects.filter(pk=row.pk, ended_at=None)
    if standing.update(ended_at=at, outcome=outcome):
        event = CaretakingEnded(
            team_id=row.member.team_id,
            unit_id=row.unit_id,
            caretaking_id=row.pk,
            outcome=outcome,
        )
        record(event, by=by, at=at)
    row.refresh_from_db(fields=["ended_at", "outcome"])
    return row
