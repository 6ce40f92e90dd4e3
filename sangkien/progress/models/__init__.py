from sangkien.progress.models.breakdown import Breakdown, BreakdownMark
from sangkien.progress.models.history import HistoricalFigure
from sangkien.progress.models.past import PastTotal, PastTree
from sangkien.progress.models.readings import Reading
from sangkien.progress.models.totals import OwnTotal, SizeStamp, SubtreeTotal, UnitSize

__all__ = [
    "Breakdown",
    "BreakdownMark",
    "HistoricalFigure",
    "OwnTotal",
    "PastTotal",
    "PastTree",
    "Reading",
    "SizeStamp",
    "SubtreeTotal",
    "UnitSize",
]
