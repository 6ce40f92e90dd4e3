"""What can go wrong with an import."""

from sangkien.core.errors import DomainError


class InvalidImport(DomainError):
    """A step that does not fit the state of the import."""

    code = "invalid_import"


class UnreadableWorkbook(DomainError):
    """A workbook that cannot be read, or not as this kind of list."""

    code = "unreadable_workbook"
