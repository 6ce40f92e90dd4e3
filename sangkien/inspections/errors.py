"""What can go wrong with inspections."""

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed


class InvalidInspection(DomainError):
    """Something is missing or cannot be right."""

    code = "invalid_inspection"


class WrongStep(ChangedMeanwhile):
    """It is not at the step for that any more: somebody else was faster."""

    code = "inspection_moved"


class OwnUnit(NotAllowed):
    """Nobody inspects the unit to which they belong."""

    code = "own_unit"


class MinutesTampered(DomainError):
    """The minutes do not match their digest any more."""

    code = "minutes_tampered"
