"""What can go wrong with personal data."""

from sangkien.core.errors import ChangedMeanwhile, DomainError


class InvalidRequest(DomainError):
    """A request or an answer that cannot be one."""

    code = "invalid_data_request"


class AnsweredMeanwhile(ChangedMeanwhile):
    """Somebody answered it, or the person took it back."""

    code = "data_request_answered"
