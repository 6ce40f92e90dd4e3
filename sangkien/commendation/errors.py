"""What can go wrong with commendation."""

from collections.abc import Sequence

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed


class InvalidAward(DomainError):
    """An award that contradicts itself."""

    code = "invalid_award"


class InvalidDossier(DomainError):
    """A nomination that cannot be made or sent so."""

    code = "invalid_dossier"


class SeveralFound(InvalidDossier):
    """Of several who bear this name one has to be chosen: `choices` are (key, words)."""

    def __init__(self, message: str, *, field: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(message, field=field)
        self.choices = choices


class InvalidDecision(DomainError):
    """A decision that cannot be drafted or signed so."""

    code = "invalid_decision"


class InvalidPayment(DomainError):
    """Money that cannot be paid or booked so."""

    code = "invalid_payment"


class MovedMeanwhile(ChangedMeanwhile):
    """Somebody else was faster."""

    code = "moved_meanwhile"


class OwnWork(NotAllowed):
    """Nobody approves what they prepared themselves, or what they would receive."""

    code = "own_work"
