"""What can go wrong when reports are asked for and sent."""

from sangkien.core.errors import ChangedMeanwhile, DomainError


class InvalidRequest(DomainError):
    """What is asked for is not complete, or its day cannot be."""

    code = "invalid_report_request"


class InvalidReport(DomainError):
    """An answer is missing or is no such thing."""

    code = "invalid_report"


class ReportMoved(ChangedMeanwhile):
    """Somebody else of the unit, or of the one that asks, was faster."""

    code = "report_moved"
