"""Who may set which target, and act in which agreement."""

from collections.abc import Iterable

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.agreements.enums import TargetOrigin
from sangkien.agreements.models import Agreement, Party
from sangkien.core import paths
from sangkien.units.models import Cluster, Unit


def recorded_at(holder: Unit | Cluster) -> Unit:
    """The unit in whose journal the target stands."""
    return holder if isinstance(holder, Unit) else holder.organiser


def can_set(actor: Actor, holder: Unit | Cluster, origin: TargetOrigin) -> bool:
    """Assigned by a level above, set by the unit itself; those of clusters by who set them up."""
    path = recorded_at(holder).path
    above = paths.ancestors(path)
    from_above = isinstance(holder, Unit) and origin == TargetOrigin.ASSIGNED and above
    return actor.can(Permission.TARGET_MANAGE, at=above[-1] if from_above else path)


def can_report(actor: Actor, holder: Unit | Cluster) -> bool:
    """Say how far the holder is, and ask to have its target changed: whoever speaks for the unit,
    or for the one that set up the cluster.
    """
    path = recorded_at(holder).path
    return actor.can(Permission.TARGET_MANAGE, at=path) or actor.can(
        Permission.AGREEMENT_MANAGE, at=path
    )


def _acts_for(actor: Actor, permission: Permission, unit: Unit) -> bool:
    """An office of this very unit. One that has ended is spoken for by its successor, below which
    it hangs in the tree.
    """
    above = paths.ancestors(unit.path)
    at = above[-1] if unit.closed_on is not None and above else unit.path
    return actor.holds(permission, at=at)


def can_draft(actor: Actor, unit: Unit) -> bool:
    """Draft, send and close agreements of the own unit."""
    return _acts_for(actor, Permission.AGREEMENT_MANAGE, unit)


def can_answer(actor: Actor, party: Party) -> bool:
    """Speak for a party; the unit that drafts it writes down what those outside said."""
    if party.unit is None:
        return can_draft(actor, party.agreement.unit)
    return _acts_for(actor, Permission.AGREEMENT_MANAGE, party.unit)


def can_sign(actor: Actor, party: Party) -> bool:
    """Sign for a party inside of the union: nobody signs for another one."""
    return party.unit is not None and _acts_for(actor, Permission.AGREEMENT_SIGN, party.unit)


def can_bring_paper(actor: Actor, party: Party) -> bool:
    """Bring the signed paper of the own unit, or of a party outside."""
    return can_sign(actor, party) or (party.unit is None and can_draft(actor, party.agreement.unit))


def can_read_drafts(actor: Actor, agreement: Agreement) -> bool:
    """Before it was sent it is the affair of the unit that drafts it and those above."""
    return actor.can(Permission.AGREEMENT_VIEW, at=agreement.unit.path)


def takes_part(actor: Actor, agreement: Agreement, parties: Iterable[Party]) -> bool:
    """Officers of the unit that drafts it, of a party, or above: they follow the talks. Members
    read what was signed and nothing else.
    """
    units = [agreement.unit, *(party.unit for party in parties if party.unit is not None)]
    return any(actor.can(Permission.AGREEMENT_VIEW, at=unit.path) for unit in units)
