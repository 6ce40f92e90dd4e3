"""Requests follow a person whose two accounts became one."""

from sangkien.support.enums import OPEN, HelpState
from sangkien.support.models import HelpNote, HelpRequest


def follow_join(*, kept_id: int, closed_id: int) -> None:
    """Asked under both names about the same draft, it is open once."""
    rows = HelpRequest.objects.filter(asked_by_id=closed_id)
    kept = HelpRequest.objects.filter(asked_by_id=kept_id, state__in=OPEN)
    doubles = rows.filter(
        state__in=OPEN, initiative__in=kept.exclude(initiative=None).values("initiative")
    )
    for double in doubles:
        HelpRequest.objects.filter(pk=double.pk).update(
            state=HelpState.CANCELLED, closed_at=double.asked_at
        )
    rows.update(asked_by_id=kept_id)
    HelpRequest.objects.filter(helper_id=closed_id).update(helper_id=kept_id)
    HelpNote.objects.filter(written_by_id=closed_id).update(written_by_id=kept_id)
