"""What can go wrong with accounts."""

from sangkien.core.errors import DomainError


class AlreadyEnrolled(DomainError):
    """The member code or phone number belongs to somebody else."""

    code = "already_enrolled"


class InvalidIdentity(DomainError):
    """A name, member code or phone number that cannot be one."""

    code = "invalid_identity"


class WrongSignIn(DomainError):
    """Nobody with this login and this password or PIN."""

    code = "wrong_sign_in"


class TooManyTries(DomainError):
    """The account was tried too often; it is free again after a while."""

    code = "too_many_tries"


class AlreadyClosed(DomainError):
    """The account is locked, joined or erased already, or is not locked at all."""

    code = "already_closed"


class WeakPin(DomainError):
    """A PIN that somebody else would guess first."""

    code = "weak_pin"


class WrongCode(DomainError):
    """Nobody with this login and this one-time code, or the code is worth nothing any more."""

    code = "wrong_code"


class WrongFactor(DomainError):
    """The second factor that was shown is not one of the person's, or was used before."""

    code = "wrong_factor"


class UnknownIdentity(DomainError):
    """Somebody of another sign-in whom nobody here has linked to an account, or may not come in."""

    code = "unknown_identity"


class OtherSignInFailed(DomainError):
    """The other sign-in does not answer, was cancelled, or its answer is not for us."""

    code = "other_sign_in_failed"


class AlreadyLinked(DomainError):
    """This account of the other sign-in belongs to somebody else here."""

    code = "already_linked"
