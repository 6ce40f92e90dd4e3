"""What stands on the page of a session, for whoever reads it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sangkien.core import clock
from sangkien.core.periods import local_day
from sangkien.councils import queries
from sangkien.councils.enums import BallotState, BallotWay, Presence, SessionState
from sangkien.councils.queries import ItemResult, showing
from sangkien.councils.rules.tables import points_words
from sangkien.web.councils.frame import Reading

if TYPE_CHECKING:
    from sangkien.councils.models import AgendaItem, Ballot, Interest, Sheet


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One item of the agenda as the reader sees it."""

    item: "AgendaItem"
    sheet: "Sheet | None"
    sheets: int
    interests: "list[Interest]"
    is_aside: bool
    result: ItemResult | None

    @property
    def total(self) -> str:
        return (
            points_words(self.result.total) if self.result and self.result.total is not None else ""
        )


@dataclass(frozen=True, kw_only=True)
class BallotLine:
    ballot: "Ballot"
    voters: int
    turnout: int
    waits_for_me: bool


def workspace(reading: Reading) -> dict[str, Any]:
    session = reading.session
    found = reading.sitting()
    seat = found.seat_of(reading.request.actor)
    counts = {p: sum(v == p for v in found.presence.values()) for p in Presence}
    return {
        **reading.around(),
        "items": item_lines(reading),
        "ballots": _ballots(reading) if reading.may_see_votes else [],
        "members": found.seats,
        "marked": len(found.presence),
        "counts": {
            "present": counts[Presence.PRESENT],
            "written": counts[Presence.WRITTEN],
            "absent": counts[Presence.ABSENT],
            "counted": counts[Presence.PRESENT]
            + (counts[Presence.WRITTEN] if session.quorum_counts_written else 0),
            "least": session.quorum.least(len(found.seats)),
        },
        "may_score": seat is not None and session.is_scoring and not found.is_away(seat),
        "now": clock.now(),
        "is_early": local_day(session.meets_at) > clock.today(),
        "next": _next(reading),
        "has_scores": any(item.is_scored for item in showing.items_of(session)),
    }


def item_lines(reading: Reading) -> list[ItemLine]:
    """In a number of queries that does not grow with the agenda."""
    session, seat = reading.session, reading.office.seat
    items = showing.items_of(session)
    sheets = showing.own_sheets(session, seat) if seat else {}
    counts = showing.submitted(session) if reading.is_inside else {}
    aside: dict[int, list[Interest]] = {}
    for row in showing.interests_of(session):
        aside.setdefault(row.item_id, []).append(row)
    results = {}
    is_blind = session.is_scoring and any(item.is_scored for item in items)
    if reading.may_see_scores or (reading.is_inside and not is_blind):
        results = {row.item_id: row for row in queries.decided(items)}
    return [
        ItemLine(
            item=item,
            sheet=sheets.get(item.pk),
            sheets=counts.get(item.pk, 0),
            interests=aside.get(item.pk, []),
            is_aside=any(
                row.user_id == reading.request.actor.user_id for row in aside.get(item.pk, [])
            ),
            result=results.get(item.pk) if item.pk not in reading.kept_from else None,
        )
        for item in items
    ]


def _ballots(reading: Reading) -> list[BallotLine]:
    ballots = showing.ballots_of(reading.session)
    turnouts = queries.turnout([one.pk for one in ballots])
    waiting = showing.unvoted_ballots(reading.session, reading.request.actor)
    return [
        BallotLine(
            ballot=one,
            voters=turnouts[one.pk][0],
            turnout=one.collected if one.collected is not None else turnouts[one.pk][1],
            waits_for_me=one.pk in waiting
            and one.state == BallotState.OPEN
            and one.way == BallotWay.ONLINE,
        )
        for one in ballots
    ]


def _next(reading: Reading) -> str:
    """What who runs the session does next; the template has a part for each."""
    session = reading.session
    if not reading.office.may_run:
        return ""
    if session.state == SessionState.OPEN:
        return "score" if session.scoring_closed_at is None else "vote"
    return {
        SessionState.PREPARING: "prepare",
        SessionState.CLOSED: "minutes",
        SessionState.APPROVED: "release",
    }.get(reading.state, "")
