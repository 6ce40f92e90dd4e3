"""What can go wrong with the organisation."""

from sangkien.core.errors import ChangedMeanwhile, DomainError


class InvalidUnit(DomainError):
    """A unit that does not fit into the tree."""

    code = "invalid_unit"


class InvalidAlias(DomainError):
    """A further name that says nothing new."""

    code = "invalid_alias"


class InvalidWorkplace(DomainError):
    """Words about a workplace that cannot wait in the queue, or an answer that does not fit."""

    code = "invalid_workplace"


class InvalidCluster(DomainError):
    """A cluster or block that contradicts another one."""

    code = "invalid_cluster"


class InvalidGrant(DomainError):
    """A role that may not be given, or not here."""

    code = "invalid_grant"


class AlreadyMember(DomainError):
    """The person belongs to the unit already."""

    code = "already_member"


class InvalidMove(DomainError):
    """A leaving, transfer or undoing that does not fit what is known of the person."""

    code = "invalid_move"


class DecidedBefore(ChangedMeanwhile):
    """Somebody else ended, moved, joined or decided it already."""

    code = "decided_before"


class InvalidPlan(DomainError):
    """A reorganisation that cannot be carried out so."""

    code = "invalid_plan"


class CannotUndo(DomainError):
    """Something that came later rests on the act."""

    code = "cannot_undo"
