"""Wake up a review that sleeps: tell the unit above, which reminds and then stands in."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import DomainError, NotAllowed
from sangkien.core.periods import local_day
from sangkien.core.workdays import vietnam
from sangkien.initiatives import permissions, places
from sangkien.initiatives.errors import RemindedToday
from sangkien.initiatives.events import ReviewOverdue, ReviewReminded
from sangkien.initiatives.models import Initiative, Overdue
from sangkien.initiatives.waiting import lineage_of
from sangkien.journal.actions.recording import record
from sangkien.programmes.enums import StepKind
from sangkien.programmes.queries import steps_of

SYSTEM = Actor.system()
BATCH = 500
MOST_AT_ONCE = 5_000  # what one run notes; what is left over is noted by the next


def notice_overdue(now: dt.datetime, *, most: int = MOST_AT_ONCE) -> int:
    """ "Ghi nhận quá hạn": once per initiative and step. Returns how many."""
    done, last = 0, ("", 0)
    while done < most:
        rows = list(_unnoticed(now, after=last)[:BATCH])
        for initiative in rows:
            done += _is_past_grace(initiative, now=now) and _notice(initiative, now=now)
        if len(rows) < BATCH:
            return done
        last = rows[-1].waits_path, rows[-1].pk
    return done


def _unnoticed(now: dt.datetime, *, after: tuple[str, int]) -> "QuerySet[Initiative]":
    """A council meets on its own days: what waits for it does not sleep. Unit by unit, as the index
    of what waits is: by number, it would walk through all initiatives.
    """
    path, pk = after
    known = Overdue.objects.filter(initiative=OuterRef("pk"), is_open=True)
    rows = Initiative.objects.waiting().exclude(waits_for=StepKind.RECOGNISE)
    late = rows.filter(~Exists(known), due_on__lt=local_day(now), waits_path__gte=path)
    return late.filter(Q(waits_path__gt=path) | Q(pk__gt=pk)).order_by("waits_path", "pk")


def _is_past_grace(initiative: Initiative, *, now: dt.datetime) -> bool:
    """The grace is that of the step."""
    step = places.step_of(steps_of(initiative.ruleset_id), initiative.step)
    if step is None or initiative.due_on is None:
        return False
    return vietnam().after(initiative.due_on, step.grace_days) < local_day(now)


@transaction.atomic
def _notice(read: Initiative, *, now: dt.datetime) -> bool:
    """At the top of the tree there is nobody to tell; nor about what was decided since it was
    read.
    """
    days, today = vietnam(), local_day(now)
    still = Initiative.objects.filter(pk=read.pk, step=read.step, waits_path=read.waits_path)
    initiative = db.locked(still).first()
    above = places.supervisor(read.waits_path, lineage_of(read.unit_path))
    step = places.step_of(steps_of(read.ruleset_id), read.step)
    if initiative is None or step is None or not above:
        return False
    _noted, is_new = Overdue.objects.get_or_create(
        initiative=initiative,
        is_open=True,
        defaults={
            "step": initiative.step,
            "waits_path": initiative.waits_path,
            "above_path": above,
            "noticed_at": now,
            "acts_from": days.after(today, step.grace_days),
        },
    )
    if is_new:
        happened = ReviewOverdue(**_subject(initiative), above_path=above)
        record(happened, by=SYSTEM, at=now)
    return is_new


@transaction.atomic
def remind(overdue: Overdue, *, by: Actor, at: dt.datetime) -> Overdue:
    """ "Nhắc xét": once a day, whoever does it."""
    if not permissions.watches(by, overdue):
        raise NotAllowed(_("Chỉ công đoàn cấp trên của đơn vị đang xét mới nhắc được."))
    today = local_day(at)
    open_now = Overdue.objects.filter(pk=overdue.pk, is_open=True)
    if open_now.exclude(reminded_on=today).update(reminded_on=today) != 1:
        raise RemindedToday(_("Hôm nay đã nhắc rồi, hoặc đơn vị vừa xét xong."))
    overdue.reminded_on = today
    subject = _subject(overdue.initiative)
    record(ReviewReminded(**subject, waits_path=overdue.waits_path), by=by, at=at)
    return overdue


def remind_many(rows: "list[Overdue]", *, by: Actor, at: dt.datetime) -> tuple[int, list[str]]:
    """ "Nhắc nhiều": each one by itself; how many, and why the others were not."""
    done, refused = 0, []
    for row in rows:
        try:
            remind(row, by=by, at=at)
            done += 1
        except DomainError as error:
            refused.append(str(error))
    return done, refused


def _subject(initiative: Initiative) -> dict[str, Any]:
    return {
        "initiative_id": initiative.pk,
        "programme_id": initiative.programme_id,
        "unit_id": initiative.unit_id,
    }
