"""What the journal keeps a digest of once it is decided: whatever a result is reckoned from.

People may be merged with another account of theirs, so seats and rows stand for them here.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sangkien.councils.models import Ballot, BallotLine, Interest, Session, Sheet, Slip
from sangkien.councils.rules import tables

BALLOT_RULES = (
    "title",
    "kind",
    "way",
    "is_secret",
    "threshold_numerator",
    "threshold_denominator",
    "threshold_is_strict",
    "denominator",
    "needs_chair",
    "seats",
    "round",
    "previous_id",
    "issued",
    "collected",
    "invalid",
)
LINE = ("number", "label", "item_id", "voters", "base", "agree", "disagree")
SESSION_RULES = (
    "quorum_numerator",
    "quorum_denominator",
    "quorum_counts_written",
    "table_id",
    "trims_from",
    "leaves_out_conflicts",
)


def seal_of_ballot(ballot: Ballot, lines: Iterable[BallotLine]) -> str:
    """Of a closed one: how it was counted, its lines, and who said what where it was open."""
    slips = Slip.objects.filter(line__ballot=ballot).order_by("line__number", "seat_id")
    team = [ballot.team_head, *ballot.team_members]
    return tables.digest(
        {
            **({"team": team} if any(team) else {}),  # ballots without one stay sealed as they were
            "rules": [getattr(ballot, name) for name in BALLOT_RULES],
            "lines": [[getattr(line, name) for name in LINE] for line in lines],
            "slips": list(map(list, slips.values_list("line__number", "seat_id", "choice"))),
        }
    )


def seal_of_settings(session: Session) -> str:
    """Of one that is open: from then on nobody may change how it decides."""
    return tables.digest(_settings(session))


def seal_of_attendance(session: Session) -> str:
    return tables.digest(_there(session))


def _settings(session: Session) -> dict[str, Any]:
    return {
        "rules": [getattr(session, name) for name in SESSION_RULES],
        "meets_at": session.meets_at.astimezone(dt.UTC).isoformat(),
    }


def _there(session: Session) -> list[list[Any]]:
    there = session.attendances.order_by("seat_id").values_list("seat_id", "presence")
    return list(map(list, there))


def seal_of_session(session: Session) -> str:
    """Of one that is over: its settings, its agenda, who was there and who stood aside."""
    items = session.items.order_by("number").values_list("pk", "number", "is_scored", "is_voted")
    aside = Interest.objects.filter(item__session=session).order_by("pk")
    return tables.digest(
        {
            **_settings(session),
            "there": _there(session),
            "items": list(map(list, items)),
            "aside": [
                [pk, item_id, declared_at.astimezone(dt.UTC).isoformat()]
                for pk, item_id, declared_at in aside.values_list("pk", "item_id", "declared_at")
            ],
        }
    )


def seal_of_sheet(sheet: Sheet) -> str:
    """Of a submitted one: whose it is, on what, and the marks."""
    return tables.digest([sheet.item_id, sheet.seat_id, sheet.marks])
