"""What can go wrong with urging."""

from sangkien.core.errors import ChangedMeanwhile, DomainError


class InvalidUrging(DomainError):
    """Something is missing or cannot be right."""

    code = "invalid_urging"


class NobodyToUrge(DomainError):
    """Of the units chosen none can be urged by this step now."""

    code = "nobody_to_urge"


class WrongState(ChangedMeanwhile):
    """A letter is not where the act would have it."""

    code = "wrong_letter_state"


class SecondPersonNeeded(DomainError):
    """Who prepared a letter does not sign it."""

    code = "second_person_needed"
