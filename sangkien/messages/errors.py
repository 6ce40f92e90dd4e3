"""What can go wrong with messages."""

from sangkien.core.errors import DomainError


class InvalidText(DomainError):
    """A text with something in braces that no message knows, or without what it is for."""

    code = "invalid_text"


class NotDelivered(DomainError):
    """The gateway did not take a message."""

    code = "not_delivered"
