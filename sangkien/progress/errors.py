"""What can go wrong with figures."""

from sangkien.core.errors import DomainError


class BadSource(DomainError):
    """A file of published figures that cannot be read."""

    code = "bad_source"
