"""Take out of exports what says who the person was, and what they took with them."""

from datetime import datetime

from django.db import transaction

from sangkien.exports.enums import UNFINISHED, State
from sangkien.exports.models import Export
from sangkien.files.actions import storing


@transaction.atomic
def erase(user_id: int, at: datetime) -> None:
    """Unfinished ones stop, files go; how many rows of which kind stays without the filters."""
    own = Export.objects.of(user_id)
    own.filter(state__in=UNFINISHED).update(state=State.CANCELLED, runner="", finished_at=at)
    for export in own.filter(state=State.DONE).select_related("file"):
        stored = export.file
        Export.objects.filter(pk=export.pk).update(state=State.EXPIRED, file=None)
        if stored is not None:
            storing.drop(stored)
    own.update(title="", parameters={})
