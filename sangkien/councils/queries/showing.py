"""What the pages of councils show."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.access.scoping import within
from sangkien.accounts.models import User
from sangkien.core.errors import NotFound
from sangkien.councils.enums import BallotState, BallotWay, Choice, Post, Presence, SessionState
from sangkien.councils.models import (
    AgendaItem,
    Attendance,
    Ballot,
    BallotLine,
    Council,
    Interest,
    ScoreTable,
    Seat,
    Session,
    SessionPaper,
    Sheet,
    Slip,
    Voter,
)
from sangkien.units.models import Membership
from sangkien.units.queries.people import signed_in_by

PAGE = 30
MOST_WAITING = 20


def councils_page(
    actor: Actor, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[Council], int | None]:
    """Councils that the actor sees, the latest first, keyset by number."""
    rows = Council.objects.visible_to(actor).select_related("unit")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def get_council(pk: int, *, actor: Actor) -> Council:
    found = Council.objects.visible_to(actor).filter(pk=pk).select_related("unit__parent").first()
    if found is None:
        raise NotFound(_("Không tìm thấy hội đồng này."))
    return found


def seats_of(council: Council) -> list[Seat]:
    """All seats, the chair first, those who left at the end."""
    order = {post: place for place, post in enumerate(Post)}
    rows = council.seats.select_related("user").order_by("user__name_sort", "pk")
    return sorted(rows, key=lambda row: (row.until_on is not None, order[Post(row.post)]))


def get_seat(council: Council, pk: int) -> Seat:
    found = council.seats.select_related("user", "council__unit").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy thành viên này."))
    return found


def seatable_person(actor: Actor, login: str, *, on: dt.date) -> User | None:
    """The person with a member code or phone number, among the members of the units whose
    councils the actor looks after. People of other units are not found.
    """
    reach = within(actor, Permission.COUNCIL_MANAGE, field="unit__path")
    rows = Membership.objects.filter(reach, signed_in_by(login)).in_force_on(on)
    found = rows.select_related("user").order_by("pk").first()
    return found.user if found else None


def sessions_page(
    council: Council, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[Session], int | None]:
    """The latest first, keyset by number."""
    rows = council.sessions.all()
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def get_session(pk: int, *, actor: Actor) -> Session:
    rows = Session.objects.visible_to(actor).select_related("council__unit__parent", "table")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy kỳ họp này."))
    return found


def tables_of(council: Council) -> list[ScoreTable]:
    """The newest version of each."""
    return list(council.score_tables.filter(replaced_by=None).order_by("name", "pk"))


def get_table(council: Council, pk: int) -> ScoreTable:
    found = council.score_tables.select_related("replaced_by").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy bảng điểm này."))
    return found


def items_of(session: Session) -> list[AgendaItem]:
    rows = session.items.select_related("session__council__unit", "session__table")
    return list(rows.order_by("number"))


def items_to_vote(session: Session) -> list[AgendaItem]:
    """Those that are on no paper yet; an annulled one does not count."""
    live = (BallotState.OPEN, BallotState.COUNTED, BallotState.CLOSED)
    papers = BallotLine.objects.filter(item=OuterRef("pk"), ballot__state__in=live)
    rows = session.items.filter(~Exists(papers), is_voted=True)
    return list(rows.order_by("number"))


def get_item(session: Session, pk: int) -> AgendaItem:
    rows = session.items.select_related("session__council__unit", "session__table")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy nội dung này."))
    return found


def interests_of(session: Session) -> list[Interest]:
    rows = Interest.objects.filter(item__session=session).select_related("user", "item__session")
    return list(rows.order_by("pk"))


def attendance_of(session: Session) -> dict[int, Attendance]:
    return {row.seat_id: row for row in session.attendances.all()}


def own_sheets(session: Session, seat: Seat) -> dict[int, Sheet]:
    """The sheets of one member, by item; nobody else's."""
    return {row.item_id: row for row in Sheet.objects.filter(item__session=session, seat=seat)}


def submitted(session: Session) -> dict[int, int]:
    """How many sheets are in, by item: the number, not whose."""
    rows = Sheet.objects.filter(item__session=session, submitted_at__isnull=False)
    counted = rows.order_by().values("item").annotate(n=Count("pk"))
    return {row["item"]: row["n"] for row in counted}


def locked_sheets(item: AgendaItem) -> list[Sheet]:
    """Who has submitted, for the chair who may unlock."""
    rows = item.sheets.filter(submitted_at__isnull=False).select_related("seat__user")
    return list(rows.order_by("seat_id"))


def get_sheet(item: AgendaItem, pk: int) -> Sheet:
    rows = item.sheets.select_related("seat__user", "item__session__council__unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy phiếu chấm này."))
    return found


def ballots_of(session: Session) -> list[Ballot]:
    return list(session.ballots.order_by("number"))


def get_ballot(session: Session, pk: int) -> Ballot:
    rows = session.ballots.select_related(
        "session__council__unit__parent", "counted_by", "confirmed_by", "previous"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy lần bỏ phiếu này."))
    return found


def has_next_round(ballot: Ballot) -> bool:
    return ballot.next_rounds.exclude(state=BallotState.ANNULLED).exists()


def has_voted(ballot: Ballot, seat: Seat | None) -> bool | None:
    """None for who is not on the list of voters."""
    if seat is None:
        return None
    return (
        Voter.objects.filter(ballot=ballot, seat=seat).values_list("has_voted", flat=True).first()
    )


def paper_of(session: Session, ballot: Ballot | None = None) -> SessionPaper | None:
    """As it was approved, if it was."""
    return session.papers.filter(ballot=ballot).select_related("paper").first()


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """ "Phiếu chờ tôi chấm, bỏ phiếu" in one session."""

    session: Session
    sheets: int
    ballots: int


def waiting(actor: Actor, *, on: dt.date) -> list[Waiting]:
    """Sessions that wait for something of the actor; two queries."""
    if actor.user_id is None:
        return []
    sheets = _unscored(actor.user_id, on=on)
    votes = _unvoted(actor.user_id)
    wanted = list(dict.fromkeys([*sheets, *votes]))[:MOST_WAITING]
    if not wanted:
        return []
    rows = Session.objects.filter(pk__in=wanted).select_related("council")
    return [
        Waiting(session=row, sheets=sheets.get(row.pk, 0), ballots=votes.get(row.pk, 0))
        for row in rows.order_by("meets_at", "pk")
    ]


def _unscored(user_id: int, *, on: dt.date) -> dict[int, int]:
    """Items to score, by session."""
    own = Seat.objects.in_force_on(on).filter(council=OuterRef("session__council"), user_id=user_id)
    done = Sheet.objects.filter(
        item=OuterRef("pk"), seat__user_id=user_id, submitted_at__isnull=False
    )
    aside = Interest.objects.filter(item=OuterRef("pk"), user_id=user_id)
    away = Attendance.objects.filter(
        session=OuterRef("session"), seat__user_id=user_id, presence=Presence.ABSENT
    )
    rows = AgendaItem.objects.filter(
        Exists(own),
        ~Exists(done),
        ~Exists(aside),
        ~Exists(away),
        is_scored=True,
        session__state=SessionState.OPEN,
        session__scoring_closed_at=None,
    )
    counted = rows.order_by().values("session").annotate(n=Count("pk"))[:MOST_WAITING]
    return {row["session"]: row["n"] for row in counted}


def _unvoted(user_id: int) -> dict[int, int]:
    rows = Voter.objects.filter(
        Q(seat__user_id=user_id),
        has_voted=False,
        ballot__state=BallotState.OPEN,
        ballot__way=BallotWay.ONLINE,
    )
    counted = rows.order_by().values("ballot__session").annotate(n=Count("pk"))[:MOST_WAITING]
    return {row["ballot__session"]: row["n"] for row in counted}


def unvoted_ballots(session: Session, actor: Actor) -> set[int]:
    """Ballots of a session on which the actor may still vote."""
    if actor.user_id is None:
        return set()
    rows = Voter.objects.filter(
        ballot__session=session, seat__user_id=actor.user_id, has_voted=False
    )
    return set(rows.values_list("ballot_id", flat=True))


def is_about(ballot: Ballot, item_ids: Collection[int]) -> bool:
    """Whether one of these items is on the paper; nothing is asked about none."""
    return bool(item_ids) and ballot.lines.filter(item__in=list(item_ids)).exists()


def lines_of(ballot: Ballot) -> list[BallotLine]:
    return list(ballot.lines.order_by("number"))


def slips_of(ballot: Ballot) -> list[tuple[str, int, str]]:
    """Who said what in an open ballot: name, line, choice."""
    rows = Slip.objects.filter(line__ballot=ballot).select_related("seat__user", "line")
    return [
        (row.seat.user.full_name, row.line.number, str(Choice(row.choice).label))
        for row in rows.order_by("seat_id", "line__number")
    ]
