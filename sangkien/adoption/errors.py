"""What can go wrong with the second life of an initiative."""

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed, NotFound


class InvalidEntry(DomainError):
    """Something is missing or cannot be right."""

    code = "invalid_entry"


class NotPublic(DomainError):
    """Only confirmed initiatives are used elsewhere, asked about and reckoned."""

    code = "not_public"


class OwnUnit(DomainError):
    """A unit that takes over its own initiative."""

    code = "own_unit"


class AlreadyAdopted(DomainError):
    """The unit has recorded that before."""

    code = "already_adopted"


class SettledMeanwhile(ChangedMeanwhile):
    """Somebody else was faster."""

    code = "settled_meanwhile"


class CheckOver(DomainError):
    """The time in which to answer is over."""

    code = "check_over"


class WrongLink(NotFound):
    """No link of ours, or not for this person any more."""

    code = "wrong_link"


class Interested(NotAllowed):
    """Nobody verifies the benefit of an own initiative, of one that they entered, or adoption."""

    code = "interested"
