"""What can go wrong with targets and agreements."""

from sangkien.core.errors import ChangedMeanwhile, DomainError


class InvalidTarget(DomainError):
    """A target that cannot be one."""

    code = "invalid_target"


class InForce(InvalidTarget):
    """It is in force: a change is asked for, and approved by a second person or signed anew."""

    code = "target_in_force"


class Incomplete(DomainError):
    """Something is missing in an agreement, or cannot be right."""

    code = "incomplete"


class WrongStep(DomainError):
    """The agreement is not at the step at which this is done."""

    code = "wrong_step"


class ChangedSince(ChangedMeanwhile):
    """It is no longer what was read."""

    code = "agreement_changed"


class Tampered(DomainError):
    """The content is not the one that was sent to the parties: changed behind our back."""

    code = "agreement_tampered"
