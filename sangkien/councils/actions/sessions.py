"""A session from the invitation to its end."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.councils.actions.recording import held, note
from sangkien.councils.enums import BallotState, Presence, SessionState
from sangkien.councils.errors import InvalidSession, MovedMeanwhile
from sangkien.councils.events import (
    AttendanceTaken,
    ScoringClosed,
    SessionCalled,
    SessionChanged,
    SessionClosed,
    SessionOpened,
)
from sangkien.councils.models import Attendance, Council, ScoreTable, Seat, Session
from sangkien.councils.models.council import SeatQuerySet
from sangkien.councils.queries import sealing
from sangkien.councils.queries.offices import Office, office
from sangkien.councils.queries.summaries import counting_sheets
from sangkien.councils.rules import attendance, moving, voting
from sangkien.councils.rules.attendance import Attended
from sangkien.councils.rules.voting import Threshold

TWO_THIRDS = Threshold(numerator=2, denominator=3)
WRITABLE = (SessionState.OPEN, SessionState.CLOSED)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a session meets and decides; see `models.Session`."""

    meets_at: dt.datetime
    place: str
    is_online: bool = False
    quorum: Threshold = TWO_THIRDS
    quorum_counts_written: bool = False
    table: ScoreTable | None = None
    trims_from: int = 0
    leaves_out_conflicts: bool = True


@transaction.atomic
def call(
    council: Council, settings: Settings, *, request_key: uuid.UUID, by: Actor, at: dt.datetime
) -> Session:
    """ "Triệu tập kỳ họp"; the same form sent twice calls one."""
    _ensure_may_prepare(council, by, at=at)
    rows = Council.objects.select_for_update(of=("self",)).select_related("unit")
    council = rows.get(pk=council.pk)
    earlier = Session.objects.filter(request_key=request_key, council=council).first()
    if earlier is not None:
        return earlier
    meets_on = local_day(settings.meets_at)
    if not council.stands_on(meets_on):
        raise InvalidSession(_("Ngày họp nằm ngoài nhiệm kỳ của hội đồng."), field="meets_on")
    same_year = Session.objects.filter(council=council, year=meets_on.year)
    last: int = same_year.aggregate(last=Max("number"))["last"] or 0
    session = Session.objects.create(
        council=council,
        year=meets_on.year,
        number=last + 1,
        request_key=request_key,
        **_columns(council, settings),
    )
    note(SessionCalled, session, by=by, at=at)
    return session


@transaction.atomic
def change(session: Session, settings: Settings, *, by: Actor, at: dt.datetime) -> Session:
    """ "Sửa kỳ họp" while it is being prepared; its number stays, so does its year."""
    session = held(session)
    _ensure_may_prepare(session.council, by, at=at)
    moving.ensure_state(session.state_enum, wanted=SessionState.PREPARING)
    meets_on = local_day(settings.meets_at)
    if meets_on.year != session.year or not session.council.stands_on(meets_on):
        raise InvalidSession(
            _("Ngày họp phải trong năm %(year)s và trong nhiệm kỳ.") % {"year": session.year},
            field="meets_on",
        )
    if settings.table is None and session.items.filter(is_scored=True).exists():
        raise InvalidSession(_("Có nội dung phải chấm điểm."), field="table")
    Session.objects.filter(pk=session.pk).update(**_columns(session.council, settings))
    session.refresh_from_db()
    note(SessionChanged, session, by=by, at=at)
    return session


@transaction.atomic
def take_attendance(
    session: Session, lines: Sequence[Attended], *, by: Actor, at: dt.datetime
) -> None:
    """ "Điểm danh": the whole list at once; not while somebody votes."""
    session = held(session)
    _ensure_may_run(session, by, at=at)
    if session.state not in {SessionState.PREPARING, SessionState.OPEN}:
        raise InvalidSession(_("Kỳ họp đã kết thúc."))
    _ensure_nobody_votes(session)
    lines = [_cleaned(line) for line in lines]
    attendance.ensure_attended(lines, seat_ids=set(_seats(session).values_list("pk", flat=True)))
    present = {p: sum(line.presence == p for line in lines) for p in Presence}
    if session.state == SessionState.OPEN:
        _ensure_quorum(
            session, present=present[Presence.PRESENT], written=present[Presence.WRITTEN]
        )
    Attendance.objects.filter(session=session).delete()
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            seat_id=line.seat_id,
            presence=line.presence,
            reason=line.reason,
            opinion=line.opinion,
        )
        for line in lines
    )
    note(
        AttendanceTaken,
        session,
        by=by,
        at=at,
        present=present[Presence.PRESENT],
        written=present[Presence.WRITTEN],
        absent=present[Presence.ABSENT],
        sealed=sealing.seal_of_attendance(session),
    )


def _cleaned(line: Attended) -> Attended:
    """Without what does not go with the presence."""
    is_away, is_written = line.presence != Presence.PRESENT, line.presence == Presence.WRITTEN
    return Attended(
        seat_id=line.seat_id,
        presence=line.presence,
        reason=text.clean_line(line.reason) if is_away else "",
        opinion=text.clean_prose(line.opinion) if is_written else "",
    )


@transaction.atomic
def open_session(session: Session, *, by: Actor, at: dt.datetime) -> Session:
    """ "Khai mạc": enough members are there, and there is something to decide."""
    session = held(session)
    _ensure_may_run(session, by, at=at)
    moving.ensure_state(session.state_enum, wanted=SessionState.PREPARING)
    if not session.items.exists():
        raise InvalidSession(_("Kỳ họp chưa có nội dung nào."))
    # Whoever has left since the roll was called is no member on the day.
    rows = Attendance.objects.filter(session=session, seat__in=_seats(session))
    present = rows.filter(presence=Presence.PRESENT).count()
    _ensure_quorum(session, present=present, written=rows.filter(presence=Presence.WRITTEN).count())
    session.move_to(SessionState.OPEN, opened_at=at)
    note(SessionOpened, session, by=by, at=at)
    return session


@transaction.atomic
def close_scoring(session: Session, *, by: Actor, at: dt.datetime) -> Session:
    """ "Kết thúc chấm điểm": from now on everybody sees the summary, and no sheet changes."""
    session = held(session)
    _ensure_may_run(session, by, at=at)
    moving.ensure_state(session.state_enum, wanted=SessionState.OPEN)
    if session.scoring_closed_at is not None:
        raise MovedMeanwhile(moving.moved_words())
    scored = list(session.items.filter(is_scored=True).order_by("number"))
    marked = set(counting_sheets([one.pk for one in scored]).values_list("item_id", flat=True))
    missing = [one for one in scored if one.pk not in marked]
    if missing:
        raise InvalidSession(
            _("Chưa có phiếu chấm nào của nội dung %(number)d: %(title)s.")
            % {"number": missing[0].number, "title": missing[0].title}
        )
    session.scoring_closed_at = at
    session.save(update_fields=["scoring_closed_at"])
    note(ScoringClosed, session, by=by, at=at)
    return session


@transaction.atomic
def write_minutes(
    session: Session, *, discussion: str, conclusion: str, by: Actor, at: dt.datetime
) -> Session:
    """ "Ghi diễn biến, kết luận" for the minutes, until they are approved."""
    session = held(session)
    _ensure_may_run(session, by, at=at)
    if session.state not in WRITABLE:
        raise InvalidSession(_("Biên bản chỉ ghi khi kỳ họp đã mở và chưa duyệt."))
    words = (text.clean_prose(discussion), text.clean_prose(conclusion))
    if words != (session.discussion, session.conclusion):
        session.discussion, session.conclusion = words
        session.save(update_fields=["discussion", "conclusion"])
        note(SessionChanged, session, by=by, at=at)
    return session


@transaction.atomic
def close_session(session: Session, *, by: Actor, at: dt.datetime) -> Session:
    """ "Bế mạc": nothing is being scored or voted on any more."""
    session = held(session)
    _ensure_may_run(session, by, at=at)
    moving.ensure_state(session.state_enum, wanted=SessionState.OPEN)
    _ensure_nobody_votes(session)
    if session.scoring_closed_at is None and session.items.filter(is_scored=True).exists():
        raise InvalidSession(_("Hãy kết thúc chấm điểm trước."))
    session.move_to(SessionState.CLOSED, closed_at=at)
    note(SessionClosed, session, by=by, at=at, sealed=sealing.seal_of_session(session))
    return session


def office_in(session: Session, by: Actor, *, at: dt.datetime) -> Office:
    """On the day of the action: who left the council runs no session of last month."""
    return office(by, session.council, on=local_day(at))


def _ensure_may_prepare(council: Council, by: Actor, *, at: dt.datetime) -> None:
    if not office(by, council, on=local_day(at)).may_prepare:
        raise NotAllowed(_("Bạn không được chuẩn bị kỳ họp của hội đồng này."))


def _ensure_may_run(session: Session, by: Actor, *, at: dt.datetime) -> None:
    if not office_in(session, by, at=at).may_run:
        raise NotAllowed(_("Chỉ chủ tọa hoặc thư ký điều hành được kỳ họp."))


def _ensure_nobody_votes(session: Session) -> None:
    running = session.ballots.filter(state__in=(BallotState.OPEN, BallotState.COUNTED))
    if running.exists():
        raise InvalidSession(_("Đang có lần bỏ phiếu chưa xong."))


def _seats(session: Session) -> SeatQuerySet:
    """Members on the day of the session."""
    standing = Seat.objects.in_force_on(local_day(session.meets_at))
    return standing.filter(council=session.council)


def _ensure_quorum(session: Session, *, present: int, written: int) -> None:
    attendance.ensure_quorum(
        session.quorum,
        members=_seats(session).count(),
        present=present,
        written=written,
        counts_written=session.quorum_counts_written,
    )


def _columns(council: Council, settings: Settings) -> dict[str, object]:
    place = text.clean_line(settings.place)
    if not place:
        raise InvalidSession(_("Hãy ghi địa điểm hoặc đường dẫn họp."), field="place")
    voting.ensure_threshold(settings.quorum, field="quorum")
    if settings.table is not None and settings.table.council_id != council.pk:
        raise InvalidSession(_("Hãy chọn bảng điểm của hội đồng này."), field="table")
    return {
        "meets_at": settings.meets_at,
        "place": place,
        "is_online": settings.is_online,
        "quorum_numerator": settings.quorum.numerator,
        "quorum_denominator": settings.quorum.denominator,
        "quorum_counts_written": settings.quorum_counts_written,
        "table": settings.table,
        "trims_from": settings.trims_from,
        "leaves_out_conflicts": settings.leaves_out_conflicts,
    }
