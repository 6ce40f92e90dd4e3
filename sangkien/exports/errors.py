"""What can go wrong with an export."""

from sangkien.core.errors import DomainError


class InvalidExport(DomainError):
    """A step that does not fit the state of the export, or one too many."""

    code = "invalid_export"
