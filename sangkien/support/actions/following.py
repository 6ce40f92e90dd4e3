"""Requests and teams follow a person whose two accounts became one."""

import datetime as dt

from sangkien.support.enums import OPEN, HelpState
from sangkien.support.models import (
    Caretaking,
    DraftVersion,
    HelpNote,
    HelpRequest,
    HelpWork,
    TeamMember,
)


def follow_join(*, kept_id: int, closed_id: int, at: dt.datetime) -> None:
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
    DraftVersion.objects.filter(written_by_id=closed_id).update(written_by_id=kept_id)
    _follow_in_teams(kept_id=kept_id, closed_id=closed_id, at=at)


def _follow_in_teams(*, kept_id: int, closed_id: int, at: dt.datetime) -> None:
    """In the same team under both names, the person is in it once. Nobody shows the number of an
    account that is another one now.
    """
    both = TeamMember.objects.filter(user_id=kept_id, left_at=None).values("team_id")
    closed = TeamMember.objects.filter(user_id=closed_id)
    closed.update(shows_phone=False)
    for double in closed.filter(left_at=None, team__in=both):
        stays = TeamMember.objects.get(team_id=double.team_id, user_id=kept_id, left_at=None)
        TeamMember.objects.filter(pk=double.pk).update(left_at=at, is_head=False)
        HelpWork.objects.filter(member=double).update(member=stays)
        Caretaking.objects.filter(member=double).update(member=stays)
        if double.is_head:
            TeamMember.objects.filter(pk=stays.pk).update(is_head=True)
    closed.update(user_id=kept_id)
