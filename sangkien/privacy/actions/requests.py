"""Ask about one's own data, and answer in time."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.accounts.models import User
from sangkien.core import workdays
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.privacy import queries, rules
from sangkien.privacy.enums import OPEN, RequestKind, RequestState
from sangkien.privacy.errors import AnsweredMeanwhile, InvalidRequest
from sangkien.privacy.events import (
    DataRequestAcknowledged,
    DataRequestAnswered,
    DataRequestCancelled,
    DataRequestExtended,
    DataRequestSent,
)
from sangkien.privacy.models import DataRequest
from sangkien.units.models import Unit
from sangkien.units.queries import memberships_of


@transaction.atomic
def send(user: User, *, kind: RequestKind, text: str, by: Actor, at: dt.datetime) -> DataRequest:
    """ "Gửi yêu cầu về dữ liệu cá nhân": the clocks begin on the next working day."""
    if by.user_id != user.pk:
        raise NotAllowed(_("Chỉ chính chủ gửi được yêu cầu về dữ liệu của mình."))
    words = rules.ensure_words(text, field="text", missing=_("Hãy viết rõ điều bạn đề nghị."))
    today = local_day(at)
    deadline = queries.deadline_for(kind, on=today)
    days = workdays.vietnam()
    acknowledge_by = days.after(today, deadline.acknowledge_days)
    try:
        with transaction.atomic():
            request = DataRequest.objects.create(
                user=user,
                unit=_unit_of(user),
                kind=kind,
                text=words,
                sent_at=at,
                deadline=deadline,
                acknowledge_by=acknowledge_by,
                due_on=days.after(today, deadline.answer_days),
                next_due_on=acknowledge_by,
            )
    except IntegrityError as error:
        raise InvalidRequest(
            _("Bạn đã gửi một yêu cầu như vậy và đang được xử lý."), field="kind"
        ) from error
    record(DataRequestSent(request_id=request.pk, user_id=user.pk, kind=kind), by=by, at=at)
    return request


def _unit_of(user: User) -> Unit:
    """Where the person belongs or last belonged; the national level when nowhere."""
    rows = memberships_of(user)
    standing = next((row for row in rows if row.until_on is None), None)
    if standing is not None or rows:
        return (standing or rows[0]).unit
    return Unit.objects.filter(parent=None).order_by("pk")[0]


@transaction.atomic
def acknowledge(request: DataRequest, *, by: Actor, at: dt.datetime) -> DataRequest:
    """ "Tiếp nhận": within two working days; then the clock of the answer runs."""
    ensure_handles(request, by)
    _change(
        request,
        (RequestState.SENT,),
        state=RequestState.ACKNOWLEDGED,
        acknowledged_at=at,
        next_due_on=request.due_on,
    )
    event = DataRequestAcknowledged(
        request_id=request.pk, user_id=request.user_id, kind=request.kind
    )
    record(event, by=by, at=at)
    return request


@transaction.atomic
def extend(request: DataRequest, *, reason: str, by: Actor, at: dt.datetime) -> DataRequest:
    """ "Gia hạn": once, before the term ends, with a reason that the person reads."""
    ensure_handles(request, by)
    words = rules.ensure_words(reason, field="reason", missing=_("Hãy ghi lý do gia hạn."))
    if request.extended_at is not None:
        raise InvalidRequest(_("Yêu cầu này đã gia hạn một lần, không gia hạn thêm được."))
    if local_day(at) > request.due_on:
        raise InvalidRequest(_("Đã quá hạn trả lời nên không gia hạn được nữa."))
    due_on = workdays.vietnam().after(request.due_on, request.deadline.extension_days)
    changed = DataRequest.objects.filter(pk=request.pk, state__in=OPEN, extended_at=None).update(
        state=RequestState.ACKNOWLEDGED,
        acknowledged_at=request.acknowledged_at or at,
        extended_at=at,
        extension_reason=words,
        due_on=due_on,
        next_due_on=due_on,
    )
    _ensure_changed(request, changed)
    event = DataRequestExtended(
        request_id=request.pk, user_id=request.user_id, kind=request.kind, due_on=due_on
    )
    record(event, by=by, at=at)
    return request


@transaction.atomic
def answer(
    request: DataRequest, *, state: RequestState, text: str, by: Actor, at: dt.datetime
) -> DataRequest:
    """ "Trả lời": carried out, or refused with the reason (art. 14: a refusal is explained)."""
    ensure_handles(request, by)
    if state not in (RequestState.DONE, RequestState.REFUSED):
        raise InvalidRequest(_("Hãy chọn kết quả."), field="state")
    if state == RequestState.DONE and request.kind == RequestKind.DELETE:
        raise InvalidRequest(
            _("Yêu cầu xóa được thực hiện bằng nút Xóa dữ liệu của người này."), field="state"
        )
    words = rules.ensure_words(text, field="text", missing=_("Hãy viết câu trả lời."))
    finish(request, state=state, text=words, by=by, at=at)
    return request


def finish(
    request: DataRequest, *, state: RequestState, text: str, by: Actor, at: dt.datetime
) -> None:
    """Close it and record that; the caller checked who may."""
    _change(
        request,
        OPEN,
        state=state,
        answer=text,
        answered_by_id=by.user_id,
        answered_at=at,
        acknowledged_at=request.acknowledged_at or at,
    )
    event = DataRequestAnswered(
        request_id=request.pk, user_id=request.user_id, kind=request.kind, state=state
    )
    record(event, by=by, at=at)


@transaction.atomic
def cancel(request: DataRequest, *, by: Actor, at: dt.datetime) -> DataRequest:
    """ "Rút yêu cầu": the person changed their mind."""
    if by.user_id != request.user_id:
        raise NotAllowed(_("Chỉ người gửi rút được yêu cầu."))
    _change(request, OPEN, state=RequestState.CANCELLED, answered_at=at)
    event = DataRequestCancelled(request_id=request.pk, user_id=request.user_id, kind=request.kind)
    record(event, by=by, at=at)
    return request


def follow_join(*, kept_id: int, closed_id: int, at: dt.datetime) -> None:
    """Requests of a closed account go to the kept one; asked twice, they are open once."""
    rows = DataRequest.objects.filter(user_id=closed_id)
    asked = DataRequest.objects.filter(user_id=kept_id, state__in=OPEN).values_list("kind")
    rows.filter(state__in=OPEN, kind__in=[kind for (kind,) in asked]).update(
        state=RequestState.CANCELLED, answered_at=at
    )
    rows.update(user_id=kept_id)


def ensure_handles(request: DataRequest, by: Actor) -> None:
    """A data officer of the person's branch, and never the person."""
    if by.user_id == request.user_id:
        raise NotAllowed(_("Yêu cầu của chính bạn do người khác trả lời."))
    if not by.can(Permission.DATA_REQUEST_HANDLE, at=request.unit.path):
        raise NotAllowed(_("Bạn không trả lời yêu cầu này."))


def _change(request: DataRequest, states: tuple[RequestState, ...], **changes: object) -> None:
    """Compare and set: one of two who answer at once succeeds."""
    found = DataRequest.objects.filter(pk=request.pk, state__in=states)
    _ensure_changed(request, found.update(**changes))


def _ensure_changed(request: DataRequest, changed: int) -> None:
    if changed != 1:
        raise AnsweredMeanwhile(_("Yêu cầu này đã được xử lý hoặc đã rút. Hãy mở lại trang."))
    request.refresh_from_db()
