"""Take snapshots, publish them, and thin out those that nobody took or published."""

import datetime as dt
import logging
import uuid
from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.programmes.models import Period, Programme
from sangkien.progress.actions import folding
from sangkien.progress.queries import UnitScreen
from sangkien.reports import contents, rules
from sangkien.reports.enums import Origin
from sangkien.reports.errors import AlreadyPublished, NotTaken
from sangkien.reports.events import SnapshotPublished, SnapshotScheduled, SnapshotTaken
from sangkien.reports.models import Snapshot
from sangkien.reports.permissions import can_report
from sangkien.reports.queries import Source, board_of, content_of
from sangkien.reports.queries.snapshots import bases_of_published

log = logging.getLogger(__name__)
THINNED_AT_ONCE = 1_000


def take(source: Source, *, request_key: uuid.UUID, by: Actor, at: dt.datetime) -> Snapshot:
    """ "Chụp số liệu lúc này": the same form sent twice is one snapshot."""
    try:
        with transaction.atomic():
            return _taken(source, request_key, by=by, at=at)
    except IntegrityError:
        earlier = Snapshot.objects.filter(request_key=request_key, taken_by=by.user_id).first()
        if earlier is None:
            raise NotTaken(_("Biểu mẫu đã cũ. Mời tải lại trang.")) from None
        return earlier


def _taken(source: Source, request_key: uuid.UUID, *, by: Actor, at: dt.datetime) -> Snapshot:
    db.exclusive(folding.LOCK)  # no figure moves while the board is read: its parts agree
    screen = board_of(source, at=at)
    if not can_report(by, screen.unit):
        raise NotAllowed(_("Bạn không được chụp số liệu của đơn vị này."))
    made = _made(screen, at=at)
    made.origin, made.request_key, made.taken_by_id = Origin.TAKEN, request_key, by.user_id
    made.save()
    event = SnapshotTaken(
        snapshot_id=made.pk,
        unit_id=made.unit_id,
        programme_id=made.programme_id,
        digest=made.digest,
    )
    record(event, by=by, at=at)
    return made


def _made(screen: UnitScreen, *, at: dt.datetime) -> Snapshot:
    content = content_of(screen, at=at)
    kept = contents.written(content)
    return Snapshot(
        unit=screen.unit,
        programme=screen.programme,
        period=screen.period,
        taken_at=at,
        as_of=content.head.as_of,
        content=kept,
        digest=contents.digest(kept),
    )


def take_due(now: dt.datetime) -> int:
    """What the schedule asks for; one that cannot be taken does not keep the others waiting."""
    done = 0
    for period, slot_at in list(_due(now))[: rules.MOST_A_ROUND]:
        try:
            done += take_scheduled(period, slot_at, at=now)
        except Exception:
            log.exception("no snapshot could be taken", extra={"period": period.pk})
    return done


def _due(now: dt.datetime) -> Iterator[tuple[Period, dt.datetime]]:
    running = Period.objects.filter(
        programme__in=Programme.objects.published(),
        opens_at__lte=now,
        closes_at__gt=now - rules.LATE,
    )
    periods = list(running.select_related("programme", "unit").order_by("closes_at", "pk"))
    slots = {
        period.pk: rules.due_slot(opens_at=period.opens_at, closes_at=period.closes_at, at=now)
        for period in periods
    }
    wanted = {slot for slot in slots.values() if slot is not None}
    rows = Snapshot.objects.filter(period__in=periods, slot_at__in=wanted)
    there = set(rows.values_list("unit_id", "period_id", "slot_at"))
    for period in periods:
        slot = slots[period.pk]
        if slot is not None and (period.unit_id, period.pk, slot) not in there:
            yield period, slot


@transaction.atomic
def take_scheduled(period: Period, slot_at: dt.datetime, *, at: dt.datetime) -> int:
    """Of who runs the period; 0 when another process was faster."""
    db.exclusive(folding.LOCK)
    if Snapshot.objects.filter(unit=period.unit, period=period, slot_at=slot_at).exists():
        return 0
    source = Source(slug=period.programme.slug, unit_code=period.unit.code, period=str(period.pk))
    made = _made(board_of(source, at=at), at=at)
    made.origin, made.slot_at = Origin.SCHEDULED, slot_at
    made.save()
    event = SnapshotScheduled(
        snapshot_id=made.pk,
        unit_id=made.unit_id,
        programme_id=made.programme_id,
        digest=made.digest,
        slot_at=slot_at,
    )
    record(event, by=Actor.system(), at=at)
    return 1


@transaction.atomic
def publish(snapshot: Snapshot, *, by: Actor, at: dt.datetime) -> None:
    """ "Công bố báo cáo nhanh": from now on everybody reads it under its address."""
    if not can_report(by, snapshot.unit):
        raise NotAllowed(_("Bạn không được công bố báo cáo nhanh của đơn vị này."))
    waiting = Snapshot.objects.filter(pk=snapshot.pk, published_at=None)
    if not waiting.update(published_at=at, published_by=by.user_id):
        raise AlreadyPublished(_("Báo cáo nhanh này đã được công bố."))
    snapshot.published_at, snapshot.published_by_id = at, by.user_id
    event = SnapshotPublished(
        snapshot_id=snapshot.pk,
        unit_id=snapshot.unit_id,
        programme_id=snapshot.programme_id,
        digest=snapshot.digest,
    )
    record(event, by=by, at=at)


@transaction.atomic
def thin(now: dt.datetime) -> int:
    """Let go of scheduled ones by `rules.is_kept`; officers' and published ones stay, and so does what
    a published one is compared with: it says the same for ever.
    """
    old = Snapshot.objects.filter(
        origin=Origin.SCHEDULED, published_at=None, slot_at__lt=now - rules.HOURLY_KEPT
    )
    rows = old.order_by("slot_at").values_list("pk", "slot_at", "taken_at", "period__closes_at")
    due = [
        (pk, taken_at)
        for pk, slot_at, taken_at, closes_at in rows.iterator()
        if slot_at and not rules.is_kept(slot_at, closes_at=closes_at, at=now)
    ]
    if not due:
        return 0
    kept = bases_of_published(since=min(taken_at for _pk, taken_at in due))
    gone = [pk for pk, _taken_at in due if pk not in kept][:THINNED_AT_ONCE]
    return old.filter(pk__in=gone).delete()[0]
