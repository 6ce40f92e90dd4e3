"""Keep public pages as they were drawn."""

import datetime as dt
from collections.abc import Callable

from sangkien.programmes.models import Programme
from sangkien.reports import rules
from sangkien.reports.models import KeptPage
from sangkien.reports.queries import changed_at
from sangkien.reports.queries.kept import drawn


def keep(key: str, programme: Programme, draw: Callable[[], str], *, at: dt.datetime) -> bool:
    """Draw a page anew if it is outdated; whether it was.

    What changed while it was drawn is drawn the next time: the state before is noted.
    """
    changed = changed_at(programme)
    if not rules.is_outdated(drawn(key), changed_at=changed, at=at):
        return False
    KeptPage.objects.update_or_create(
        key=key, defaults={"html": draw(), "figures_at": changed, "drawn_at": at}
    )
    return True


def forget_old(now: dt.datetime) -> int:
    """Of programmes that are over."""
    return KeptPage.objects.filter(drawn_at__lt=now - rules.KEPT_FORGOTTEN).delete()[0]
