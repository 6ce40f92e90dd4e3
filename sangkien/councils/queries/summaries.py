"""Score sheets put together, once the scoring is closed."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from sangkien.councils.models import AgendaItem, Interest, Sheet
from sangkien.councils.rules import marking, tables
from sangkien.councils.rules.marking import Mark, Summary


def summaries(items: Sequence[AgendaItem]) -> dict[int, Summary]:
    """By item; one query. Items need their session and its table loaded."""
    open_ = [one for one in items if one.is_scored and one.session.scoring_closed_at is not None]
    sheets: dict[int, list[dict[str, Mark]]] = defaultdict(list)
    for row in counting_sheets([one.pk for one in open_]).order_by("pk"):
        sheets[row.item_id].append(marking.load(row.marks))
    found = {}
    for one in open_:
        if one.session.table is None:
            continue
        summary = marking.summarise(
            tables.read(one.session.table.content),
            sheets[one.pk],
            trims_from=one.session.trims_from,
        )
        if summary is not None:
            found[one.pk] = summary
    return found


def counting_sheets(item_ids: Sequence[int]) -> QuerySet[Sheet]:
    """Submitted ones, without those of members whose interest was known while they scored.

    What comes out later bars the vote only: a sheet that everybody has seen stays in the mean.
    """
    closed_at = F("item__session__scoring_closed_at")
    interested = Interest.objects.filter(
        Q(item__session__scoring_closed_at=None) | Q(declared_at__lte=closed_at),
        item=OuterRef("item"),
        user=OuterRef("seat__user"),
    )
    rows = Sheet.objects.filter(item__in=item_ids, submitted_at__isnull=False)
    return rows.filter(~Exists(interested))
