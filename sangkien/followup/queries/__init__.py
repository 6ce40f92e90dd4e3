"""Reading the follow-up."""

from sangkien.followup.queries.done import (
    Tally,
    calls,
    exported,
    get_letter,
    get_urging,
    history,
    letters,
    letters_to_sign,
    log,
    officers_of,
    open_for,
    recipients_of,
    tally,
)
from sangkien.followup.queries.lagging import (
    Board,
    Choice,
    Laggard,
    Subject,
    board,
    clusters,
    current,
)
from sangkien.followup.queries.places import Line, Place, issuer_of, lines, offices, place
from sangkien.followup.queries.terms import rule_for, terms_for

__all__ = [
    "Board",
    "Choice",
    "Laggard",
    "Line",
    "Place",
    "Subject",
    "Tally",
    "board",
    "calls",
    "clusters",
    "current",
    "exported",
    "get_letter",
    "get_urging",
    "history",
    "issuer_of",
    "letters",
    "letters_to_sign",
    "lines",
    "log",
    "officers_of",
    "offices",
    "open_for",
    "place",
    "recipients_of",
    "rule_for",
    "tally",
    "terms_for",
]
