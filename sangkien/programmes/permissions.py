"""Who may do what with a programme."""

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import paths
from sangkien.programmes.enums import PeriodKind
from sangkien.programmes.models import Period, Programme, Ruleset, WindowChange
from sangkien.units.models import Unit


def can_manage(actor: Actor, programme: Programme) -> bool:
    return actor.can(Permission.PROGRAMME_MANAGE, at=programme.owner.path)


def can_launch(actor: Actor, programme: Programme) -> bool:
    return can_manage(actor, programme) and not programme.is_published


def can_pin(actor: Actor, programme: Programme) -> bool:
    """The home page is everybody's: only who runs programmes at the very top decides about it."""
    top = [*paths.ancestors(programme.owner.path), programme.owner.path][0]
    return programme.is_published and actor.can(Permission.PROGRAMME_MANAGE, at=top)


def can_run(actor: Actor, campaign: Period) -> bool:
    """A campaign belongs to the unit that runs it."""
    return actor.can(Permission.TARGET_MANAGE, at=campaign.unit.path)


def can_extend(actor: Actor, period: Period) -> bool:
    """Who may set a period may sign that it closes later, once the programme is launched."""
    if not period.programme.is_published or period.kind == PeriodKind.WHOLE:
        return False
    if period.kind == PeriodKind.CAMPAIGN:
        return can_run(actor, period)
    return can_manage(actor, period.programme)


def can_approve(actor: Actor, ruleset: Ruleset) -> bool:
    """A second person: who wrote or proposed any of it does not approve it."""
    wrote = {ruleset.proposed_by_id, *ruleset.editors}
    return (
        ruleset.is_proposed and can_manage(actor, ruleset.programme) and actor.user_id not in wrote
    )


def can_approve_window(actor: Actor, change: WindowChange) -> bool:
    """A second person: who proposed other days does not approve them."""
    may = can_manage(actor, change.period.programme)
    return may and change.proposed_by_id != actor.user_id


def can_plan(actor: Actor, programme: Programme, unit: Unit) -> bool:
    """A unit below the owner makes its own plan."""
    is_below = paths.contains(programme.owner.path, unit.path) and unit.pk != programme.owner_id
    return is_below and actor.can(Permission.TARGET_MANAGE, at=unit.path)
