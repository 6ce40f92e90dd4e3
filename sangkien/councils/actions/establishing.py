"""Councils and who sits in them."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.accounts.models import User
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.councils import permissions
from sangkien.councils.actions.recording import note_council
from sangkien.councils.enums import CouncilKind, Post
from sangkien.councils.errors import InvalidCouncil
from sangkien.councils.events import CouncilEnded, CouncilEstablished, SeatLeft, SeatTaken
from sangkien.councils.models import Council, Seat
from sangkien.councils.rules import terms
from sangkien.units.models import Unit


@transaction.atomic
def establish(
    unit: Unit,
    *,
    kind: CouncilKind,
    name: str,
    since_on: dt.date,
    until_on: dt.date | None,
    basis_number: str,
    basis_on: dt.date,
    basis_title: str,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> Council:
    """ "Thành lập hội đồng"; the same form sent twice establishes one."""
    if not permissions.can_establish(by, unit):
        raise NotAllowed(_("Bạn không được lập hội đồng ở đơn vị này."))
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)  # the same form at once
    earlier = Council.objects.filter(request_key=request_key, unit=unit).first()
    if earlier is not None:
        return earlier
    terms.ensure_term(since_on, until_on)
    council = Council.objects.create(
        unit=unit,
        kind=kind,
        name=_filled(name, "name"),
        since_on=since_on,
        until_on=until_on,
        basis_number=_filled(basis_number, "basis_number"),
        basis_on=basis_on,
        basis_title=_filled(basis_title, "basis_title"),
        request_key=request_key,
        created_at=at,
    )
    note_council(CouncilEstablished, council, by=by, at=at)
    return council


@transaction.atomic
def take_seat(
    council: Council,
    user: User,
    *,
    post: Post,
    is_union_seat: bool,
    since_on: dt.date,
    reason: str,
    by: Actor,
    at: dt.datetime,
) -> Seat:
    """ "Ghi thành viên" with the reason (the deciding paper); the same one twice is one."""
    council = _held(council, by)
    seats = list(council.seats.all())
    for one in seats:
        if (one.user_id, one.post, one.since_on) == (user.pk, post, since_on):
            return one
    if not user.is_active:
        raise InvalidCouncil(_("Tài khoản của người này đang bị khóa."), field="login")
    terms.ensure_inside(since_on, council)
    terms.ensure_free(
        post,
        since_on,
        own=[one for one in seats if one.user_id == user.pk],
        chairs=[one for one in seats if one.post == Post.CHAIR],
    )
    why = _filled(reason, "reason")
    seat = Seat.objects.create(
        council=council, user=user, post=post, is_union_seat=is_union_seat, since_on=since_on
    )
    taken = {"user_id": user.pk, "post": post.value, "since_on": since_on, "reason": why}
    note_council(SeatTaken, council, by=by, at=at, **taken)
    return seat


@transaction.atomic
def leave_seat(seat: Seat, *, until_on: dt.date, reason: str, by: Actor, at: dt.datetime) -> Seat:
    """ "Ghi thôi tham gia" after a last day; twice does no harm."""
    council = _held(seat.council, by)
    seat.refresh_from_db(fields=["until_on"])
    if seat.until_on == until_on:
        return seat
    if seat.until_on is not None:
        raise InvalidCouncil(_("Người này đã thôi tham gia từ trước."), field="until_on")
    terms.ensure_term(seat.since_on, until_on)
    why = _filled(reason, "reason")
    Seat.objects.filter(pk=seat.pk).update(until_on=until_on)
    seat.until_on = until_on
    note_council(
        SeatLeft, council, by=by, at=at, user_id=seat.user_id, until_on=until_on, reason=why
    )
    return seat


@transaction.atomic
def end(council: Council, *, until_on: dt.date, reason: str, by: Actor, at: dt.datetime) -> Council:
    """ "Kết thúc hoạt động của hội đồng" before its term is over; twice does no harm."""
    council = _held(council, by)
    if council.until_on == until_on:
        return council
    if council.until_on is not None and until_on > council.until_on:
        raise InvalidCouncil(_("Nhiệm kỳ đã kết thúc trước ngày đó."), field="until_on")
    terms.ensure_term(council.since_on, until_on)
    why = _filled(reason, "reason")
    council.until_on = until_on
    council.save(update_fields=["until_on"])
    note_council(CouncilEnded, council, by=by, at=at, until_on=until_on, reason=why)
    return council


def _held(council: Council, by: Actor) -> Council:
    """The row as it stands now, for who may manage it; others wait."""
    if not permissions.can_manage(by, council):
        raise NotAllowed(_("Bạn không phụ trách hội đồng này."))
    rows = Council.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=council.pk)


def _filled(typed: str, field: str) -> str:
    clean = text.clean_line(typed)
    if not clean:
        raise InvalidCouncil(_("Hãy điền ô này."), field=field)
    return clean
