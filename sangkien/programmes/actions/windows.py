"""Change the days of application of a running phase: one person proposes, another one approves."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db, text
from sangkien.core.errors import ChangedMeanwhile
from sangkien.journal.actions.recording import record
from sangkien.programmes import rules, windows
from sangkien.programmes.actions.authorising import ensure_manages
from sangkien.programmes.enums import PeriodKind, WindowState
from sangkien.programmes.errors import InvalidWindow, SecondPersonMissing
from sangkien.programmes.events import WindowChanged, WindowDeclined, WindowProposed
from sangkien.programmes.models import Period, Programme, WindowChange
from sangkien.programmes.windows import Days

REASON = (10, 1_000)
Happened = type[WindowProposed | WindowChanged | WindowDeclined]


@transaction.atomic
def propose_window(
    phase: Period, days: Days, *, reason: str, by: Actor, at: dt.datetime
) -> WindowChange:
    """ "Đề nghị đổi khoảng áp dụng" of a phase that has opened; the same again is the same one."""
    fresh = _held(phase, by)
    clean = text.clean_prose(reason)
    rules.ensure_applied_window(days.first, days.last)
    least, most = REASON
    if not least <= len(clean) <= most or not text.has_words(clean):
        raise InvalidWindow(_("Hãy ghi lý do thay đổi (10 đến 1.000 ký tự)."), field="reason")
    waiting = windows.proposed(fresh)
    if waiting is not None:
        if (windows.wanted(waiting), waiting.reason) == (days, clean):
            return waiting
        raise InvalidWindow(_("Đang có một đề nghị chờ duyệt. Hãy chờ duyệt xong, hoặc rút lại."))
    _ensure_changes(fresh, days, at=at)
    change = WindowChange.objects.create(
        period=fresh,
        was_from=fresh.applied_from,
        was_to=fresh.applied_to,
        applied_from=days.first,
        applied_to=days.last,
        reason=clean,
        proposed_by_id=by.user_id,
        proposed_at=at,
    )
    _recorded(change, WindowProposed, by=by, at=at)
    return change


def _held(phase: Period, by: Actor) -> Period:
    """The phase as it stands now, for whoever may change it; others wait until this is done."""
    programme = phase.programme
    ensure_manages(programme.owner, by)
    db.locked(Programme.objects.filter(pk=programme.pk)).get()
    fresh = Period.objects.get(pk=phase.pk)
    fresh.programme = programme
    return fresh


def _ensure_changes(phase: Period, days: Days, *, at: dt.datetime) -> None:
    if phase.kind != PeriodKind.PHASE:
        raise InvalidWindow(_("Chỉ giai đoạn có khoảng áp dụng."))
    if not windows.is_relied_on(phase, at=at):
        raise InvalidWindow(
            _("%(phase)s chưa mở nhận: hãy sửa thẳng ở trang giai đoạn.") % {"phase": phase.name}
        )
    if windows.days_of(phase) == days:
        raise InvalidWindow(_("Khoảng này đang được áp dụng rồi."), field="applied_from")


@transaction.atomic
def approve_window(change: WindowChange, *, by: Actor, at: dt.datetime) -> WindowChange:
    """ "Duyệt đổi khoảng áp dụng" by a second person: it holds at once. Sent ones stay as judged."""
    fresh = _waiting(change, WindowState.APPROVED, by)
    if fresh is None:
        return change
    if fresh.proposed_by_id == by.user_id:
        raise SecondPersonMissing(
            _("Người đề nghị không tự duyệt được. Hãy nhờ người khác cùng phụ trách chương trình.")
        )
    phase = fresh.period
    if windows.days_of(phase) != windows.was(fresh):
        raise ChangedMeanwhile(_("Khoảng áp dụng vừa được đổi. Hãy tải lại trang."))
    phase.applied_from, phase.applied_to = fresh.applied_from, fresh.applied_to
    phase.save(update_fields=["applied_from", "applied_to"])
    return _decided(fresh, WindowState.APPROVED, WindowChanged, by=by, at=at)


@transaction.atomic
def decline_window(
    change: WindowChange, *, reason: str, by: Actor, at: dt.datetime
) -> WindowChange:
    """ "Không duyệt", with why; who proposed it may take it back without a word."""
    fresh = _waiting(change, WindowState.DECLINED, by)
    if fresh is None:
        return change
    clean = text.clean_prose(reason)
    if len(clean) > REASON[1] or (fresh.proposed_by_id != by.user_id and not text.has_words(clean)):
        raise InvalidWindow(
            _("Hãy ghi vì sao không duyệt (nhiều nhất 1.000 ký tự)."), field="reason"
        )
    fresh.answer = clean
    return _decided(fresh, WindowState.DECLINED, WindowDeclined, by=by, at=at)


def _waiting(change: WindowChange, outcome: WindowState, by: Actor) -> WindowChange | None:
    """As it stands now; None when the same person decided the very same before."""
    phase = _held(change.period, by)
    fresh = WindowChange.objects.get(pk=change.pk)
    fresh.period = phase
    if fresh.state == WindowState.PROPOSED:
        return fresh
    if (fresh.state, fresh.decided_by_id) == (outcome, by.user_id):
        return None
    raise ChangedMeanwhile(_("Đề nghị này vừa được người khác quyết định."))


def _decided(
    change: WindowChange, state: WindowState, event: Happened, *, by: Actor, at: dt.datetime
) -> WindowChange:
    change.state, change.decided_by_id, change.decided_at = state, by.user_id, at
    change.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    _recorded(change, event, by=by, at=at)
    return change


def _recorded(change: WindowChange, event: Happened, *, by: Actor, at: dt.datetime) -> None:
    phase = change.period
    happened = event(
        programme_id=phase.programme_id,
        unit_id=phase.unit_id,
        period_id=phase.pk,
        period_name=phase.name,
        change_id=change.pk,
        was=str(windows.was(change)),
        wanted=str(windows.wanted(change)),
        reason=change.answer or change.reason,
    )
    record(happened, by=by, at=at)
