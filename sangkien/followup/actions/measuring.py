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
        row.after_late_reports = late.get(row.pk, 0)
        row.measured_at = now
    Urging.objects.bulk_update(
        rows, ["after_sent", "after_valid", "after_late_reports", "measured_at"]
    )
    return len(rows)


def _late(rows: Iterable[Urging], *, at: dt.datetime) -> dict[int, int]:
    """Of the reports that were overdue when somebody was urged, how many still are, by urging: one that
    has become too old to be listed was not sent by that. A query for each programme.
    """
    had_late: dict[Programme, list[Urging]] = defaultdict(list)
    for row in rows:
        if row.late_before:
            had_late[row.period.programme].append(row)
    found: dict[int, int] = {}
    for programme, urged in had_late.items():
        holders = Q(unit_id__in={row.unit_id for row in urged})
        since = min(row.acted_at for row in urged)
        late = late_reports(holders, programme, at=at, since=since)
        for row in urged:
            of_unit = late.get(row.unit_id, ())
            found[row.pk] = sum(one.was_late(row.acted_at) for one in of_unit)
    return found
