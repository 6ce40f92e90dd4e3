"""Whom a session concerns: the members of the council, each for what they have to do in it.

Nothing here looks at who has voted: a notice that some get and others do not would tell.
"""

from django.utils.translation import gettext as _

from sangkien.core import periods
from sangkien.core.periods import local_day
from sangkien.councils.enums import BallotState, BallotWay, SessionState
from sangkien.councils.events import (
    BallotOpened,
    ResultsReleased,
    SeatTaken,
    SessionCalled,
    SessionChanged,
    SessionClosed,
    SessionEvent,
    SessionOpened,
)
from sangkien.councils.models import Ballot, Council, Seat, Session
from sangkien.councils.queries.offices import PRESIDES
from sangkien.councils.queries.taking_part import Sitting, sitting
from sangkien.notices.concerning import NOBODY, Concern
from sangkien.notices.subscribers import concerned


def _session(event: SessionEvent, *states: SessionState) -> Session | None:
    """While it is where there is something to say about it."""
    rows = Session.objects.select_related("council").filter(pk=event.session_id)
    return rows.filter(state__in=states or SessionState.values).first()


def _about(session: Session, user_ids: frozenset[int], *, words: str = "") -> Concern:
    return Concern(
        user_ids=user_ids,
        title=_("kỳ họp %(number)s của %(council)s")
        % {"number": session, "council": session.council.name},
        key=str(session.pk),
        words=words,
    )


def _members(session: Session) -> frozenset[int]:
    """Those of the day of the session."""
    seats = Seat.objects.filter(council=session.council_id)
    on = local_day(session.meets_at)
    return frozenset(seats.in_force_on(on).values_list("user_id", flat=True))


@concerned(SeatTaken)
def seated(event: SeatTaken) -> Concern:
    council = Council.objects.filter(pk=event.council_id).first()
    if council is None:
        return NOBODY
    return Concern(
        user_ids=frozenset({event.user_id}),
        title=council.name,
        key=str(council.pk),
        words=event.reason,
    )


@concerned(SessionCalled, SessionChanged)
def invited(event: SessionEvent) -> Concern:
    """When and where; the minutes that are written later are no change for members."""
    session = _session(event, SessionState.PREPARING)
    if session is None:
        return NOBODY
    words = f"{periods.instant_words(session.meets_at)}, {session.place}"
    return _about(session, _members(session), words=words)


@concerned(SessionOpened)
def sheets_open(event: SessionOpened) -> Concern:
    """Who is there and has something to score."""
    session = _session(event, SessionState.OPEN)
    if session is None:
        return NOBODY
    scored = set(session.items.filter(is_scored=True).values_list("pk", flat=True))
    found = sitting(session)
    return _about(
        session,
        frozenset(seat.user_id for seat in found.seats if _scores(seat, found, scored)),
    )


def _scores(seat: Seat, found: Sitting, scored: set[int]) -> bool:
    free = any(not found.has_interest(seat, item_id) for item_id in scored)
    return free and not found.is_away(seat)


@concerned(BallotOpened)
def ballot_open(event: BallotOpened) -> Concern:
    """Whoever is on the list, whether they have voted meanwhile or not."""
    session = _session(event, SessionState.OPEN)
    ballot = Ballot.objects.filter(pk=event.ballot_id, state=BallotState.OPEN).first()
    if session is None or ballot is None or ballot.way != BallotWay.ONLINE:
        return NOBODY
    voters = ballot.voters.values_list("seat__user_id", flat=True)
    return _about(session, frozenset(voters), words=ballot.title)


@concerned(SessionClosed)
def minutes_to_approve(event: SessionClosed) -> Concern:
    """The chair and the deputies, as they are on the day on which it ended."""
    session = _session(event, SessionState.CLOSED)
    if session is None or session.closed_at is None:
        return NOBODY
    seats = Seat.objects.filter(council=session.council_id, post__in=PRESIDES)
    presiding = seats.in_force_on(local_day(session.closed_at))
    return _about(session, frozenset(presiding.values_list("user_id", flat=True)))


@concerned(ResultsReleased)
def released(event: ResultsReleased) -> Concern:
    session = _session(event, SessionState.RELEASED)
    return _about(session, _members(session)) if session else NOBODY
