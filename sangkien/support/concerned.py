"""Whom a request for help concerns: who asked, who helps, and at first those who may help.

No notice repeats what was written: it is for the two of them, and stands on the page.
"""

from sangkien.access.permissions import Permission
from sangkien.access.roles import RoleKey
from sangkien.core import clock
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned
from sangkien.support.enums import HelpState
from sangkien.support.events import (
    EditingAllowed,
    HelpAnswered,
    HelpAsked,
    HelpCancelled,
    HelpClosed,
    HelpEvent,
    HelpTaken,
    HelpThanked,
)
from sangkien.support.models import HelpRequest
from sangkien.units.queries import officers_at, roles_with

OFFICERS = roles_with(Permission.SUPPORT_GIVE) - {RoleKey.SUPPORT}


def _request(event: HelpEvent) -> HelpRequest | None:
    return HelpRequest.objects.select_related("unit").filter(pk=event.request_id).first()


def _about(request: HelpRequest, *user_ids: int | None) -> Concern:
    told = frozenset(pk for pk in user_ids if pk is not None)
    return Concern(user_ids=told, title=request.unit.label, key=str(request.pk))


@concerned(HelpAsked)
def asked(event: HelpAsked) -> Concern:
    """The team over the unit; its officers where there is no team."""
    request = _request(event)
    if request is None or request.state != HelpState.WAITING:
        return NOBODY
    roles = frozenset({RoleKey.SUPPORT}) if request.to_team else OFFICERS
    on = clock.today()
    told = officers_at(request.unit, roles, on=on, or_above=request.to_team)
    return _about(request, *(told - {request.asked_by_id}))


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
