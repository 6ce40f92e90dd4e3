"""What can go wrong with scoring."""

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed


class InvalidTable(DomainError):
    """A criteria table that contradicts itself."""

    code = "invalid_table"


class InvalidMarks(DomainError):
    """A mark outside of what its criterion allows."""

    code = "invalid_marks"


class WrittenMeanwhile(ChangedMeanwhile):
    """Somebody else was faster."""

    code = "written_meanwhile"


class OwnDraft(NotAllowed):
    """Nobody puts in force what they wrote themselves."""

    code = "own_draft"


class InvalidCard(DomainError):
    """Something about a card that is not so, or not possible any more."""

    code = "invalid_card"


class InvalidReview(DomainError):
    """Minutes of a review that lack something, or contradict the cards."""

    code = "invalid_review"


class NotReviewed(DomainError):
    """Results go out only after an open review."""

    code = "not_reviewed"


class OwnMinutes(NotAllowed):
    """Nobody confirms minutes that they wrote."""

    code = "own_minutes"


class OwnColumn(NotAllowed):
    """Nobody writes two columns of one card, or judges the unit for which they act."""

    code = "own_column"
