"""Take a person out of what the follow-up holds."""

import datetime as dt

from django.db import transaction

from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.accounts.models import User
from sangkien.followup.models import Contact, Recipient, Urging


@transaction.atomic
def forget(user_id: int, at: dt.datetime) -> None:
    """What was answered and noted goes, and that the person was told; that a unit was urged, with its
    figures, stays. A unit is not called any more at a number that was the person's.
    """
    Urging.objects.filter(answered_by_id=user_id).exclude(answer_words="").update(
        answer_words=ERASED_NAME
    )
    Urging.objects.filter(called_by_id=user_id).exclude(outcome_words="").update(
        outcome_words=ERASED_NAME
    )
    Recipient.objects.filter(user_id=user_id).delete()
    own = User.objects.filter(pk=user_id).exclude(phone=None).values("phone")
    Contact.objects.filter(phone__in=own).delete()
