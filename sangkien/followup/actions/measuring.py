"""What came of it, two days later."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from sangkien.core import db
from sangkien.followup.enums import CallOutcome, Step
from sangkien.followup.models import Urging
from sangkien.programmes.models import Programme
from sangkien.progress.models import SubtreeTotal
from sangkien.reporting.queries import late_reports

BATCH = 500


@transaction.atomic
def measure(now: dt.datetime) -> int:
    """ "Sau 48 giờ": the kept totals of the same unit and period; a batch at a time, two queries and
    one for each programme in which a report was late.

    A call has its 48 hours from the talk: before, nothing came of it.
    """
    waiting_calls = Q(step=Step.CALL) & ~Q(outcome=CallOutcome.TALKED)
    due = Urging.objects.unmeasured().filter(measure_at__lte=now).exclude(waiting_calls)
    due = due.select_related("period__programme").order_by("measure_at")
    rows = list(db.locked(due, skip=True)[:BATCH])
    if not rows:
        return 0
    wanted = Q(
        unit_id__in={row.unit_id for row in rows}, period_id__in={row.period_id for row in rows}
    )
    totals = {
        (unit_id, period_id): (sent, valid)
        for unit_id, period_id, sent, valid in SubtreeTotal.objects.filter(wanted).values_list(
            "unit_id", "period_id", "sent", "valid"
        )
    }
    late = _late(rows, at=now)
    for row in rows:
        row.after_sent, row.after_valid = totals.get((row.unit_id, row.period_id), (0, 0))
        row.after_late_reports = late.get((row.unit_id, row.period.programme_id), 0)
        row.measured_at = now
    Urging.objects.bulk_update(
        rows, ["after_sent", "after_valid", "after_late_reports", "measured_at"]
    )
    return len(rows)


def _late(rows: Iterable[Urging], *, at: dt.datetime) -> dict[tuple[int, int], int]:
    """Overdue reports of those that had some, by unit and programme; a query for each programme."""
    owed: dict[Programme, set[int]] = defaultdict(set)
    for row in rows:
        if row.late_before:
            owed[row.period.programme].add(row.unit_id)
    return {
        (unit_id, programme.pk): len(found)
        for programme, ids in owed.items()
        for unit_id, found in late_reports(Q(unit_id__in=ids), programme, at=at).items()
    }
