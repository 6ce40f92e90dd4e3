"""Write criteria tables, put them in force."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core import text
from sangkien.core.errors import NotAllowed
from sangkien.journal.actions.recording import record
from sangkien.scoring import permissions
from sangkien.scoring.enums import TableState
from sangkien.scoring.errors import InvalidTable, OwnDraft, WrittenMeanwhile
from sangkien.scoring.events import (
    CriteriaDrafted,
    CriteriaDropped,
    CriteriaEnforced,
    CriteriaWritten,
)
from sangkien.scoring.models import NUMBER_LENGTH, CriteriaTable
from sangkien.scoring.rules import reading, tables
from sangkien.scoring.rules.tables import Table
from sangkien.units.models import Cluster, Unit

YEARS_BACK, YEARS_AHEAD = 5, 2


@dataclass(frozen=True, kw_only=True)
class Scope:
    """For whom: a year, and one cluster or block, or all units directly below."""

    year: int
    cluster: Cluster | None = None


def draft(
    unit: Unit,
    scope: Scope,
    table: Table,
    *,
    copied_from: CriteriaTable | None = None,
    request_key: uuid.UUID,
    by: Actor,
    at: dt.datetime,
) -> CriteriaTable:
    """ "Lập bảng điểm" from a published example, from last year's, or nearly empty; the same form
    sent twice makes one.
    """
    if by.user_id is None or not permissions.can_manage(by, unit):
        raise NotAllowed(_("Bạn không được lập bảng điểm của đơn vị này."))
    _ensure_scope(unit, scope, today=at.date())
    content = tables.dump(reading.read(tables.dump(table)))
    row = CriteriaTable(
        unit=unit,
        cluster=scope.cluster,
        year=scope.year,
        content=content,
        digest=tables.digest(content),
        copied_from=copied_from,
        request_key=request_key,
        editors=[by.user_id],
        written_by_id=by.user_id,
        written_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            copied_id = copied_from.pk if copied_from else None
            record(
                CriteriaDrafted(table_id=row.pk, unit_id=unit.pk, copied_id=copied_id), by=by, at=at
            )
    except IntegrityError:
        return _earlier(request_key, unit, by)
    return row


def _earlier(request_key: uuid.UUID, unit: Unit, by: Actor) -> CriteriaTable:
    found = CriteriaTable.objects.filter(
        request_key=request_key, unit=unit, written_by_id=by.user_id
    ).first()
    if found is None:
        raise InvalidTable(_("Biểu mẫu đã cũ. Mời tải lại trang."))
    return found


def _ensure_scope(unit: Unit, scope: Scope, *, today: dt.date) -> None:
    first, last = today.year - YEARS_BACK, today.year + YEARS_AHEAD
    if not first <= scope.year <= last:
        raise InvalidTable(
            _("Năm thi đua từ %(first)d đến %(last)d.") % {"first": first, "last": last},
            field="year",
        )
    cluster = scope.cluster
    if cluster and (cluster.organiser_id != unit.pk or cluster.year != scope.year):
        raise InvalidTable(
            _("Cụm, khối này không thuộc đơn vị trong năm đã chọn."), field="cluster"
        )


@transaction.atomic
def write(
    row: CriteriaTable, content: dict[str, Any], *, seen: int, by: Actor, at: dt.datetime
) -> CriteriaTable:
    """ "Sửa bảng điểm" while it is a draft: the whole content or nothing; `seen` is the version that
    was on the screen.
    """
    if not permissions.can_write(by, row):
        raise NotAllowed(_("Bảng điểm đang áp dụng không sửa được, hãy lập bản mới."))
    clean = tables.dump(reading.read(content))
    found = tables.digest(clean)
    editors = [*row.editors, *([by.user_id] if by.user_id not in row.editors else [])]
    rows = CriteriaTable.objects.filter(pk=row.pk, state=TableState.DRAFT, version=seen)
    changes = {"content": clean, "digest": found, "editors": editors, "version": seen + 1}
    if rows.update(**changes) != 1:
        raise WrittenMeanwhile(_("Người khác vừa sửa bảng điểm, hãy mở lại trang để xem."))
    for name, value in changes.items():
        setattr(row, name, value)
    row.__dict__.pop("table", None)
    record(CriteriaWritten(table_id=row.pk, unit_id=row.unit_id, digest=found), by=by, at=at)
    return row


@transaction.atomic
def enforce(
    row: CriteriaTable, *, number: str, seen: int, by: Actor, at: dt.datetime
) -> CriteriaTable:
    """ "Ban hành bảng điểm" by somebody who wrote nothing of it; the one that was in force for the same
    units is replaced. `number` is that of the paper.
    """
    if not permissions.can_write(by, row):
        raise NotAllowed(_("Bảng điểm này không còn chờ ban hành."))
    _ensure_of_others(row, seen=seen, by=by)
    clean = text.clean_line(number)
    if not text.has_words(clean) or len(clean) > NUMBER_LENGTH:
        raise InvalidTable(_("Hãy ghi số, ký hiệu văn bản ban hành."), field="number")
    old = CriteriaTable.objects.filter(
        unit=row.unit, year=row.year, cluster=row.cluster, state=TableState.IN_FORCE
    ).first()
    if old is not None:
        CriteriaTable.objects.filter(pk=old.pk).update(state=TableState.REPLACED)
    changes = {
        "state": TableState.IN_FORCE,
        "number": clean,
        "enforced_by_id": by.user_id,
        "enforced_at": at,
        "replaces_id": old.pk if old else None,
    }
    rows = CriteriaTable.objects.filter(pk=row.pk, state=TableState.DRAFT, version=seen)
    try:
        with transaction.atomic():
            done = rows.update(**changes)
    except IntegrityError:
        done = 0
    if done != 1:
        raise WrittenMeanwhile(_("Bảng điểm vừa được sửa hoặc ban hành, hãy mở lại trang."))
    row.refresh_from_db()
    event = CriteriaEnforced(
        table_id=row.pk, unit_id=row.unit_id, digest=row.digest, number=row.number
    )
    record(event, by=by, at=at)
    return row


def _ensure_of_others(row: CriteriaTable, *, seen: int, by: Actor) -> None:
    """The editors of exactly what was on the screen."""
    row.refresh_from_db(fields=["version", "editors"])
    if row.version != seen:
        raise WrittenMeanwhile(_("Bảng điểm vừa được sửa hoặc ban hành, hãy mở lại trang."))
    if by.user_id in row.editors:
        raise OwnDraft(_("Bạn đã soạn bảng điểm này, hãy để người khác ban hành."))


@transaction.atomic
def drop(row: CriteriaTable, *, by: Actor, at: dt.datetime) -> CriteriaTable:
    """ "Bỏ bản nháp"."""
    if not permissions.can_manage(by, row.unit):
        raise NotAllowed(_("Bạn không được bỏ bảng điểm của đơn vị này."))
    rows = CriteriaTable.objects.filter(pk=row.pk, state=TableState.DRAFT)
    if rows.update(state=TableState.DROPPED) == 1:
        record(CriteriaDropped(table_id=row.pk, unit_id=row.unit_id), by=by, at=at)
    row.refresh_from_db()
    return row
