"""What can go wrong with good practices."""

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed


class InvalidPractice(DomainError):
    """Something is missing or cannot be right."""

    code = "invalid_practice"


class ChangedByOther(ChangedMeanwhile):
    """Somebody else was faster."""

    code = "practice_changed"


class OwnWork(NotAllowed):
    """Nobody judges what they wrote themselves."""

    code = "own_practice"
