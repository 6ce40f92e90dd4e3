"""What somebody is in a council on a day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.councils.enums import Post
from sangkien.councils.models import Council, Seat

RUNS = frozenset({Post.CHAIR, Post.DEPUTY, Post.SECRETARY})
PRESIDES = frozenset({Post.CHAIR, Post.DEPUTY})


@dataclass(frozen=True, kw_only=True)
class Office:
    """`seat` is None for who does not sit in it; `is_manager` is an officer of its unit."""

    seat: Seat | None
    is_manager: bool

    @property
    def post(self) -> Post | None:
        return Post(self.seat.post) if self.seat else None

    @property
    def may_prepare(self) -> bool:
        """Call sessions, write the agenda: the chair, deputies, the secretary, the unit."""
        return self.is_manager or self.may_run

    @property
    def may_run(self) -> bool:
        """Attendance, scoring, ballots, the text of the minutes: only who sits there."""
        return self.post in RUNS

    @property
    def may_preside(self) -> bool:
        """Unlock sheets, confirm counts, approve the minutes: the chair, or a deputy for them."""
        return self.post in PRESIDES


def office(actor: Actor, council: Council, *, on: dt.date) -> Office:
    """One query."""
    return offices(actor, [council], on=on)[council.pk]


def offices(actor: Actor, councils: Sequence[Council], *, on: dt.date) -> dict[int, Office]:
    """By council, in one query."""
    seats: dict[int, Seat] = {}
    if actor.user_id is not None and councils:
        rows = Seat.objects.in_force_on(on).filter(council__in=councils, user_id=actor.user_id)
        seats = {row.council_id: row for row in rows}
    return {
        one.pk: Office(
            seat=seats.get(one.pk),
            is_manager=actor.can(Permission.COUNCIL_MANAGE, at=one.unit.path),
        )
        for one in councils
    }
