"""Move a person to another unit: at once within one's own scope, else in two steps."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.units.actions import moving, people
from sangkien.units.enums import Leaving, TransferState
from sangkien.units.errors import AlreadyMember, DecidedBefore, InvalidMove
from sangkien.units.events import (
    TransferAccepted,
    TransferCancelled,
    TransferRefused,
    TransferSent,
)
from sangkien.units.models import Membership, Transfer, Unit

ANSWER_WITHIN = dt.timedelta(days=30)
LATEST = dt.timedelta(days=60)


@transaction.atomic
def send(
    membership: Membership,
    to_unit: Unit,
    *,
    moves_on: dt.date,
    reason: str,
    by: Actor,
    at: dt.datetime,
) -> Transfer:
    """ "Chuyển sinh hoạt": ends here the day before `moves_on`, begins there on it.

    Whoever looks after both units has accepted by sending.
    """
    moving.ensure_manages(membership, by)
    _ensure_fits(membership, to_unit, moves_on=moves_on, today=local_day(at))
    _expire(membership, at=at)
    try:
        with transaction.atomic():
            transfer = Transfer.objects.create(
                user_id=membership.user_id,
                from_unit=membership.unit,
                to_unit=to_unit,
                moves_on=moves_on,
                reason=text.clean_line(reason),
                sent_by_id=by.user_id,
                sent_at=at,
                expires_on=local_day(at) + ANSWER_WITHIN,
            )
    except IntegrityError as error:
        raise DecidedBefore(
            _("Người này đang chờ một đơn vị tiếp nhận. Hãy rút lần chuyển đó trước.")
        ) from error
    _note(TransferSent, transfer, unit=membership.unit, other=to_unit, by=by, at=at)
    if by.can(Permission.MEMBER_MANAGE, at=to_unit.path):
        return accept(transfer, by=by, at=at)
    return transfer


def _ensure_fits(
    membership: Membership, to_unit: Unit, *, moves_on: dt.date, today: dt.date
) -> None:
    if membership.until_on is not None:
        raise DecidedBefore(_("Người này đã thôi sinh hoạt ở đơn vị trước đó."))
    if to_unit.pk == membership.unit_id:
        raise InvalidMove(_("Đây chính là đơn vị hiện nay."), field="to")
    if not to_unit.stands_on(moves_on):
        raise InvalidMove(_("Đơn vị nhận không hoạt động vào ngày này."), field="to")
    if moves_on <= membership.since_on:
        raise InvalidMove(
            _("Ngày chuyển phải sau ngày vào đơn vị (%(day)s).")
            % {"day": f"{membership.since_on:%d/%m/%Y}"},
            field="moves_on",
        )
    if moves_on > today + LATEST:
        raise InvalidMove(_("Ngày chuyển không quá 60 ngày tính từ hôm nay."), field="moves_on")
    _ensure_not_there(membership.user_id, to_unit)


def _ensure_not_there(user_id: int, to_unit: Unit) -> None:
    if Membership.objects.filter(user_id=user_id, unit=to_unit, until_on=None).exists():
        raise AlreadyMember(_("Người này đã thuộc đơn vị nhận."), field="to")


def _expire(membership: Membership, *, at: dt.datetime) -> None:
    """What nobody answered in time does not stand in the way."""
    Transfer.objects.filter(
        user_id=membership.user_id,
        from_unit_id=membership.unit_id,
        state=TransferState.SENT,
        expires_on__lt=local_day(at),
    ).update(state=TransferState.EXPIRED, decided_at=at)


@transaction.atomic
def accept(transfer: Transfer, *, by: Actor, at: dt.datetime) -> Transfer:
    """ "Tiếp nhận": the membership moves; initiatives stay with the unit they were credited to."""
    _ensure_receives(transfer, by)
    _decide(transfer, TransferState.ACCEPTED, answer="", by=by, at=at)
    membership = (
        Membership.objects.filter(
            user_id=transfer.user_id, unit_id=transfer.from_unit_id, until_on=None
        )
        .select_related("unit", "user")
        .first()
    )
    if membership is None:
        raise DecidedBefore(_("Người này không còn thuộc đơn vị chuyển đi."))
    _ensure_not_there(transfer.user_id, transfer.to_unit)
    last_on = transfer.moves_on - dt.timedelta(days=1)
    moving.end(
        membership, cause=Leaving.MOVED, last_on=last_on, reason=transfer.reason, by=by, at=at
    )
    people.begin_membership(transfer.to_unit, transfer.user, since_on=transfer.moves_on)
    _note(TransferAccepted, transfer, unit=transfer.to_unit, other=transfer.from_unit, by=by, at=at)
    return transfer


@transaction.atomic
def refuse(transfer: Transfer, *, answer: str, by: Actor, at: dt.datetime) -> Transfer:
    """ "Không tiếp nhận", with a reason: the person stays where they are."""
    _ensure_receives(transfer, by)
    _decide(transfer, TransferState.REFUSED, answer=text.clean_line(answer), by=by, at=at)
    _note(TransferRefused, transfer, unit=transfer.to_unit, other=transfer.from_unit, by=by, at=at)
    return transfer


@transaction.atomic
def cancel(transfer: Transfer, *, by: Actor, at: dt.datetime) -> Transfer:
    """ "Rút lại" what nobody has answered."""
    if not by.can(Permission.MEMBER_MANAGE, at=transfer.from_unit.path):
        raise NotAllowed(_("Bạn không quản lý đoàn viên của đơn vị chuyển đi."))
    _decide(transfer, TransferState.CANCELLED, answer="", by=by, at=at)
    _note(
        TransferCancelled, transfer, unit=transfer.from_unit, other=transfer.to_unit, by=by, at=at
    )
    return transfer


def _ensure_receives(transfer: Transfer, by: Actor) -> None:
    if not by.can(Permission.MEMBER_MANAGE, at=transfer.to_unit.path):
        raise NotAllowed(_("Bạn không quản lý đoàn viên của đơn vị nhận."))


def _decide(
    transfer: Transfer, state: TransferState, *, answer: str, by: Actor, at: dt.datetime
) -> None:
    """Compare and set: the first of two who press decides."""
    if state != TransferState.CANCELLED and local_day(at) > transfer.expires_on:
        raise InvalidMove(_("Lần chuyển này đã quá hạn trả lời. Đơn vị cũ cần gửi lại."))
    decided = Transfer.objects.filter(pk=transfer.pk, state=TransferState.SENT).update(
        state=state, answer=answer, decided_by_id=by.user_id, decided_at=at
    )
    if not decided:
        raise DecidedBefore(_("Lần chuyển này đã có người trả lời hoặc đã rút."))
    transfer.refresh_from_db(fields=["state", "answer", "decided_by", "decided_at"])


def _note(
    kind: type[TransferSent | TransferAccepted | TransferRefused | TransferCancelled],
    transfer: Transfer,
    *,
    unit: Unit,
    other: Unit,
    by: Actor,
    at: dt.datetime,
) -> None:
    event = kind(
        unit_id=unit.pk,
        other_unit_id=other.pk,
        user_id=transfer.user_id,
        transfer_id=transfer.pk,
        reason=transfer.answer or transfer.reason,
    )
    record(event, by=by, at=at)
