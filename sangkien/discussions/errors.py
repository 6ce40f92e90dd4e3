"""What can go wrong with talking."""

from sangkien.core.errors import ChangedMeanwhile, DomainError


class InvalidWords(DomainError):
    """Nothing, too much, or what nobody can see."""

    code = "invalid_words"


class Closed(DomainError):
    """Nobody talks about it now."""

    code = "closed"


class TooFast(DomainError):
    """So much from one account in so short a time."""

    code = "too_fast"


class TooLate(ChangedMeanwhile):
    """The time to edit is over, or the comment is gone or hidden."""

    code = "too_late"
