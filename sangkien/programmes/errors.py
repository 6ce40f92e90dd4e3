"""What can go wrong with programmes."""

from sangkien.core.errors import DomainError


class InvalidProgramme(DomainError):
    """A programme that is not whole."""

    code = "invalid_programme"


class InvalidPeriod(DomainError):
    """A phase or campaign that contradicts its programme."""

    code = "invalid_period"


class InvalidRules(DomainError):
    """A question, condition or step of a ruleset that will not do.

    `field` names the part; of several questions or steps "text.2" is that of the third.
    """

    code = "invalid_rules"


class SecondPersonMissing(DomainError):
    """Who wrote a version of the rules does not approve it."""

    code = "second_person_missing"


class InvalidPlan(DomainError):
    """A plan of a lower unit that is not whole, or loosens what it belongs to."""

    code = "invalid_plan"


class InvalidWindow(DomainError):
    """Days of application that a running phase cannot take, or not from one person alone."""

    code = "invalid_window"


class InvalidExtension(DomainError):
    """A new closing time that cannot be."""

    code = "invalid_extension"
