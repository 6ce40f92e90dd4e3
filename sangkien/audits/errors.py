"""What can go wrong with spot audits."""

from sangkien.core.errors import ChangedMeanwhile, DomainError, NotAllowed


class InvalidAudit(DomainError):
    """Something is missing or cannot be right."""

    code = "invalid_audit"


class AuditMoved(ChangedMeanwhile):
    """Somebody else was faster, or it is finished."""

    code = "audit_moved"


class NotIndependent(NotAllowed):
    """Nobody audits what they confirmed, wrote or authored, nor finishes their own findings."""

    code = "not_independent"
