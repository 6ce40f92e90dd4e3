"""What auditors read: reports of all units in their scope, sent or not."""

import datetime as dt

from django.db.models import Q

from sangkien.access.actor import Actor
from sangkien.core.periods import months_later
from sangkien.reporting.models import Report

PAGE = 50


def overseen_page(
    actor: Actor,
    *,
    at: dt.datetime,
    month: dt.date | None = None,
    after: tuple[dt.date, int] | None = None,
    limit: int = PAGE,
) -> tuple[list[Report], bool]:
    """Whose term ends in a month; without one, what is overdue. The earliest term first, keyset;
    whether more follow. One query.
    """
    rows = Report.objects.overseen_by(actor)
    if month is None:
        rows = rows.owed().filter(due_at__lte=at)
    else:
        rows = rows.filter(due_on__gte=month, due_on__lt=months_later(month, 1))
    if after is not None:
        day, pk = after
        rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk))
    rows = rows.select_related("occurrence__request__unit", "unit")
    found = list(rows.order_by("due_on", "pk")[: limit + 1])
    return found[:limit], len(found) > limit
