"""Who may score and vote in a session, and on what not."""

from collections import defaultdict
from dataclasses import dataclass

from sangkien.access.actor import Actor
from sangkien.core.periods import local_day
from sangkien.councils.enums import Denominator, Presence
from sangkien.councils.models import AgendaItem, Interest, Seat, Session
from sangkien.councils.rules.voting import Bases


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """The members on the day of a session: their seats, who is there, who has an interest."""

    session: Session
    seats: tuple[Seat, ...]
    presence: dict[int, Presence]
    interested: dict[int, frozenset[int]]

    def seat_of(self, actor: Actor) -> Seat | None:
        return next((one for one in self.seats if one.user_id == actor.user_id), None)

    def is_away(self, seat: Seat) -> bool:
        return self.presence.get(seat.pk) == Presence.ABSENT

    def has_interest(self, seat: Seat, item_id: int | None) -> bool:
        return item_id is not None and seat.user_id in self.interested.get(item_id, frozenset())

    def voters(self, denominator: Denominator) -> list[Seat]:
        """Those who are there; those with a written opinion where the rule counts them."""
        counted = {Presence.PRESENT}
        if denominator in {Denominator.ALL, Denominator.ASKED}:
            counted.add(Presence.WRITTEN)
        return [one for one in self.seats if self.presence.get(one.pk) in counted]

    def bases(self, item_id: int | None, *, valid: int = 0) -> Bases:
        """Denominators of an item, by the setting without those who have an interest in it."""
        counted = [
            self.presence.get(one.pk)
            for one in self.seats
            if not (self.session.leaves_out_conflicts and self.has_interest(one, item_id))
        ]
        present, written = counted.count(Presence.PRESENT), counted.count(Presence.WRITTEN)
        return Bases(all=len(counted), present=present, asked=present + written, valid=valid)


def sitting(session: Session) -> Sitting:
    """Three queries, however many items there are."""
    seats = Seat.objects.in_force_on(local_day(session.meets_at)).filter(council=session.council_id)
    attended = session.attendances.values_list("seat_id", "presence")
    return Sitting(
        session=session,
        seats=tuple(seats.select_related("user").order_by("pk")),
        presence={pk: Presence(presence) for pk, presence in attended},
        interested=_interested(session),
    )


def _interested(session: Session) -> dict[int, frozenset[int]]:
    """Ids of people by item."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Interest.objects.filter(item__session=session)
    for item_id, user_id in rows.values_list("item_id", "user_id"):
        found[item_id].add(user_id)
    return {pk: frozenset(users) for pk, users in found.items()}


def own_interests(session: Session, user_id: int | None) -> frozenset[int]:
    """The items in which one person has an interest."""
    if user_id is None:
        return frozenset()
    rows = Interest.objects.filter(item__session=session, user_id=user_id)
    return frozenset(rows.values_list("item_id", flat=True))


def has_interest(user_id: int, item: AgendaItem) -> bool:
    return Interest.objects.filter(item=item, user_id=user_id).exists()
