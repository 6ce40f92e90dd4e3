"""Take a person out of what the support holds."""

import datetime as dt

from django.db import transaction

from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.support.enums import OPEN, HelpState
from sangkien.support.models import HelpNote, HelpRequest


@transaction.atomic
def forget(user_id: int, at: dt.datetime) -> None:
    """What was asked and written goes; that there was a request, and by when, stays. Whom the
    person was helping waits for somebody else.
    """
    asked = HelpRequest.objects.filter(asked_by_id=user_id)
    asked.filter(state__in=OPEN).update(state=HelpState.CANCELLED, closed_at=at)
    asked.update(need=ERASED_NAME)
    helped = HelpRequest.objects.filter(helper_id=user_id, state=HelpState.TAKEN)
    helped.update(state=HelpState.WAITING, helper=None, taken_at=None)
    HelpNote.objects.filter(written_by_id=user_id).update(text=ERASED_NAME)
