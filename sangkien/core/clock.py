"""The one place that reads the clock. Rules and actions take `at` or `today` instead."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, aware, UTC."""
    return timezone.now()


def today() -> date:
    """The present calendar day in Việt Nam (settings.TIME_ZONE)."""
    return timezone.localdate()
