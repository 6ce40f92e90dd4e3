"""Take a person out of what recognition holds."""

import datetime as dt

from django.db import transaction

from sangkien.accounts.actions.closing import ERASED_NAME
from sangkien.papers.actions import issuing
from sangkien.recognition.models import Appeal, Certificate


@transaction.atomic
def forget(user_id: int, at: dt.datetime) -> None:
    """The numbers of the certificates stay, their words go; papers of others stay as issued. That
    somebody appealed, and what was answered, stays.
    """
    own = Certificate.objects.filter(user_id=user_id)
    issuing.forget(list(own.values_list("paper_id", flat=True)), at=at)
    own.update(name=ERASED_NAME)
    Appeal.objects.filter(sent_by_id=user_id).update(text=ERASED_NAME)
