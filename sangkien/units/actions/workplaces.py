"""Workplaces that no unit answers to: somebody asks, an officer of the branch answers."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.access.permissions import Permission
from sangkien.accounts.models import User
from sangkien.core import text
from sangkien.core.db import locked
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.imports.models import ImportBatch
from sangkien.journal.actions.recording import record
from sangkien.units.actions import naming
from sangkien.units.enums import WorkplaceState
from sangkien.units.errors import DecidedBefore, InvalidWorkplace
from sangkien.units.events import (
    WorkplaceAsked,
    WorkplaceClosed,
    WorkplaceMatched,
    WorkplacesListed,
)
from sangkien.units.models import Alias, Unit, UnmatchedWorkplace
from sangkien.units.models.naming import LONGEST_FOLDED, LONGEST_NAME

MOST_WAITING = 5  # of one person; whoever asks for more has not waited for the answers
MOST_A_DAY = 10
DAY = dt.timedelta(days=1)
LONGEST_ANSWER = 300


@dataclass(frozen=True, kw_only=True)
class Named:
    """A workplace that so many lines of a file name."""

    name: str
    lines: int


@transaction.atomic
def ask(
    *,
    name: str,
    place: str,
    near: Unit,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> UnmatchedWorkplace:
    """ "Báo nơi làm việc chưa có trong danh sách". The same words again are the same question."""
    if by.user_id is None:
        raise NotAllowed(_("Hãy đăng nhập rồi gửi."))
    clean, folded = _written(name)
    _ensure_branch(near, today=local_day(at))
    locked(User.objects.filter(pk=by.user_id)).get()  # the limits count what this person sent
    earlier = _asked_before(request_key, folded, near, by=by)
    if earlier is not None:
        return earlier
    _ensure_patient(by, at=at)
    asked = UnmatchedWorkplace.objects.create(
        request_key=request_key,
        name=clean,
        folded=folded,
        place=text.clean_line(place),
        near=near,
        asked_by_id=by.user_id,
        asked_at=at,
    )
    record(WorkplaceAsked(unit_id=near.pk, workplace_id=asked.pk), by=by, at=at)
    return asked


def _written(name: str) -> tuple[str, str]:
    clean = text.clean_line(name)
    folded = text.fold(clean)[:LONGEST_FOLDED]
    if not folded or len(clean) > LONGEST_NAME or text.has_refused_characters(clean):
        raise InvalidWorkplace(
            _("Hãy ghi tên nơi làm việc bằng chữ, nhiều nhất 150 ký tự."), field="name"
        )
    return clean, folded


def _ensure_branch(near: Unit, *, today: dt.date) -> None:
    if near.level.is_grassroots or not near.stands_on(today):
        raise InvalidWorkplace(
            _("Hãy chọn tỉnh, thành phố, ngành hoặc công đoàn cấp trên đang hoạt động."),
            field="near",
        )


def _asked_before(
    request_key: uuid.UUID, folded: str, near: Unit, *, by: Actor
) -> UnmatchedWorkplace | None:
    sent = UnmatchedWorkplace.objects.filter(request_key=request_key).first()
    if sent is not None and sent.asked_by_id != by.user_id:
        raise NotAllowed(_("Biểu mẫu này đã được người khác gửi."))
    same = UnmatchedWorkplace.objects.waiting().filter(
        asked_by_id=by.user_id, near=near, folded=folded
    )
    return sent or same.first()


def _ensure_patient(by: Actor, *, at: dt.datetime) -> None:
    own = UnmatchedWorkplace.objects.filter(asked_by_id=by.user_id, batch=None)
    if own.waiting().count() >= MOST_WAITING:
        raise InvalidWorkplace(
            _("Bạn đang có 5 nơi làm việc chờ trả lời. Hãy đợi cán bộ công đoàn trả lời đã.")
        )
    if own.filter(asked_at__gt=at - DAY).count() >= MOST_A_DAY:
        raise InvalidWorkplace(_("Mỗi ngày gửi nhiều nhất 10 nơi làm việc. Mời thử lại ngày mai."))


@transaction.atomic
def ask_for_lines(
    batch: ImportBatch, unit: Unit, found: Sequence[Named], *, by: Actor, at: dt.datetime
) -> int:
    """ "Chuyển các đơn vị không khớp vào hàng chờ": each name of a file once; how many are new."""
    may = (Permission.MEMBER_MANAGE, Permission.UNIT_MANAGE)
    allowed = any(by.can(permission, at=unit.path) for permission in may)
    if by.user_id is None or batch.unit_id != unit.pk or not allowed:
        raise NotAllowed(_("Bạn không được gửi danh sách này."))
    near = unit.parent if unit.level.is_grassroots and unit.parent else unit
    locked(User.objects.filter(pk=by.user_id)).get()
    waiting = UnmatchedWorkplace.objects.waiting().filter(asked_by_id=by.user_id, near=near)
    known = set(waiting.values_list("folded", flat=True))
    known |= set(UnmatchedWorkplace.objects.filter(batch=batch).values_list("folded", flat=True))
    rows = [
        UnmatchedWorkplace(
            request_key=uuid.uuid4(),
            name=clean,
            folded=folded,
            near=near,
            batch=batch,
            lines=one.lines,
            asked_by_id=by.user_id,
            asked_at=at,
        )
        for one in found
        for clean, folded in [_written(one.name)]
        if folded not in known
    ]
    if rows:
        UnmatchedWorkplace.objects.bulk_create(rows)
        event = WorkplacesListed(unit_id=near.pk, import_id=batch.pk, workplaces=len(rows))
        record(event, by=by, at=at)
    return len(rows)


@transaction.atomic
def match(
    asked: UnmatchedWorkplace,
    unit: Unit,
    *,
    adds_alias: bool,
    answer: str,
    by: Actor,
    at: dt.datetime,
) -> UnmatchedWorkplace:
    """ "Khớp với đơn vị": the person who asked is told which one; with `adds_alias` what was typed
    finds it from now on.
    """
    _ensure_may(asked, by)
    if not unit.stands_on(local_day(at)):
        raise InvalidWorkplace(_("Đơn vị này không còn hoạt động."), field="unit")
    if adds_alias and not by.can(Permission.UNIT_MANAGE, at=unit.path):
        raise InvalidWorkplace(
            _("Bạn không quản lý đơn vị này nên không thêm tên gọi được."), field="adds_alias"
        )
    _decide(asked, WorkplaceState.MATCHED, answer=answer, by=by, at=at, unit=unit)
    if adds_alias and not _is_found(unit, asked.folded):
        naming.add_alias(unit, name=asked.name, by=by, at=at)
    event = WorkplaceMatched(unit_id=asked.near_id, workplace_id=asked.pk, matched_id=unit.pk)
    record(event, by=by, at=at)
    return asked


def _is_found(unit: Unit, folded: str) -> bool:
    known = folded in naming.own_names(unit)
    return known or Alias.objects.filter(unit=unit, folded=folded).exists()


@transaction.atomic
def close(
    asked: UnmatchedWorkplace, *, answer: str, by: Actor, at: dt.datetime
) -> UnmatchedWorkplace:
    """ "Trả lời, không khớp" with a reason that the person reads."""
    _ensure_may(asked, by)
    if not text.has_words(answer):
        raise InvalidWorkplace(_("Hãy ghi lý do để người hỏi biết."), field="answer")
    _decide(asked, WorkplaceState.CLOSED, answer=answer, by=by, at=at)
    record(WorkplaceClosed(unit_id=asked.near_id, workplace_id=asked.pk), by=by, at=at)
    return asked


def _ensure_may(asked: UnmatchedWorkplace, by: Actor) -> None:
    if not by.can(Permission.UNIT_MANAGE, at=asked.near.path):
        raise NotAllowed(_("Bạn không trả lời được câu hỏi này."))


def _decide(
    asked: UnmatchedWorkplace,
    state: WorkplaceState,
    *,
    answer: str,
    by: Actor,
    at: dt.datetime,
    **values: Any,
) -> None:
    clean = text.clean_line(answer)[:LONGEST_ANSWER]
    if not asked.move_to(state, answer=clean, decided_by_id=by.user_id, decided_at=at, **values):
        raise DecidedBefore(_("Nơi làm việc này vừa được người khác trả lời."))
    asked.refresh_from_db()
