from sangkien.commendation.models.award import Award
from sangkien.commendation.models.decision import AwardDecision, Conferral
from sangkien.commendation.models.dossier import Dossier, DossierFile, DossierStep
from sangkien.commendation.models.money import (
    BaseSalary,
    EntryDraft,
    Fund,
    FundEntry,
    Payment,
    PaymentList,
)
from sangkien.commendation.models.revocation import Restoration, Revocation
from sangkien.commendation.models.round import Round, RoundAward
from sangkien.commendation.models.submission import Submission

__all__ = [
    "Award",
    "AwardDecision",
    "BaseSalary",
    "Conferral",
    "Dossier",
    "DossierFile",
    "DossierStep",
    "EntryDraft",
    "Fund",
    "FundEntry",
    "Payment",
    "PaymentList",
    "Restoration",
    "Revocation",
    "Round",
    "RoundAward",
    "Submission",
]
