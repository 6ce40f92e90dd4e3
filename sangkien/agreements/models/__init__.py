"""Tables of agreements and targets."""

from sangkien.agreements.models.agreement import Agreement, Party
from sangkien.agreements.models.edition import Edition, Opinion, PledgeTarget, Signature
from sangkien.agreements.models.following import TargetChange, TargetResult
from sangkien.agreements.models.target import Target

__all__ = [
    "Agreement",
    "Edition",
    "Opinion",
    "Party",
    "PledgeTarget",
    "Signature",
    "Target",
    "TargetChange",
    "TargetResult",
]
