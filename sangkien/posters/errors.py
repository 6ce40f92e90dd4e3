"""What can go wrong with posters."""

from sangkien.core.errors import DomainError


class InvalidText(DomainError):
    """A text that is empty, too long, or has something in braces that no poster knows."""

    code = "invalid_poster_text"


class NotOrdered(DomainError):
    """There is nothing to print, or too much."""

    code = "posters_not_ordered"
