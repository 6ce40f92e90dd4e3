"""Reading exports."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sangkien.access.actor import Actor
from sangkien.core.errors import NotFound
from sangkien.exports.enums import State
from sangkien.exports.models import Export

PAGE = 20


def own(
    actor: Actor, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[Export], int | None]:
    """What the actor exported, the newest first, and the number below which the next page begins."""
    rows = Export.objects.of(actor.user_id).select_related("file").order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def get_export(pk: int, *, actor: Actor) -> Export:
    """One of the actor's own, or NotFound."""
    found = Export.objects.of(actor.user_id).select_related("file").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy bản xuất này."))
    return found


def ahead_of(export: Export) -> int:
    """How many wait before it; those that are being written count."""
    return Export.objects.unfinished().filter(pk__lt=export.pk).count()


def claimable(now: dt.datetime) -> QuerySet[Export]:
    """What waits and has rested, and what a process held that is gone; the oldest first."""
    waits = Q(state=State.WAITING) & (Q(held_until=None) | Q(held_until__lte=now))
    deserted = Q(state=State.RUNNING, held_until__lte=now)
    return Export.objects.filter(waits | deserted).order_by("pk")


def outlived(now: dt.datetime) -> QuerySet[Export]:
    """Whose file has to go."""
    return Export.objects.filter(state=State.DONE, expires_at__lte=now).order_by("pk")
