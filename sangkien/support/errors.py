"""What can go wrong with asking for and giving help."""

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed


class InvalidHelp(DomainError):
    """Something is missing or cannot be right."""

    code = "invalid_help"


class TooManyRequests(DomainError):
    """So many requests of one person are open already."""

    code = "too_many_requests"


class TakenMeanwhile(ChangedMeanwhile):
    """Somebody else was faster."""

    code = "taken_meanwhile"


class NoConsent(NotAllowed):
    """The draft belongs to its author until the author lets somebody write in it."""

    code = "no_consent"


class InvalidTeam(DomainError):
    """Something about a support team is missing or cannot be right."""

    code = "invalid_team"


class DraftChanged(ChangedMeanwhile):
    """Somebody else wrote in the same text; both texts are kept."""

    code = "draft_changed"
