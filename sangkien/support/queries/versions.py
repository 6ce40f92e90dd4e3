"""Reading what helpers wrote for authors."""

from django.db.models import Exists, OuterRef, Q

from sangkien.access.actor import Actor
from sangkien.initiatives.models import Initiative
from sangkien.support.enums import HelpState, VersionState
from sangkien.support.models import DraftVersion, HelpRequest

MOST_VERSIONS = 20


def version_waiting(request: HelpRequest) -> DraftVersion | None:
    """What the author has not looked at yet."""
    rows = DraftVersion.objects.filter(request=request, state=VersionState.WAITING)
    return rows.select_related("written_by").first()


def versions_of(request: HelpRequest) -> list[DraftVersion]:
    """The newest first."""
    rows = DraftVersion.objects.filter(request=request).select_related("written_by")
    return list(rows.order_by("-number")[:MOST_VERSIONS])


def being_helped(initiative: Initiative, *, actor: Actor) -> HelpRequest | None:
    """The request under which somebody writes for an own draft; its `has_version` says whether
    something waits for the author. One query.
    """
    waiting = DraftVersion.objects.filter(request=OuterRef("pk"), state=VersionState.WAITING)
    rows = HelpRequest.objects.of(actor).filter(
        Q(may_edit=True, state=HelpState.TAKEN) | Exists(waiting), initiative=initiative
    )
    return (
        rows.annotate(has_version=Exists(waiting)).select_related("helper").order_by("-pk").first()
    )
