"""What can go wrong with messages."""

from sangkien.core.errors import DomainError


class InvalidText(DomainError):
    """A text with something in braces that no message knows, or without what it is for."""

    code = "invalid_text"


class TooManyMessages(DomainError):
    """A limit is reached: messages cost, and somebody may have found a way to spend them."""

    code = "too_many_messages"


class NotDelivered(DomainError):
    """The gateway did not take a message."""

    code = "not_delivered"
