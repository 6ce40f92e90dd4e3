"""Public pages that are kept as they were drawn."""

import datetime as dt

from django.db.models import F, Max

from sangkien.programmes.models import Programme
from sangkien.progress.models import SubtreeTotal
from sangkien.reports import rules
from sangkien.reports.models import KeptPage


def kept_page(key: str, *, at: dt.datetime) -> str | None:
    """As it was drawn lately, else None: then the page is drawn for its reader. One query."""
    fresh = KeptPage.objects.filter(key=key, drawn_at__gt=at - rules.KEPT_FRESH)
    return fresh.values_list("html", flat=True).first()


def changed_at(programme: Programme) -> dt.datetime | None:
    """When a figure of those who run the programme or its campaigns last changed."""
    totals = SubtreeTotal.objects.filter(period__programme=programme, unit=F("period__unit"))
    found: dt.datetime | None = totals.aggregate(last=Max("as_of"))["last"]
    return found


def drawn(key: str) -> tuple[dt.datetime | None, dt.datetime] | None:
    """Up to which change a kept page shows the figures, and when it was drawn."""
    return KeptPage.objects.filter(key=key).values_list("figures_at", "drawn_at").first()
