"""Whom a request for help concerns: who asked, who helps, and at first those who may help.

No notice repeats what was written: it is for the two of them, and stands on the page.
"""

from dataclasses import replace

from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned
from sangkien.support.enums import HelpState
from sangkien.support.events import (
    CaretakersNamed,
    EditingAllowed,
    HelpAnswered,
    HelpAsked,
    HelpCancelled,
    HelpClosed,
    HelpEvent,
    HelpJudged,
    HelpPassedOn,
    HelpPassedUp,
    HelpReleased,
    HelpTaken,
    HelpThanked,
    MemberJoined,
    MemberLeft,
    TeamEvent,
    VersionDecided,
    VersionWritten,
)
from sangkien.support.models import HelpRequest, Team, TeamMember
from sangkien.units.queries import officers_at, roles_with

OFFICERS = roles_with(Permission.SUPPORT_GIVE) - {RoleKey.SUPPORT}


def _request(event: HelpEvent) -> HelpRequest | None:
    return HelpRequest.objects.select_related("unit").filter(pk=event.request_id).first()


def _about(request: HelpRequest, *user_ids: int | None) -> Concern:
    told = frozenset(pk for pk in user_ids if pk is not None)
    return Concern(user_ids=told, title=request.unit.label, key=str(request.pk))


@concerned(HelpAsked)
def asked(event: HelpEvent) -> Concern:
    """The team over the unit; its officers where there is no team."""
    request = _request(event)
    if request is None or request.state != HelpState.WAITING:
        return NOBODY
    roles = frozenset({RoleKey.SUPPORT}) if request.to_team else OFFICERS
    on = clock.today()
    told = officers_at(request.unit, roles, on=on, or_above=request.to_team)
    if request.team_id is not None:  # those of other teams above hear of it when it is passed up
        members = TeamMember.objects.current().filter(team_id=request.team_id)
        told = frozenset(members.values_list("user_id", flat=True))
    return _about(request, *(told - {request.asked_by_id}))


@concerned(HelpPassedUp, variants=("", "asker"))
def passed_up(event: HelpPassedUp) -> list[Concern]:
    """The team above; the asker reads where it went."""
    request = _request(event)
    if request is None:
        return [NOBODY]
    members = TeamMember.objects.current().filter(team_id=event.team_id)
    told = frozenset(members.values_list("user_id", flat=True)) - {request.asked_by_id}
    own = _about(request, request.asked_by_id)
    return [
        _about(request, *told),
        replace(own, variant="asker"),
    ]


@concerned(HelpPassedOn, variants=("", "asker"))
def passed_on(event: HelpPassedOn) -> list[Concern]:
    request = _request(event)
    if request is None:
        return [NOBODY]
    own = _about(request, request.asked_by_id)
    return [_about(request, event.to_id), replace(own, variant="asker")]


@concerned(HelpReleased, variants=("", "asker"))
def released(event: HelpReleased) -> list[Concern]:
    """Those who may take it now, and the asker."""
    request = _request(event)
    if request is None or request.state != HelpState.WAITING:
        return [NOBODY]
    own = _about(request, request.asked_by_id)
    return [asked(event), replace(own, variant="asker")]


@concerned(HelpJudged, variants=("", "solved"))
def judged(event: HelpJudged) -> Concern:
    request = _request(event)
    if request is None:
        return NOBODY
    told = _about(request, request.helper_id)
    return replace(told, variant="solved" if event.is_solved else "")


@concerned(VersionWritten)
def version_written(event: VersionWritten) -> Concern:
    request = _request(event)
    return _about(request, request.asked_by_id) if request else NOBODY


@concerned(VersionDecided, variants=("", "kept_own"))
def version_decided(event: VersionDecided) -> Concern:
    request = _request(event)
    if request is None:
        return NOBODY
    told = _about(request, request.helper_id)
    return replace(told, variant="" if event.is_used else "kept_own")


def _team_about(event: TeamEvent, user_id: int) -> Concern:
    team = Team.objects.filter(pk=event.team_id).first()
    if team is None:
        return NOBODY
    return Concern(user_ids=frozenset({user_id}), title=team.name, key=str(team.pk))


@concerned(MemberJoined)
def joined(event: MemberJoined) -> Concern:
    return _team_about(event, event.user_id)


@concerned(MemberLeft)
def left(event: MemberLeft) -> Concern:
    """The page of the team is closed to who left: the list of the own requests is not."""
    return replace(_team_about(event, event.user_id), about="support_desk")


@concerned(CaretakersNamed)
def named(event: CaretakersNamed) -> Concern:
    return replace(_team_about(event, event.user_id), about="support_care")


@concerned(HelpTaken, HelpClosed)
def helped(event: HelpEvent) -> Concern:
    request = _request(event)
    return _about(request, request.asked_by_id) if request else NOBODY


@concerned(HelpAnswered)
def answered(event: HelpAnswered) -> Concern:
    """The other one of the two."""
    request = _request(event)
    return _about(request, request.asked_by_id, request.helper_id) if request else NOBODY


@concerned(HelpCancelled, HelpThanked)
def told_helper(event: HelpEvent) -> Concern:
    request = _request(event)
    return _about(request, request.helper_id) if request else NOBODY


@concerned(EditingAllowed, variants=("", "not_any_more"))
def editing_allowed(event: EditingAllowed) -> Concern:
    request = _request(event)
    if request is None:
        return NOBODY
    told = _about(request, request.helper_id)
    return Concern(
        user_ids=told.user_ids,
        title=told.title,
        key=told.key,
        variant="" if event.is_allowed else "not_any_more",
    )
