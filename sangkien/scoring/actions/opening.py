"""Open the cards of a year or half-year for all units of a table, close their sending."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import db
from sangkien.core.errors import NotAllowed
from sangkien.core.periods import local_day
from sangkien.journal.actions.recording import record
from sangkien.scoring import permissions
from sangkien.scoring.enums import Part, TableState
from sangkien.scoring.errors import InvalidCard, WrittenMeanwhile
from sangkien.scoring.events import CardsGiven, ScoringClosed, ScoringOpened, ScoringPutOff
from sangkien.scoring.models import Card, CriteriaTable, Opening
from sangkien.scoring.queries import cards as queries
from sangkien.units.models import Cluster, ClusterMember, Unit

UNITS = 200  # in one transaction
OPENINGS = 50  # in one turn of the worker


def open_cards(
    table: CriteriaTable,
    part: Part,
    *,
    due_at: dt.datetime | None = None,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> Opening:
    """ "Mở đợt chấm điểm" for all units of a table in force; the worker makes what goes beyond
    the first batch. The same form sent twice opens once.
    """
    if by.user_id is None or not permissions.can_manage(by, table.unit):
        raise NotAllowed(_("Bạn không được mở đợt chấm điểm của đơn vị này."))
    if table.state != TableState.IN_FORCE:
        raise InvalidCard(_("Chỉ mở đợt chấm điểm theo bảng đang áp dụng."))
    if due_at is not None and due_at <= at:
        raise InvalidCard(_("Hạn gửi phải ở sau lúc mở."), field="due_on")
    row = Opening(
        table=table,
        unit=table.unit,
        cluster=table.cluster,
        year=table.year,
        part=part,
        due_at=due_at,
        opened_by_id=by.user_id,
        opened_at=at,
        request_key=request_key,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            record(_opened(row), by=by, at=at)
            fill(row, at=at)
    except IntegrityError:
        return _earlier(request_key, by)
    return row


def _opened(row: Opening) -> ScoringOpened:
    return ScoringOpened(
        opening_id=row.pk, unit_id=row.unit_id, table_id=row.table_id, year=row.year, kind=row.part
    )


def _earlier(request_key: uuid.UUID, by: Actor) -> Opening:
    found = Opening.objects.filter(request_key=request_key, opened_by_id=by.user_id).first()
    if found is None:
        raise InvalidCard(_("Kỳ này của năm đã mở chấm điểm cho các đơn vị ấy."), field="part")
    return found


def fill_waiting(now: dt.datetime) -> int:
    """ "Lập phiếu cho các đơn vị": a batch of each opening that is not whole."""
    waiting = Opening.objects.filter(filled_at=None, cancelled_at=None).order_by("pk")
    filled = 0
    for pk in list(waiting.values_list("pk", flat=True)[:OPENINGS]):
        with transaction.atomic():
            rows = Opening.objects.select_related("table").filter(
                pk=pk, filled_at=None, cancelled_at=None
            )
            opening = db.locked(rows, skip=True).first()
            if opening is not None:
                filled += fill(opening, at=now)
    return filled


def fill(opening: Opening, *, at: dt.datetime) -> int:
    """Cards for the next units in the order of the tree; the last batch tells them."""
    units = audience(opening, on=local_day(opening.opened_at)).filter(path__gt=opening.reached)
    found = list(units.order_by("path").values_list("pk", "path")[:UNITS])
    clusters = queries.clusters_of(opening, [pk for pk, _path in found])
    Card.objects.bulk_create(
        [Card(opening=opening, unit_id=pk, cluster=clusters.get(pk)) for pk, _path in found],
        ignore_conflicts=True,
    )
    if found:
        opening.reached = found[-1][1]
    if len(found) < UNITS:
        opening.filled_at = at
        event = CardsGiven(opening_id=opening.pk, unit_id=opening.unit_id)
        record(event, by=Actor.system(), at=at)
    opening.save(update_fields=["reached", "filled_at"])
    return len(found)


def audience(opening: Opening, *, on: dt.date) -> QuerySet[Unit]:
    """Whom a table scores: not those whose cluster or block has a table of its own."""
    units = Unit.objects.standing_on(on).exclude(pk=opening.unit_id)
    own = CriteriaTable.objects.filter(
        unit=opening.unit_id, year=opening.year, state=TableState.IN_FORCE
    )
    if opening.cluster_id is None:
        narrower = own.filter(cluster__isnull=False)
        units = units.filter(parent=opening.unit_id)
    else:
        narrower = own.filter(cluster__parent=opening.cluster_id)
        units = units.filter(pk__in=_members(Cluster.objects.filter(pk=opening.cluster_id)))
    return units.exclude(pk__in=_members(Cluster.objects.filter(criteria_tables__in=narrower)))


def _members(clusters: QuerySet[Cluster]) -> QuerySet[ClusterMember, int]:
    rows = ClusterMember.objects.filter(Q(cluster__in=clusters) | Q(cluster__parent__in=clusters))
    return rows.values_list("unit_id", flat=True)


@transaction.atomic
def close(opening: Opening, *, by: Actor, at: dt.datetime) -> Opening:
    """ "Khóa nhận phiếu": units submit no more; what was returned to them can still be sent."""
    if not permissions.can_manage(by, opening.unit):
        raise NotAllowed(_("Bạn không được khóa đợt chấm điểm này."))
    _ensure_stands(opening)
    rows = Opening.objects.filter(pk=opening.pk, closed_at=None, cancelled_at=None)
    if rows.update(closed_at=at, closed_by_id=by.user_id) == 1:
        record(ScoringClosed(opening_id=opening.pk, unit_id=opening.unit_id), by=by, at=at)
    opening.refresh_from_db()
    return opening


def _ensure_stands(opening: Opening) -> None:
    if opening.is_cancelled:
        raise InvalidCard(_("Đợt chấm điểm này đã hủy."))


@transaction.atomic
def put_off(
    opening: Opening, due_at: dt.datetime, *, was: dt.datetime | None, by: Actor, at: dt.datetime
) -> Opening:
    """ "Gia hạn": also opens again what was closed; `was` is the term that was on the screen."""
    if not permissions.can_manage(by, opening.unit):
        raise NotAllowed(_("Bạn không được gia hạn đợt chấm điểm này."))
    if due_at <= at:
        raise InvalidCard(_("Hạn mới phải ở sau lúc này."), field="due_on")
    _ensure_stands(opening)
    rows = Opening.objects.filter(pk=opening.pk, due_at=was, cancelled_at=None)
    if rows.update(due_at=due_at, closed_at=None, closed_by=None) != 1:
        raise WrittenMeanwhile(_("Người khác vừa đổi hạn của đợt này, hãy mở lại trang."))
    event = ScoringPutOff(
        opening_id=opening.pk, unit_id=opening.unit_id, closes_at=due_at.isoformat()
    )
    record(event, by=by, at=at)
    opening.refresh_from_db()
    return opening
