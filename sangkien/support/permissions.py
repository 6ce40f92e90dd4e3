"""Who helps whom."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.support.models import HelpRequest


def is_asker(actor: Actor, request: HelpRequest) -> bool:
    return actor.user_id is not None and actor.user_id == request.asked_by_id


def can_help(actor: Actor, request: HelpRequest) -> bool:
    """The team and the officers of the unit; nobody helps the own request along."""
    return not is_asker(actor, request) and actor.can(Permission.SUPPORT_GIVE, at=request.unit.path)


def is_helper(actor: Actor, request: HelpRequest) -> bool:
    """Has taken it, and still may help there."""
    return request.helper_id == actor.user_id and can_help(actor, request)


def can_take_over(actor: Actor, request: HelpRequest, *, is_left: bool) -> bool:
    """Officers of the unit; others who help there once it `is_left` (`queries.is_left`)."""
    is_officer = actor.can(Permission.INITIATIVE_REVIEW, at=request.unit.path)
    return (
        request.is_taken
        and request.helper_id != actor.user_id
        and can_help(actor, request)
        and (is_left or is_officer)
    )


def can_pass(actor: Actor, request: HelpRequest, *, leads: bool) -> bool:
    """Who helps, and who `leads` the team that is asked (`queries.leads`), or reviews there."""
    officer = actor.can(Permission.INITIATIVE_REVIEW, at=request.unit.path)
    helps = request.is_taken and request.helper_id == actor.user_id
    return request.is_open and can_help(actor, request) and (helps or leads or officer)


def can_write_in(actor: Actor, request: HelpRequest) -> bool:
    """The helper, with the asker's consent, while the draft can be changed."""
    draft = request.initiative
    return (
        request.may_edit
        and request.is_open
        and is_helper(actor, request)
        and draft is not None
        and draft.is_editable
        and not draft.is_secret
        and actor.can(Permission.INITIATIVE_REGISTER_FOR_OTHERS, at=draft.unit_path)
    )
