"""Keep a reason for the next time, and let go of one."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.initiatives import rules
from sangkien.initiatives.canned import REVIEWING
from sangkien.initiatives.enums import State
from sangkien.initiatives.errors import Incomplete, ReasonMissing
from sangkien.initiatives.events import CannedReasonAdded, CannedReasonRemoved
from sangkien.initiatives.models import CannedReason
from sangkien.journal.actions.recording import record
from sangkien.units.models import Unit

KEPT_FOR = (State.RETURNED, State.REJECTED)
MOST_KEPT = 20  # of one unit
LONGEST = 300


@transaction.atomic
def keep_reason(
    unit: Unit, *, outcome: State, words: str, by: Actor, at: dt.datetime
) -> CannedReason:
    """ "Thêm lý do mẫu"; the same words again are the same reason."""
    _ensure_office(unit, by)
    clean = text.clean_line(words)
    problem = rules.reason_problem(clean)
    if problem is not None:
        raise ReasonMissing(problem, field="words")
    if len(clean) > LONGEST:
        raise Incomplete(_("Lý do mẫu dài nhất 300 ký tự."), field="words")
    if outcome not in KEPT_FOR:
        raise Incomplete(_("Hãy chọn lý do dùng khi nào."), field="outcome")
    there = CannedReason.objects.filter(unit=unit)
    if there.count() >= MOST_KEPT and not there.filter(outcome=outcome, words=clean).exists():
        raise Incomplete(_("Mỗi đơn vị lưu nhiều nhất 20 lý do, hãy bỏ bớt."), field="words")
    kept, is_new = CannedReason.objects.get_or_create(unit=unit, outcome=outcome, words=clean)
    if is_new:
        record(CannedReasonAdded(unit_id=unit.pk, words=clean), by=by, at=at)
    return kept


@transaction.atomic
def drop_reason(reason: CannedReason, *, by: Actor, at: dt.datetime) -> None:
    """ "Bỏ lý do mẫu": what was decided with it keeps its words."""
    _ensure_office(reason.unit, by)
    unit_id, words = reason.unit_id, reason.words
    deleted, _rows = CannedReason.objects.filter(pk=reason.pk).delete()
    if deleted:
        record(CannedReasonRemoved(unit_id=unit_id, words=words), by=by, at=at)


def _ensure_office(unit: Unit, by: Actor) -> None:
    if not any(by.holds(permission, at=unit.path) for permission in REVIEWING):
        raise NotAllowed(_("Chỉ cán bộ xét sáng kiến của đơn vị mới sửa được lý do mẫu."))
