from sangkien.initiatives.models.canned import CannedReason
from sangkien.initiatives.models.correction import Correction
from sangkien.initiatives.models.decision import Decision
from sangkien.initiatives.models.evidence import Evidence
from sangkien.initiatives.models.initiative import CoAuthor, Initiative
from sangkien.initiatives.models.overdue import Overdue
from sangkien.initiatives.models.passing_up import PassingUp

__all__ = [
    "CannedReason",
    "CoAuthor",
    "Correction",
    "Decision",
    "Evidence",
    "Initiative",
    "Overdue",
    "PassingUp",
]
