"""What can go wrong in the domain, said so that the user knows what to do next."""

from typing import ClassVar


class DomainError(Exception):
    """A rule refuses. `message` is Vietnamese for the user, `code` is stable for programs.

    `field` names the form field the message belongs to, when there is one.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class ManyErrors(DomainError):
    """Several rules refuse at once: each with its own field."""

    code = "refused_many"

    def __init__(self, errors: list[DomainError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors


class NotAllowed(DomainError):
    """The actor sees the thing but may not do this with it."""

    code = "not_allowed"


class NotFound(DomainError):
    """There is no such thing among what the actor may see."""

    code = "not_found"


class ChangedMeanwhile(DomainError):
    """Somebody else was faster; nothing was done."""

    code = "changed_meanwhile"


class Busy(DomainError):
    """Too many want the same at once; nothing was done, and it helps to try again."""

    code = "busy"
