"""What can go wrong in councils."""

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed


class InvalidCouncil(DomainError):
    """A council, its members or its term that cannot be."""

    code = "invalid_council"


class InvalidSession(DomainError):
    """Something about a session or its agenda that cannot be."""

    code = "invalid_session"


class InvalidTable(DomainError):
    """A score table that says nothing clear."""

    code = "invalid_score_table"


class InvalidMarks(DomainError):
    """Marks that the score table does not know. `field` is the code of the criterion."""

    code = "invalid_marks"


class InvalidBallot(DomainError):
    """A ballot, a vote or a count that cannot be."""

    code = "invalid_ballot"


class NoQuorum(DomainError):
    """Too few members are there."""

    code = "no_quorum"


class TooLate(DomainError):
    """The scoring or the ballot is over."""

    code = "too_late"


class InConflict(NotAllowed):
    """Somebody with an interest in an item neither scores it nor votes on it."""

    code = "in_conflict"


class MovedMeanwhile(ChangedMeanwhile):
    """Somebody else was faster."""

    code = "session_moved_meanwhile"
