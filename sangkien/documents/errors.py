"""What can go wrong with documents."""

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed


class InvalidDocument(DomainError):
    """What was written cannot be kept, or cannot be issued yet."""

    code = "invalid_document"


class StrangePlaceholder(InvalidDocument):
    """Braces around something that no document may name."""

    code = "strange_placeholder"


class WrittenMeanwhile(ChangedMeanwhile):
    """Somebody else was faster."""

    code = "document_written_meanwhile"


class SecondPersonNeeded(NotAllowed):
    """Nobody signs what they wrote themselves."""

    code = "own_document"
