"""Take a person out of what the support holds."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.support.enums import OPEN, CareOutcome, HelpState, VersionState
from sangkien.support.models import (
    Caretaking,
    DraftVersion,
    HelpNote,
    HelpRequest,
    HelpWork,
    MemberGrant,
    TeamMember,
)


@transaction.atomic
def forget(user_id: int, at: dt.datetime) -> None:
    """What was asked and written goes; that there was a request, and by when, stays. Whom the
    person was helping waits for somebody else. That units were visited stays, without the words.
    """
    asked = HelpRequest.objects.filter(asked_by_id=user_id)
    asked.filter(state__in=OPEN).update(state=HelpState.CANCELLED, closed_at=at)
    asked.update(need=ERASED_NAME, may_edit=False)
    helped = HelpRequest.objects.filter(helper_id=user_id, state=HelpState.TAKEN)
    helped.update(state=HelpState.WAITING, helper=None, taken_at=None, may_edit=False)
    HelpNote.objects.filter(written_by_id=user_id).update(text=ERASED_NAME)
    for versions in (
        DraftVersion.objects.filter(request__asked_by_id=user_id),
        DraftVersion.objects.filter(written_by_id=user_id),
    ):
        waiting = versions.filter(state=VersionState.WAITING)
        waiting.update(state=VersionState.DROPPED, decided_at=F("written_at"))
        versions.update(before={}, words={})
    _forget_in_teams(user_id, at)


def _forget_in_teams(user_id: int, at: dt.datetime) -> None:
    own = TeamMember.objects.filter(user_id=user_id)
    Caretaking.objects.filter(member__in=own, ended_at=None).update(
        ended_at=at, outcome=CareOutcome.STOPPED
    )
    HelpWork.objects.filter(member__in=own).update(what=ERASED_NAME)
    MemberGrant.objects.filter(member__in=own).delete()
    own.filter(left_at=None).update(left_at=at)
    own.update(tasks=[], shows_phone=False, is_head=False)
