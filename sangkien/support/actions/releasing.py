"""Requests in progress of somebody who helps there no longer go on with somebody else."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.support import queries
from sangkien.support.enums import HelpState
from sangkien.support.events import HelpPassedOn, HelpReleased
from sangkien.support.models import HelpNote, HelpRequest, TeamMember
from sangkien.units.models import Grant
from sangkien.units.queries import actor_for, roles_with

AT_ONCE = 100  # requests looked at in one round of the worker


@transaction.atomic
def pass_all(member: TeamMember, *, to: TeamMember | None, by: Actor, at: dt.datetime) -> int:
    """What somebody who leaves a team was helping with, to a colleague or back to the queue."""
    rows = HelpRequest.objects.filter(helper_id=member.user_id, state=HelpState.TAKEN)
    helps = actor_for(to.user, at=at) if to else None
    done = 0
    for request in rows.filter(team_id=member.team_id).select_related("unit"):
        if helps is not None and _may_take(helps, request):
            done += _hand(request, helps, by=by, at=at)
        else:
            done += _release(request, by=by, at=at)
    return done + release_from(member.user_id, at=at)


def _may_take(helps: Actor, request: HelpRequest) -> bool:
    allowed = helps.can(Permission.SUPPORT_GIVE, at=request.unit.path)
    return allowed and helps.user_id != request.asked_by_id


def _hand(request: HelpRequest, to: Actor, *, by: Actor, at: dt.datetime) -> bool:
    before = request.helper_id
    if not _changed(request, helper_id=to.user_id, taken_at=at, may_edit=False):
        return False
    event = HelpPassedOn(
        request_id=request.pk,
        unit_id=request.unit_id,
        to_id=to.user_id or 0,
        helper_id=before,
    )
    record(event, by=by, at=at)
    return True


def release_from(user_id: int, *, at: dt.datetime) -> int:
    """What a person is helping with where they may not any more."""
    rows = HelpRequest.objects.filter(helper_id=user_id, state=HelpState.TAKEN)
    left = [row for row in rows.select_related("unit") if queries.is_left(row, at=at)]
    return sum(_release(row, by=Actor.system(), at=at) for row in left)


@transaction.atomic
def release_left(now: dt.datetime) -> int:
    """For the worker: rights ran out, accounts were locked or closed; nobody stays stuck."""
    standing = Grant.objects.in_force_on(local_day(now)).filter(
        role__in=roles_with(Permission.SUPPORT_GIVE)
    )
    rows = HelpRequest.objects.filter(state=HelpState.TAKEN).order_by("pk")
    gone = rows.exclude(helper_id__in=standing.values("user_id"))
    idle = rows.filter(helper__is_active=False)
    locked = rows.filter(helper__locks__isnull=False, helper__locks__unlocked_at=None)
    wanted = {pk for found in (gone, idle, locked) for pk in _numbers(found)}
    found = HelpRequest.objects.filter(pk__in=wanted).select_related("unit")
    left = [row for row in found if queries.is_left(row, at=now)]
    return sum(_release(row, by=Actor.system(), at=now) for row in left)


def _numbers(rows: "QuerySet[HelpRequest]") -> list[int]:
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def _release(request: HelpRequest, *, by: Actor, at: dt.datetime) -> bool:
    """The consent to write in the draft was for this helper and ends with it."""
    before = request.helper_id or 0
    if not _changed(
        request, state=HelpState.WAITING, helper_id=None, taken_at=None, may_edit=False
    ):
        return False
    HelpNote.objects.create(
        request=request,
        written_at=at,
        text=_("Người đang giúp không còn phụ trách; yêu cầu chờ người khác nhận."),
    )
    event = HelpReleased(request_id=request.pk, unit_id=request.unit_id, helper_id=before)
    record(event, by=by, at=at)
    return True


def _changed(request: HelpRequest, **changes: object) -> bool:
    held = HelpRequest.objects.filter(
        pk=request.pk, state=HelpState.TAKEN, helper_id=request.helper_id
    )
    return held.update(**changes) == 1
