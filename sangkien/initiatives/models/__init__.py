from sangkien.initiatives.models.correction import Correction
from sangkien.initiatives.models.decision import Decision
from sangkien.initiatives.models.evidence import Evidence
from sangkien.initiatives.models.initiative import CoAuthor, Initiative

__all__ = ["CoAuthor", "Correction", "Decision", "Evidence", "Initiative"]
