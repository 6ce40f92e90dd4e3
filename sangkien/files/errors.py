"""What can go wrong with a file."""

from sangkien.core.errors import DomainError


class RefusedFile(DomainError):
    """A file that is too large, of another kind, or not safe to keep."""

    code = "refused_file"

    def __init__(self, message: object) -> None:
        super().__init__(message, field="file")
