"""Reading councils. `results`, `standings` and `receiving_sessions` are for the apps above."""

from sangkien.councils.queries.counting import (
    BallotResult,
    LineResult,
    ballot_results,
    line_results,
    turnout,
)
from sangkien.councils.queries.offices import Office, office, offices
from sangkien.councils.queries.results import (
    ItemResult,
    Standing,
    VoteResult,
    bases_of,
    decided,
    receiving_sessions,
    results,
    standings,
)

__all__ = [
    "BallotResult",
    "ItemResult",
    "LineResult",
    "Office",
    "Standing",
    "VoteResult",
    "ballot_results",
    "bases_of",
    "decided",
    "line_results",
    "office",
    "offices",
    "receiving_sessions",
    "results",
    "standings",
    "turnout",
]
