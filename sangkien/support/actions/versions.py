"""What helpers wrote is dropped where the author's word has ended."""

import datetime as dt

from django.db.models import F

from sangkien.support.enums import VersionState
from sangkien.support.models import DraftVersion, HelpRequest


def drop(request: HelpRequest, *, at: dt.datetime) -> None:
    """What the author has not looked at goes with the consent; call inside the transaction."""
    waiting = DraftVersion.objects.filter(request=request, state=VersionState.WAITING)
    waiting.update(state=VersionState.DROPPED, decided_at=at)


def forget_about(initiative_id: int) -> None:
    """The draft was closed as a trade secret: no text of it stays here, and nobody writes in it."""
    requests = HelpRequest.objects.filter(initiative_id=initiative_id)
    versions = DraftVersion.objects.filter(request__initiative_id=initiative_id)
    waiting = versions.filter(state=VersionState.WAITING)
    waiting.update(state=VersionState.DROPPED, decided_at=F("written_at"))
    versions.update(before={}, words={})
    requests.filter(may_edit=True).update(may_edit=False)
