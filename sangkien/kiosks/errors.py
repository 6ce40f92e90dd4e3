"""What can go wrong with kiosks."""

from sangkien.core.errors import DomainError


class NotOpened(DomainError):
    """The unit cannot have this kiosk."""

    code = "kiosk_not_opened"


class NotOfThisUnit(DomainError):
    """Somebody signed in rightly, but belongs to no unit for which the kiosk stands."""

    code = "kiosk_other_unit"
