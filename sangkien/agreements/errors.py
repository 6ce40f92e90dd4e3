"""What can go wrong with targets."""

from sangkien.core.errors import DomainError


class InvalidTarget(DomainError):
    """A target that cannot be one."""

    code = "invalid_target"
