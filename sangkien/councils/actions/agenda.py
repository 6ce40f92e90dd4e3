"""What a session is to decide on: items come from the council itself or from apps above."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.councils.actions.recording import held, note
from sangkien.councils.enums import InterestKind, SessionState
from sangkien.councils.errors import InvalidSession
from sangkien.councils.events import InterestDeclared, ItemAdded, ItemRemoved
from sangkien.councils.models import AgendaItem, Interest, Session
from sangkien.councils.queries.offices import office
from sangkien.councils.rules import interests, moving
from sangkien.councils.rules.interests import Conflict

MOST_ITEMS = 200


@transaction.atomic
def add_item(
    session: Session,
    *,
    title: str,
    summary: str = "",
    address: str = "",
    is_scored: bool,
    is_voted: bool,
    conflicts: Sequence[Conflict] = (),
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> AgendaItem:
    """ "Đưa vào nội dung họp", while the session is being prepared.

    `address` is a path inside the site with details, or empty. `conflicts` neither score nor
    vote. The same `request_key` again gives the item that is there.
    """
    session = held(session)
    _ensure_may_prepare(session, by, at=at)
    earlier = session.items.filter(request_key=request_key).first()
    if earlier is not None:
        return earlier
    moving.ensure_state(session.state_enum, wanted=SessionState.PREPARING)
    interests.ensure_address(address)
    _ensure_table(session, is_scored=is_scored)
    item = AgendaItem.objects.create(
        session=session,
        number=_next_number(session),
        title=_ensure_title(title),
        summary=text.clean_prose(summary),
        address=address,
        is_scored=is_scored,
        is_voted=is_voted,
        request_key=request_key,
    )
    _shut_out(item, conflicts, at=at)
    note(ItemAdded, session, by=by, at=at, item_id=item.pk)
    return item


@transaction.atomic
def remove_item(item: AgendaItem, *, reason: str, by: Actor, at: dt.datetime) -> None:
    """ "Rút khỏi nội dung họp" before the session is opened; twice does no harm."""
    session = held(item.session)
    _ensure_may_prepare(session, by, at=at)
    moving.ensure_state(session.state_enum, wanted=SessionState.PREPARING)
    why = text.clean_line(reason)
    if not why:
        raise InvalidSession(_("Hãy ghi lý do."), field="reason")
    pk, title = item.pk, item.title
    if AgendaItem.objects.filter(pk=pk).delete()[0]:
        note(ItemRemoved, session, by=by, at=at, item_id=pk, title=title, reason=why)


@transaction.atomic
def forget_item(item: AgendaItem, *, title: str, reason: str, at: dt.datetime) -> None:
    """ "Xóa tên khỏi nội dung họp" of somebody who was erased: no word about the person stays. As long as
    the session is prepared the item leaves the agenda; afterwards it says why nothing is decided on it.
    """
    session = held(item.session)
    is_over = session.approved_at is not None
    words = "" if is_over else reason
    AgendaItem.objects.filter(pk=item.pk).update(title=_ensure_title(title)[:300], summary=words)
    item.refresh_from_db()
    if session.state == SessionState.PREPARING:
        remove_item(item, reason=reason, by=Actor.system(), at=at)


@transaction.atomic
def declare_interest(
    item: AgendaItem, user: User, *, sentence: str, by: Actor, at: dt.datetime
) -> Interest:
    """ "Khai có liên quan": the member says why, or the secretary notes it for a member.

    Before the item is put to the vote. Until the scoring ends a sheet of this member no longer
    counts; afterwards it stays, and only the vote is barred.
    """
    session = held(item.session)
    held_office = office(by, session.council, on=local_day(at))
    if by.user_id != user.pk and not held_office.may_run:
        raise NotAllowed(_("Chỉ thành viên đó hoặc thư ký ghi được điều này."))
    _ensure_open_to_declare(session, item)
    why = text.clean_line(sentence)
    if not why:
        raise InvalidSession(_("Hãy ghi một câu: liên quan thế nào."), field="sentence")
    earlier = Interest.objects.filter(item=item, user=user).first()
    if earlier is not None:
        return earlier
    declared = Interest.objects.create(
        item=item, user=user, kind=InterestKind.DECLARED, sentence=why, declared_at=at
    )
    note(InterestDeclared, session, by=by, at=at, item_id=item.pk, user_id=user.pk)
    return declared


def _ensure_open_to_declare(session: Session, item: AgendaItem) -> None:
    """Nobody takes an interest back out of a count that has begun."""
    if session.state not in {SessionState.PREPARING, SessionState.OPEN}:
        raise InvalidSession(_("Kỳ họp đã kết thúc."))
    if item.ballot_lines.exists():
        raise InvalidSession(_("Nội dung này đã đưa ra bỏ phiếu."))


def _ensure_may_prepare(session: Session, by: Actor, *, at: dt.datetime) -> None:
    if not office(by, session.council, on=local_day(at)).may_prepare:
        raise NotAllowed(_("Bạn không được soạn chương trình của kỳ họp này."))


def _shut_out(item: AgendaItem, conflicts: Sequence[Conflict], *, at: dt.datetime) -> None:
    Interest.objects.bulk_create(
        Interest(item=item, user_id=one.user_id, kind=one.kind, declared_at=at)
        for one in interests.distinct(conflicts)
    )


def _ensure_table(session: Session, *, is_scored: bool) -> None:
    if is_scored and session.table_id is None:
        raise InvalidSession(
            _("Kỳ họp chưa chọn bảng điểm nên chưa chấm điểm được."), field="is_scored"
        )


def _ensure_title(title: str) -> str:
    clean = text.clean_line(title)
    if not clean:
        raise InvalidSession(_("Hãy nhập nội dung."), field="title")
    return clean


def _next_number(session: Session) -> int:
    last: int = session.items.aggregate(last=Max("number"))["last"] or 0
    if session.items.count() >= MOST_ITEMS:
        raise InvalidSession(
            _("Một kỳ họp có nhiều nhất %(n)d nội dung.") % {"n": MOST_ITEMS}, field="title"
        )
    return last + 1
