"""What can go wrong with issued papers."""

from sangkien.core.errors import Busy, ChangedMeanwhile, DomainError


class NumberTaken(DomainError):
    """Another paper of that kind and year has the number already."""

    code = "number_taken"


class InvalidNumber(DomainError):
    """What was written is no number of a paper."""

    code = "invalid_number"


class NotInForce(ChangedMeanwhile):
    """The paper was revoked or replaced: nothing more is done with it."""

    code = "paper_not_in_force"


class NoLongerPrinted(DomainError):
    """What the paper said was erased at the request of the person it named."""

    code = "paper_forgotten"


class TooManyLookups(Busy):
    """Somebody is trying codes."""

    code = "too_many_lookups"


class NotSignedSo(DomainError):
    """The file does not hold a certificate signature of what was given out to be signed."""

    code = "not_signed_so"
