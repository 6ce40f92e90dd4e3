"""What can go wrong with programmes."""

from sangkien.core.errors import DomainError


class InvalidProgramme(DomainError):
    """A programme that is not whole."""

    code = "invalid_programme"


class InvalidPeriod(DomainError):
    """A phase or campaign that contradicts its programme."""

    code = "invalid_period"
